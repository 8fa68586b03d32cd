// SPDX-License-Identifier: Apache-2.0
#include "crypto/signer_standing.h"

#include <doctest/doctest.h>

#include "crypto/keygen.h"
#include "crypto/private_key.h"
#include "crypto/ssh_signature.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

constexpr const char* kAfter = "20240101000000Z";
constexpr const char* kBefore = "20260101000000Z";

Timestamp at(const char* time) {
  return *Timestamp::parse(time);
}

std::string allowed_line(const PublicKey& key) {
  return "alice@newsroom.example namespaces=\"dossier-seal\",valid-after=\"" + std::string(kAfter) +
         "\",valid-before=\"" + kBefore + "\" " + key.line("Alice Berg") + "\n";
}

Standing standing(const PublicKey& key, const std::string& revoked, const SigningTime& time,
                  std::string_view role = "dossier-seal") {
  const SignerJudgement judgement =
      judge_signer(AllowedSigners::parse(allowed_line(key), "allowed_signers"),
                   RevokedKeys::parse(revoked, "revoked_keys"), key, role, time);
  CHECK(judgement.principal == "alice@newsroom.example");
  CHECK(judgement.comment == "Alice Berg");
  CHECK(judgement.reason.empty() == (judgement.standing == Standing::kTrusted));
  return judgement.standing;
}

}  // namespace

TEST_CASE("a key is in force from valid-after to valid-before, both included") {
  const PublicKey key = PrivateKey::generate_ed25519().public_key();
  for (const bool proven : {false, true}) {
    const auto when = [&](const char* time) { return standing(key, "", {at(time), proven}); };
    CHECK(when("2023-12-31T23:59:59Z") == Standing::kNotYetValid);
    CHECK(when("2024-01-01T00:00:00Z") == Standing::kTrusted);
    CHECK(when("2025-06-01T00:00:00Z") == Standing::kTrusted);
    CHECK(when("2026-01-01T00:00:00Z") == Standing::kTrusted);
    CHECK(when("2026-01-01T00:00:01Z") == Standing::kExpired);
  }
}

TEST_CASE("a key that has expired since is accepted with a timestamp from its time") {
  const PublicKey key = PrivateKey::generate_ed25519().public_key();
  CHECK(standing(key, "", {at("2027-01-01T00:00:00Z"), false}) == Standing::kExpired);
  CHECK(standing(key, "", {at("2025-01-01T00:00:00Z"), true}) == Standing::kTrusted);
}

TEST_CASE("a retired or superseded key is accepted before its day only") {
  const PublicKey key = PrivateKey::generate_ed25519().public_key();
  for (const char* reason : {"retired", "superseded"}) {
    const std::string revoked =
        key.line("revoked-at=2025-06-01T00:00:00Z reason=" + std::string(reason)) + "\n";
    for (const bool proven : {false, true}) {
      CHECK(standing(key, revoked, {at("2025-05-31T23:59:59Z"), proven}) == Standing::kTrusted);
      CHECK(standing(key, revoked, {at("2025-06-01T00:00:00Z"), proven}) == Standing::kRevoked);
      CHECK(standing(key, revoked, {at("2025-06-02T00:00:00Z"), proven}) == Standing::kRevoked);
    }
  }
}

TEST_CASE("a compromised key is accepted only with a timestamp before its day") {
  const PublicKey key = PrivateKey::generate_ed25519().public_key();
  const std::string revoked = key.line("revoked-at=2025-06-01T00:00:00Z reason=compromised") + "\n";
  CHECK(standing(key, revoked, {at("2025-05-31T23:59:59Z"), true}) == Standing::kTrusted);
  CHECK(standing(key, revoked, {at("2025-05-31T23:59:59Z"), false}) == Standing::kRevoked);
  CHECK(standing(key, revoked, {at("2025-06-01T00:00:00Z"), true}) == Standing::kRevoked);
  CHECK(standing(key, revoked, {at("2025-06-02T00:00:00Z"), false}) == Standing::kRevoked);
  const std::string always = key.line("some comment") + "\n";
  CHECK(standing(key, always, {at("2025-05-31T23:59:59Z"), true}) == Standing::kRevoked);
}

TEST_CASE("a role needs its namespace in the key's line") {
  const PublicKey key = PrivateKey::generate_ed25519().public_key();
  const SigningTime time{at("2025-01-01T00:00:00Z"), false};
  CHECK(standing(key, "", time, "dossier-review") == Standing::kRoleNotAllowed);
  CHECK(standing(key, "", time, "dossier-seal") == Standing::kTrusted);
}

TEST_CASE("a key that is not listed is unrecognised and has no name") {
  const PublicKey known = PrivateKey::generate_ed25519().public_key();
  const PublicKey stranger = PrivateKey::generate_ed25519().public_key();
  const SignerJudgement judgement =
      judge_signer(AllowedSigners::parse(allowed_line(known), "file"), RevokedKeys(), stranger,
                   "dossier-seal", {at("2025-01-01T00:00:00Z"), false});
  CHECK(judgement.standing == Standing::kUnrecognised);
  CHECK(judgement.principal == "");
  CHECK(judgement.comment == "");
}

TEST_CASE("a weak key is named before anything else") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t rsa -b 1024 -f " + (folder / "weak"));
  const auto line = parse_public_key_line(read_whole(folder / "weak.pub"));
  const SignerJudgement judgement =
      judge_signer(AllowedSigners(), RevokedKeys(), std::get<PublicKey>(line.key), "dossier-seal",
                   {at("2025-01-01T00:00:00Z"), false});
  CHECK(judgement.standing == Standing::kWeakKey);
}

TEST_CASE("ssh-keygen accepts what is accepted here, at every time and in every time zone") {
  const TemporaryFolder folder;
  write_ed25519_pair(folder / "key", "");
  PrivateKey key = PrivateKey::load(folder / "key", nullptr);
  const std::string message = "message";
  write_whole(folder / "message", message);
  write_whole(folder / "sig", make_ssh_signature(key, "dossier-seal", as_bytes(message)));
  write_whole(folder / "allowed", "# partners\n\n" + allowed_line(key.public_key()));
  write_whole(folder / "none", "");
  write_whole(folder / "revoked",
              key.public_key().line("revoked-at=2025-06-01T00:00:00Z reason=retired") + "\n");
  const auto ssh_keygen = [&](const char* zone, const Timestamp& time, const char* role,
                              const char* revoked) {
    return run("TZ=" + std::string(zone) + " ssh-keygen -Y verify -f " + (folder / "allowed") +
               " -I alice@newsroom.example -n " + role + " -s " + (folder / "sig") +
               " -O verify-time=" + time.openssh_string() + " -r " + (folder / revoked) + " < " +
               (folder / "message"))
               .status == 0;
  };
  for (const char* zone : {"UTC", "Pacific/Kiritimati", "America/St_Johns"}) {
    for (const char* time : {"2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z", "2025-06-01T00:00:00Z",
                             "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"}) {
      CAPTURE(zone);
      CAPTURE(time);
      const bool here = standing(key.public_key(), "", {at(time), false}) == Standing::kTrusted;
      CHECK(ssh_keygen(zone, at(time), "dossier-seal", "none") == here);
    }
  }
  CHECK_FALSE(ssh_keygen("UTC", at("2025-01-01T00:00:00Z"), "dossier-review", "none"));
  CHECK_FALSE(ssh_keygen("UTC", at("2025-07-01T00:00:00Z"), "dossier-seal", "revoked"));
}
