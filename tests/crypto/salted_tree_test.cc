// SPDX-License-Identifier: Apache-2.0
#include "crypto/salted_tree.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// The expected values of this file were computed from the formulas of FORMAT.md §5 with Python's
// hashlib and hmac, with S = 00 01 02 … 1f.
SealSecret counting_secret() {
  SealSecret::Array bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return SealSecret(bytes);
}

std::vector<Sha256> seven_leaves() {
  const SealSecret secret = counting_secret();
  std::vector<Sha256> leaves;
  for (std::size_t i = 0; i < 7; ++i) {
    leaves.push_back(
        secret.leaf("data/f" + std::to_string(i), i, sha256(as_bytes(std::string(i, 'x')))));
  }
  std::sort(leaves.begin(), leaves.end());
  return leaves;
}

}  // namespace

TEST_CASE("a leaf is made as suite dossier-1 says, step by step") {
  const SealSecret secret = counting_secret();
  const std::string_view path = "data/dossier.json";
  const Sha256 digest = sha256(as_bytes("hello"));
  const Sha256 content_salt = secret.content_salt(path);
  const Sha256 path_salt = secret.path_salt(path);
  CHECK(content_salt.hex() == "d85db157d4452cc78bb08015003b015fcb7212879c93252ea1834ef55cc9959e");
  CHECK(path_salt.hex() == "2e3b05340dfe8726ce95df0bb22b6e494e02532ed48e2fcad0b13a5e67660c13");
  const Sha256 content = salted_content(content_salt, 5, digest);
  const Sha256 name = salted_name(path_salt, path);
  CHECK(content.hex() == "000f17c64f70c57873686e12d2b7a0fc800a9489277993ffce8e90933b3246db");
  CHECK(name.hex() == "6ef449b7ccf72ee44dea559f45b7eb70766b9e365ca00fa5a3866a9a9afb55f9");
  CHECK(salted_leaf(content, name).hex() ==
        "7862778d126830c640672c9f17484b9d385d9562f7985d407aa358c192f62fab");
  CHECK(secret.leaf(path, 5, digest) == salted_leaf(content, name));
}

TEST_CASE("sizes above 32 bits and long names stand in a leaf") {
  std::string path = "data/";
  for (int i = 0; i < 100; ++i) path += "\u00E9";
  CHECK(counting_secret().leaf(path, (std::uint64_t{1} << 40) + 1, sha256({})).hex() ==
        "aea52ae91609a4c0906d9a24bb6dfec303f9cd1a192e8d8ac6cd2f962b3b8634");
}

TEST_CASE("the root of the salted tree is that of RFC 9162 over the sorted leaves") {
  const std::vector<Sha256> leaves = seven_leaves();
  const char* roots[] = {
      "10ae8287e70a21781b5cb0c640ab2b3f332fac95b0459b1dcc38573132031742",
      "02cf6efc2378222887d4ed48cd88bef522dd265a8d084ff90a1d58b17617b926",
      "df8d9e018ba307f4e931758c8d97acbee45bd18dad976d4020aa01f11c4634b1",
      "499b07f23addda0b57ae2f53544839b561939777522bf8acbf967eb7efe8452e",
      "9849cc3ea10047a915c4ce6290321d32a39444a478f31014df25924c51ba9a29",
      "c96904c160ec230e538dc3d6dc23f53e13a7003aaccd05a62392b43b6bc70584",
      "a52c5de81c322eb034cf5fe7a208adc00df443c50be0e26d20a51cbdb5a00cd7",
  };
  for (std::size_t count = 1; count <= 7; ++count) {
    CHECK(salted_tree_root(std::span(leaves).first(count))->hex() == roots[count - 1]);
  }
}

TEST_CASE("leaves that are not strictly increasing, or none, have no root") {
  CHECK_FALSE(salted_tree_root({}));
  std::vector<Sha256> leaves = seven_leaves();
  std::swap(leaves[5], leaves[6]);
  CHECK_FALSE(salted_tree_root(leaves));
  leaves = seven_leaves();
  leaves[3] = leaves[2];
  CHECK_FALSE(salted_tree_root(leaves));
}

TEST_CASE("a leaf depends on the secret, the path, the size and the digest") {
  const SealSecret secret = counting_secret();
  const Sha256 leaf = secret.leaf("data/a", 1, sha256({}));
  CHECK(leaf != SealSecret(SealSecret::Array{}).leaf("data/a", 1, sha256({})));
  CHECK(leaf != secret.leaf("data/b", 1, sha256({})));
  CHECK(leaf != secret.leaf("data/a", 2, sha256({})));
  CHECK(leaf != secret.leaf("data/a", 1, sha256(as_bytes("a"))));
}

TEST_CASE("many threads share one secret") {
  const SealSecret secret = counting_secret();
  const Sha256 expected = secret.leaf("data/a", 1, sha256({}));
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&secret, &expected, &count] {
      for (int i = 0; i < 2000; ++i) count += secret.leaf("data/a", 1, sha256({})) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("the sealed content commits to manifest lines, in pieces of any size") {
  const std::string lines =
      sha256(as_bytes("a")).hex() + "  data/a\n" + sha256(as_bytes("b")).hex() + "  data/b\n";
  const SealSecret secret = counting_secret();
  const std::string expected = "2d6e365303e51202b1c3304d0917b60165cf2fe3b980f931319a8af3688e5a1a";
  SealedContent whole(secret);
  whole.update(as_bytes(lines));
  CHECK(whole.finish().hex() == expected);
  SealedContent pieces(secret);
  for (const char& c : lines) pieces.update(as_bytes(std::string_view(&c, 1)));
  CHECK(pieces.finish().hex() == expected);
}

TEST_CASE("random secrets differ") {
  const SealSecret one = SealSecret::random();
  const SealSecret other = SealSecret::random();
  CHECK_FALSE(std::ranges::equal(one.bytes(), other.bytes()));
}
