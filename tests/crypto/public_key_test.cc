// SPDX-License-Identifier: Apache-2.0
#include "crypto/public_key.h"

#include <doctest/doctest.h>

#include "crypto/ssh_wire.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

PublicKey key_of_line(const std::string& line) {
  PublicKeyLine parsed = parse_public_key_line(line);
  REQUIRE(std::holds_alternative<PublicKey>(parsed.key));
  return std::get<PublicKey>(parsed.key);
}

std::string first_line(const std::string& path) {
  const std::string text = read_whole(path);
  return text.substr(0, text.find('\n'));
}

std::string malformed_reason(ByteView blob) {
  const ParsedPublicKey parsed = PublicKey::parse(blob);
  const auto* fault = std::get_if<Malformed>(&parsed);
  return fault != nullptr ? fault->reason : "accepted";
}

Bytes blob_of(std::initializer_list<ByteView> strings) {
  Bytes out;
  for (const ByteView each : strings) append_ssh_string(out, each);
  return out;
}

// The base point's y coordinate, 4/5: a good Ed25519 public key.
Bytes ed25519_base_point() {
  Bytes point(32, 0x66);
  point[0] = 0x58;
  return point;
}

}  // namespace

TEST_CASE("keys are shown as ssh-keygen -l shows them") {
  const TemporaryFolder folder;
  struct Kind {
    std::string arguments;
    std::string_view wire;
  };
  for (const Kind& kind :
       {Kind{"-t ed25519", "ssh-ed25519"}, Kind{"-t ecdsa -b 256", "ecdsa-sha2-nistp256"},
        Kind{"-t rsa -b 2048", "ssh-rsa"}}) {
    CAPTURE(kind.arguments);
    const std::string path = folder / std::string(kind.wire);
    run_well("ssh-keygen -q -N '' -C 'a comment' " + kind.arguments + " -f " + path);
    const PublicKeyLine line = parse_public_key_line(first_line(path + ".pub"));
    REQUIRE(std::holds_alternative<PublicKey>(line.key));
    const PublicKey& key = std::get<PublicKey>(line.key);
    CHECK(key.wire_name() == kind.wire);
    CHECK(line.comment == "a comment");
    CHECK(key.line("a comment") == first_line(path + ".pub"));
    CHECK(run("ssh-keygen -l -f " + path + ".pub").output ==
          std::to_string(key.bits()) + " " + key.fingerprint() + " a comment (" +
              std::string(key.display_name()) + ")\n");
    CHECK_FALSE(key.is_weak());
  }
}

TEST_CASE("security keys are read with what they are for") {
  for (const char* name : {"ed25519_sk", "ecdsa_sk"}) {
    const std::string path = vector_file("sshsig/testdata/" + std::string(name) + ".pub");
    if (path.empty()) return;
    const PublicKey key = key_of_line(first_line(path));
    CHECK(key.is_security_key());
    CHECK(key.application() == "ssh:");
    CHECK(run("ssh-keygen -l -f " + path).output.find(key.fingerprint()) != std::string::npos);
  }
}

TEST_CASE("an RSA key below 2048 bits is read and weak") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t rsa -b 1024 -f " + (folder / "weak"));
  const PublicKey key = key_of_line(first_line(folder / "weak.pub"));
  CHECK(key.bits() == 1024);
  CHECK(key.is_weak());
}

TEST_CASE("a key blob is consumed to its last byte") {
  const Bytes good = blob_of({as_bytes("ssh-ed25519"), ed25519_base_point()});
  CHECK(malformed_reason(good) == "accepted");
  Bytes longer = good;
  longer.push_back(0);
  CHECK(malformed_reason(longer) == "bytes follow the key");
  for (std::size_t size = 0; size < good.size(); ++size) {
    CHECK(malformed_reason(ByteView(good).first(size)) != "accepted");
  }
}

TEST_CASE("an Ed25519 key of small order or not canonical is refused") {
  Bytes zero(32);
  CHECK(malformed_reason(blob_of({as_bytes("ssh-ed25519"), zero})).find("small order") !=
        std::string::npos);
  Bytes over(32, 0xFF);  // y = 2^255 - 1 with the sign bit, above the prime
  CHECK(malformed_reason(blob_of({as_bytes("ssh-ed25519"), over})).find("not canonical") !=
        std::string::npos);
  Bytes identity(32);
  identity[0] = 1;
  identity[31] = 0x80;  // "minus zero"
  CHECK(malformed_reason(blob_of({as_bytes("ssh-ed25519"), identity})) != "accepted");
}

