// SPDX-License-Identifier: Apache-2.0
#include "bundle/trust_editor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "crypto/private_key.h"
#include "temporary_folder.h"

using namespace dossier;

namespace {

PublicKey new_key() {
  return PrivateKey::generate_ed25519().public_key();
}

AllowedSigner signer(const std::string& principal, const PublicKey& key) {
  return {principal, key, {"dossier-seal"}, {}, {}, "checked", 0};
}

Revocation revocation(const PublicKey& key, RevocationReason reason, const char* at) {
  return {key, reason, at == nullptr ? std::nullopt : Timestamp::parse(at), 0};
}

template <class F>
std::string refusal(ErrorKind kind, const F& change) {
  try {
    change();
    return "done";
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.message();
  }
}

}  // namespace

TEST_CASE("the first partner makes the trust folder, for its owner only") {
  const TemporaryFolder folder;
  const std::string trust = folder / "config/dossier/trust";
  const PublicKey key = new_key();
  TrustEditor(trust, TrustEditor::Missing::kMake).add(signer("alice", key));
  CHECK(folder.read("config/dossier/trust/allowed_signers") ==
        "alice namespaces=\"dossier-seal\" " + key.line("checked") + "\n");
  struct stat info {};
  REQUIRE(::stat(trust.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("a folder that is not there is made by adding only") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(TrustEditor(folder / "trust", TrustEditor::Missing::kRefuse), Error);
  CHECK_FALSE(std::filesystem::exists(folder / "trust"));
}

TEST_CASE("what stands in the file already stays as it is, byte for byte") {
  const TemporaryFolder folder;
  const PublicKey old_key = new_key();
  const PublicKey key = new_key();
  const std::string former = "# partners\n\n  bob\t" + old_key.line("by  hand");
  folder.write("allowed_signers", former);
  TrustEditor editor(folder.path(), TrustEditor::Missing::kMake);
  editor.add(signer("alice", key));
  const std::string line = "alice namespaces=\"dossier-seal\" " + key.line("checked");
  CHECK(folder.read("allowed_signers") == former + "\n" + line + "\n");
  CHECK(editor.signers().entries().back().line == 4);

  CHECK(editor.remove(editor.signers().entries().front()) == "  bob\t" + old_key.line("by  hand"));
  CHECK(folder.read("allowed_signers") == "# partners\n\n" + line + "\n");
  CHECK(editor.remove(editor.signers().entries().front()) == line);
  CHECK(folder.read("allowed_signers") == "# partners\n\n");
}

TEST_CASE("a key that is known is not added again, under no name and no type") {
  const TemporaryFolder folder;
  const PublicKey key = new_key();
  TrustEditor editor(folder.path(), TrustEditor::Missing::kMake);
  editor.add(signer("alice", key));
  const std::string before = folder.read("allowed_signers");
  for (const char* name : {"alice", "bob"}) {
    CHECK(refusal(ErrorKind::kRefused, [&] { editor.add(signer(name, key)); }) ==
          "this key stands in line 1 already, for alice");
  }
  CHECK(folder.read("allowed_signers") == before);
}

TEST_CASE("a line that the trust folder would refuse is not written") {
  const TemporaryFolder folder;
  TrustEditor editor(folder.path(), TrustEditor::Missing::kMake);
  CHECK(refusal(ErrorKind::kUnavailable, [&] { editor.add(signer("*", new_key())); }) != "done");
  CHECK(refusal(ErrorKind::kUnavailable, [&] { editor.add(signer("a\nb", new_key())); }) != "done");
  AllowedSigner backwards = signer("alice", new_key());
  backwards.valid_after = Timestamp::parse("2026-01-01T00:00:00Z");
  backwards.valid_before = Timestamp::parse("2025-01-01T00:00:00Z");
  CHECK(refusal(ErrorKind::kUnavailable, [&] { editor.add(backwards); }) != "done");
  CHECK_FALSE(std::filesystem::exists(folder / "allowed_signers"));
}

TEST_CASE("a folder that is refused is not changed") {
  const TemporaryFolder folder;
  folder.write("allowed_signers", "* " + new_key().line("") + "\n");
  CHECK_THROWS_AS(TrustEditor(folder.path(), TrustEditor::Missing::kMake), Error);
  folder.write("allowed_signers", "");
  folder.write("revoked_keys", "ssh-ed25519 !!!\n");
  CHECK_THROWS_AS(TrustEditor(folder.path(), TrustEditor::Missing::kMake), Error);
}

TEST_CASE("a revocation can be made stricter and is never taken back") {
  const TemporaryFolder folder;
  folder.write("allowed_signers", "");
  TrustEditor editor(folder.path(), TrustEditor::Missing::kRefuse);
  const PublicKey key = new_key();
  const auto revoke = [&](RevocationReason reason, const char* at) {
    return refusal(ErrorKind::kRefused, [&] { editor.revoke(revocation(key, reason, at)); });
  };
  constexpr const char* kEarly = "2025-01-01T00:00:00Z";
  constexpr const char* kLate = "2026-01-01T00:00:00Z";
  CHECK(revoke(RevocationReason::kRetired, kLate) == "done");
  CHECK(revoke(RevocationReason::kRetired, kLate) ==
        "line 1 revokes this key already, as retired since 2026-01-01T00:00:00Z");
  CHECK(revoke(RevocationReason::kSuperseded, kLate) != "done");
  CHECK(revoke(RevocationReason::kSuperseded, kEarly) == "done");
  CHECK(revoke(RevocationReason::kCompromised, kLate) == "done");
  CHECK(revoke(RevocationReason::kRetired, kLate) != "done");
  CHECK(revoke(RevocationReason::kCompromised, nullptr) == "done");
  CHECK(revoke(RevocationReason::kCompromised, kEarly) != "done");
  CHECK(editor.revoked().entries().size() == 4);
  CHECK(folder.read("revoked_keys") ==
        key.line("revoked-at=2026-01-01T00:00:00Z reason=retired") + "\n" +
            key.line("revoked-at=2025-01-01T00:00:00Z reason=superseded") + "\n" +
            key.line("revoked-at=2026-01-01T00:00:00Z reason=compromised") + "\n" + key.line("") +
            "\n");
}

TEST_CASE("a file behind a symbolic link is changed where it is, and keeps its permissions") {
  const TemporaryFolder folder;
  folder.write("elsewhere/signers", "# mine\n");
  REQUIRE(::chmod((folder / "elsewhere/signers").c_str(), 0640) == 0);
  std::filesystem::create_directory(folder / "trust");
  std::filesystem::create_symlink(folder / "elsewhere/signers", folder / "trust/allowed_signers");
  TrustEditor(folder / "trust", TrustEditor::Missing::kMake).add(signer("alice", new_key()));
  CHECK(std::filesystem::is_symlink(folder / "trust/allowed_signers"));
  CHECK(folder.read("elsewhere/signers").starts_with("# mine\nalice "));
  struct stat info {};
  REQUIRE(::stat((folder / "elsewhere/signers").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
}

TEST_CASE("what an interrupted change left behind is no hindrance") {
  const TemporaryFolder folder;
  folder.write("allowed_signers", "");
  folder.write("allowed_signers.partial", "half a li");
  TrustEditor(folder.path(), TrustEditor::Missing::kRefuse).add(signer("alice", new_key()));
  CHECK(folder.read("allowed_signers").starts_with("alice "));
  CHECK_FALSE(std::filesystem::exists(folder / "allowed_signers.partial"));
}

TEST_CASE("only one program changes a trust folder at a time") {
  const TemporaryFolder folder;
  folder.write("allowed_signers", "");
  const int other = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  CHECK(refusal(ErrorKind::kUnavailable, [&] {
          const TrustEditor editor(folder.path(), TrustEditor::Missing::kRefuse);
        }) == "another program is changing this trust folder");
  ::close(other);
  const TrustEditor editor(folder.path(), TrustEditor::Missing::kRefuse);
  CHECK(editor.signers().entries().empty());
}
