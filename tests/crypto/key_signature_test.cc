// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_signature.h"

#include <algorithm>
#include <optional>
#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "crypto/ed25519_point_check.h"
#include "crypto/ssh_wire.h"
#include "crypto_tools.h"

using namespace dossier;
using Json = nlohmann::json;

namespace {

bool verifies(const ParsedPublicKey& parsed, ByteView blob, ByteView message) {
  const auto* key = std::get_if<PublicKey>(&parsed);
  if (key == nullptr) return false;
  const ParsedKeySignature signature = parse_key_signature(*key, blob);
  const auto* good = std::get_if<KeySignature>(&signature);
  return good != nullptr && verify_key_signature(*key, *good, message) == SignatureVerdict::kValid;
}

bool ed25519_verifies(ByteView key, ByteView signature, ByteView message) {
  Bytes key_blob;
  append_ssh_string(key_blob, std::string_view("ssh-ed25519"));
  append_ssh_string(key_blob, key);
  Bytes blob;
  append_ssh_string(blob, std::string_view("ssh-ed25519"));
  append_ssh_string(blob, signature);
  return verifies(PublicKey::parse(key_blob), blob, message);
}

// The contents of the two INTEGERs of a DER signature, as they stand; nullopt when the outer form
// has no counterpart in SSH's encoding (other tags or lengths, bytes outside).
std::optional<std::pair<Bytes, Bytes>> integers_of(const Bytes& der) {
  if (der.size() < 2 || der[0] != 0x30 || der[1] != der.size() - 2) return std::nullopt;
  std::vector<Bytes> numbers;
  std::size_t at = 2;
  while (at + 2 <= der.size()) {
    const std::size_t size = der[at + 1];
    if (der[at] != 0x02 || size > 127 || at + 2 + size > der.size()) return std::nullopt;
    const auto begin = der.begin() + static_cast<std::ptrdiff_t>(at + 2);
    numbers.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
    at += 2 + size;
  }
  if (at != der.size() || numbers.size() != 2) return std::nullopt;
  return std::pair(numbers[0], numbers[1]);
}

Json read_json(const std::string& path) {
  return Json::parse(read_whole(path));
}

}  // namespace

TEST_CASE("Ed25519 agrees with every Wycheproof case") {
  const std::string path = vector_file("ed25519/wycheproof/ed25519_test.json");
  if (path.empty()) return;
  int valid = 0;
  int invalid = 0;
  const Json vectors = read_json(path);
  for (const Json& group : vectors["testGroups"]) {
    const Bytes key = hex_bytes(group["publicKey"]["pk"]);
    for (const Json& test : group["tests"]) {
      CAPTURE(test["tcId"].get<int>());
      const bool expected = test["result"] == "valid";
      CHECK(ed25519_verifies(key, hex_bytes(test["sig"]), hex_bytes(test["msg"])) == expected);
      ++(expected ? valid : invalid);
    }
  }
  CHECK(valid == 88);
  CHECK(invalid == 63);
}

// The rule of this program: cofactorless, S reduced, R compared byte for byte (so a non-canonical R
// never agrees), and public keys canonical and not of small order.
TEST_CASE("Ed25519 edge cases follow one rule") {
  const std::string path = vector_file("ed25519/cctv/ed25519vectors.json");
  if (path.empty()) return;
  int accepted = 0;
  int accepted_by_common_rule = 0;
  const Json vectors = read_json(path);
  for (const Json& vector : vectors) {
    CAPTURE(vector["number"].get<int>());
    std::set<std::string> flags;
    if (vector["flags"].is_array()) flags = vector["flags"].get<std::set<std::string>>();
    const Bytes key = hex_bytes(vector["key"]);
    const bool good_key = !flags.contains("non_canonical_A") && !flags.contains("low_order_A");
    CHECK(ed25519_public_key_fault(key).has_value() == !good_key);
    const bool common = !flags.contains("non_canonical_R") && !flags.contains("low_order_residue");
    const bool verified =
        ed25519_verifies(key, hex_bytes(vector["sig"]), as_bytes(vector["msg"].get<std::string>()));
    CHECK(verified == (common && good_key));
    accepted_by_common_rule += common ? 1 : 0;
    accepted += verified ? 1 : 0;
  }
  CHECK(vectors.size() == 914);
  CHECK(accepted_by_common_rule == 208);
  CHECK(accepted == 86);  // what is left of the 208 with good keys only
}

TEST_CASE("ECDSA P-256 agrees with the Wycheproof cases that SSH can express") {
  const std::string path = vector_file("ecdsa/ecdsa_secp256r1_sha256_test.json");
  if (path.empty()) return;
  int valid = 0;
  int invalid = 0;
  int inexpressible = 0;
  const Json vectors = read_json(path);
  for (const Json& group : vectors["testGroups"]) {
    Bytes key;
    append_ssh_string(key, std::string_view("ecdsa-sha2-nistp256"));
    append_ssh_string(key, std::string_view("nistp256"));
    append_ssh_string(key, hex_bytes(group["publicKey"]["uncompressed"]));
    const ParsedPublicKey parsed = PublicKey::parse(key);
    REQUIRE(std::holds_alternative<PublicKey>(parsed));
    for (const Json& test : group["tests"]) {
      CAPTURE(test["tcId"].get<int>());
      const bool expected = test["result"] == "valid";
      const auto numbers = integers_of(hex_bytes(test["sig"]));
      if (!numbers) {
        CHECK_FALSE(expected);
        ++inexpressible;
        continue;
      }
      Bytes pair;
      append_ssh_string(pair, numbers->first);
      append_ssh_string(pair, numbers->second);
      Bytes blob;
      append_ssh_string(blob, std::string_view("ecdsa-sha2-nistp256"));
      append_ssh_string(blob, pair);
      CHECK(verifies(parsed, blob, hex_bytes(test["msg"])) == expected);
      ++(expected ? valid : invalid);
    }
  }
  CHECK(valid == 174);
  CHECK(invalid == 119);        // among them negative and padded numbers, zero and beyond the order
  CHECK(inexpressible == 191);  // faults of DER that SSH's encoding does not know
}
