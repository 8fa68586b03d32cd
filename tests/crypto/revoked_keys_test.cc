// SPDX-License-Identifier: Apache-2.0
#include "crypto/revoked_keys.h"

#include <unistd.h>

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/ssh_wire.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

const SigningTime kLongAgoProven{*Timestamp::parse("2001-01-01T00:00:00Z"), true};

PublicKey new_key() {
  return PrivateKey::generate_ed25519().public_key();
}

std::string refusal(const std::string& text) {
  try {
    RevokedKeys::parse(text, "revoked_keys");
    return "good";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUnavailable);
    return error.message();
  }
}

// "always", or time and reason.
std::string understood(const std::string& comment) {
  const PublicKey key = new_key();
  const RevokedKeys keys = RevokedKeys::parse(key.line(comment) + "\n", "revoked_keys");
  REQUIRE(keys.entries().size() == 1);
  const Revocation& entry = keys.entries()[0];
  CHECK((keys.forbidding(key, kLongAgoProven) != nullptr) == !entry.at.has_value());
  if (!entry.at) {
    CHECK(entry.reason == RevocationReason::kCompromised);
    return "always";
  }
  return entry.at->to_string() + " " + std::string(revocation_reason_name(entry.reason));
}

}  // namespace

TEST_CASE("a revocation comment tells since when and why") {
  CHECK(understood("revoked-at=2026-03-02T10:04:11Z reason=retired") ==
        "2026-03-02T10:04:11Z retired");
  CHECK(understood("revoked-at=20260302Z reason=superseded") == "2026-03-02T00:00:00Z superseded");
  CHECK(understood("revoked-at=20260302100411Z reason=compromised") ==
        "2026-03-02T10:04:11Z compromised");
}

TEST_CASE("with a missing or bad comment a key counts as always compromised") {
  for (const char* comment :
       {"", "alice@laptop", "revoked-at=2026-03-02T10:04:11Z", "reason=retired",
        "reason=retired revoked-at=2026-03-02T10:04:11Z",
        "revoked-at=2026-03-02T10:04:11 reason=retired", "revoked-at=20260302 reason=retired",
        "revoked-at=2026-02-30T00:00:00Z reason=retired",
        "revoked-at=2026-03-02T10:04:11Z reason=lost",
        "revoked-at=2026-03-02T10:04:11Z reason=Retired",
        "revoked-at=2026-03-02T10:04:11Z reason=retired alice", "revoked-at= reason=retired",
        "Revoked-at=2026-03-02T10:04:11Z reason=retired"}) {
    CAPTURE(comment);
    CHECK(understood(comment) == "always");
  }
}

TEST_CASE("a written revocation is read again as it was") {
  for (const RevocationReason reason : {RevocationReason::kRetired, RevocationReason::kSuperseded,
                                        RevocationReason::kCompromised}) {
    const Revocation entry{new_key(), reason, Timestamp::parse("2026-03-02T10:04:11Z"), 1};
    const RevokedKeys again = RevokedKeys::parse(entry.to_line() + "\n", "file");
    CHECK(again.entries()[0].reason == reason);
    CHECK(again.entries()[0].at == entry.at);
    CHECK(again.entries()[0].key == entry.key);
  }
}

TEST_CASE("of several lines for one key the strictest holds") {
  const PublicKey key = new_key();
  const std::string text = key.line("revoked-at=2030-01-01T00:00:00Z reason=retired") + "\n" +
                           key.line("revoked-at=2020-01-01T00:00:00Z reason=retired") + "\n";
  const RevokedKeys keys = RevokedKeys::parse(text, "file");
  const SigningTime between{*Timestamp::parse("2025-01-01T00:00:00Z"), true};
  REQUIRE(keys.forbidding(key, between) != nullptr);
  CHECK(keys.forbidding(key, between)->line == 2);
  CHECK(keys.forbidding(key, kLongAgoProven) == nullptr);
  CHECK(keys.forbidding(new_key(), between) == nullptr);
}

TEST_CASE("a revoked key is revoked under its other types too") {
  const PublicKey key = new_key();
  Bytes blob;
  append_ssh_string(blob, std::string_view("sk-ssh-ed25519@openssh.com"));
  append_ssh_string(blob, key.material());
  append_ssh_string(blob, std::string_view("ssh:"));
  const PublicKey dressed = std::get<PublicKey>(PublicKey::parse(blob));
  const RevokedKeys keys = RevokedKeys::parse(key.line("") + "\n", "file");
  CHECK(keys.forbidding(dressed, kLongAgoProven) != nullptr);
}

TEST_CASE("a list that cannot be read in full is an error") {
  const TemporaryFolder folder;
  const std::string good = new_key().line("") + "\n";
  CHECK(refusal("# none\n\n" + good) == "good");
  CHECK(refusal(good + "not a key\n").starts_with("line 2: "));
  CHECK(refusal("alice " + good).starts_with("line 1: "));
  CHECK(refusal("SHA256:" + good).starts_with("line 1: "));
  CHECK(refusal(good.substr(0, good.size() - 6) + "\n").starts_with("line 1: "));
  CHECK(refusal(good + new_key().line("") + "\r\n").starts_with("line 2: "));
  write_whole(folder / "key.pub", good);
  run_well("ssh-keygen -q -k -f " + (folder / "krl") + " " + (folder / "key.pub"));
  CHECK(refusal(read_whole(folder / "krl")) == "this is a binary key revocation list");
}

TEST_CASE("only a file that is not there revokes nothing") {
  const TemporaryFolder folder;
  CHECK(RevokedKeys::load(folder / "absent").entries().empty());
  CHECK_THROWS_AS(RevokedKeys::load(folder / "."), Error);
  std::filesystem::create_symlink(folder / "nowhere", folder / "dangling");
  CHECK_THROWS_AS(RevokedKeys::load(folder / "dangling"), Error);
  write_whole(folder / "file", "");
  CHECK_THROWS_AS(RevokedKeys::load(folder / "file/below"), Error);
  if (::geteuid() != 0) {
    std::filesystem::permissions(folder / "file", std::filesystem::perms::none);
    CHECK_THROWS_AS(RevokedKeys::load(folder / "file"), Error);
  }
}

TEST_CASE("a weak RSA key can be revoked") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t rsa -b 1024 -f " + (folder / "weak"));
  CHECK(refusal(read_whole(folder / "weak.pub")) == "good");
}