TEST_CASE("a P-256 key is an uncompressed point on that curve") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t ecdsa -b 256 -f " + (folder / "key"));
  const PublicKey key = key_of_line(first_line(folder / "key.pub"));
  const std::string_view name = "ecdsa-sha2-nistp256";
  const Bytes point(key.material().begin(), key.material().end());
  const auto reason = [&](std::string_view curve, const Bytes& with) {
    return malformed_reason(blob_of({as_bytes(name), as_bytes(curve), with}));
  };
  CHECK(reason("nistp256", point) == "accepted");
  CHECK(reason("nistp384", point) == "the key is on the curve nistp384");
  Bytes off = point;
  off[64] ^= 1;
  CHECK(reason("nistp256", off) == "the point is not on the curve");
  Bytes compressed(point.begin(), point.begin() + 33);
  compressed[0] = point[64] % 2 == 0 ? 2 : 3;
  CHECK(reason("nistp256", compressed) == "the point is not in the uncompressed form");
  Bytes hybrid = point;
  hybrid[0] = point[64] % 2 == 0 ? 6 : 7;
  CHECK(reason("nistp256", hybrid) == "the point is not in the uncompressed form");
  CHECK(reason("nistp256", Bytes{0}) == "the point is not in the uncompressed form");  // infinity
}

TEST_CASE("an RSA key has odd numbers in their shortest form and an exponent above one") {
  Bytes modulus(256, 0xFF);
  const auto reason = [&](const Bytes& exponent, const Bytes& n) {
    Bytes blob;
    append_ssh_string(blob, std::string_view("ssh-rsa"));
    append_ssh_mpint(blob, exponent);
    append_ssh_mpint(blob, n);
    return malformed_reason(blob);
  };
  CHECK(reason({1, 0, 1}, modulus) == "accepted");
  CHECK(reason({1}, modulus) != "accepted");
  CHECK(reason({4}, modulus) != "accepted");
  CHECK(reason({}, modulus) != "accepted");
  CHECK(reason(Bytes(9, 0xFF), modulus) != "accepted");
  CHECK(reason({3}, Bytes(32, 0xFF)) != "accepted");
  Bytes even = modulus;
  even.back() = 0xFE;
  CHECK(reason({1, 0, 1}, even) != "accepted");
  Bytes padded;
  append_ssh_string(padded, std::string_view("ssh-rsa"));
  append_ssh_string(padded, Bytes{0, 1, 0, 1});
  append_ssh_mpint(padded, modulus);
  CHECK(malformed_reason(padded) != "accepted");
}

TEST_CASE("other key types and certificates are unsupported by name") {
  for (const char* name : {"ssh-dss", "ecdsa-sha2-nistp384", "ssh-ed25519-cert-v01@openssh.com",
                           "ssh-mldsa44-ed25519@openssh.com"}) {
    const ParsedPublicKey parsed = PublicKey::parse(blob_of({as_bytes(name), Bytes(40)}));
    REQUIRE(std::holds_alternative<Unsupported>(parsed));
    CHECK(std::get<Unsupported>(parsed).algorithm == name);
  }
  Bytes huge;
  append_ssh_string(huge, std::string_view("ssh-rsa"));
  append_ssh_mpint(huge, Bytes{3});
  append_ssh_mpint(huge, Bytes(2049, 0xFF));
  CHECK(std::holds_alternative<Unsupported>(PublicKey::parse(huge)));
}

TEST_CASE("a public key line names the type that its blob has") {
  const Bytes blob = blob_of({as_bytes("ssh-ed25519"), ed25519_base_point()});
  const std::string digits = to_base64(blob);
  const auto good = [](const std::string& line) {
    return std::holds_alternative<PublicKey>(parse_public_key_line(line).key);
  };
  CHECK(good("ssh-ed25519 " + digits));
  CHECK_FALSE(good("ssh-rsa " + digits));
  CHECK_FALSE(good(digits));
  CHECK_FALSE(good(""));
  CHECK_FALSE(good("ssh-ed25519"));
  CHECK_FALSE(good("ssh-ed25519  " + digits));
  CHECK_FALSE(good("ssh-ed25519 " + digits + "="));
  CHECK_FALSE(good("ssh-ed25519 " + digits + "\r"));
}

TEST_CASE("one secret under two types has one material") {
  const Bytes plain = blob_of({as_bytes("ssh-ed25519"), ed25519_base_point()});
  const Bytes dressed =
      blob_of({as_bytes("sk-ssh-ed25519@openssh.com"), ed25519_base_point(), as_bytes("ssh:")});
  const auto a = std::get<PublicKey>(PublicKey::parse(plain));
  const auto b = std::get<PublicKey>(PublicKey::parse(dressed));
  CHECK_FALSE(a == b);
  CHECK(to_hex(a.material()) == to_hex(b.material()));
}
