// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "crypto/private_key.h"
#include "tests/cli/run_dossier.h"
#include "tests/cli/talk_to_dossier.h"

using namespace dossier;
using namespace dossier::test;

namespace {

const std::string kAlice = "alice@newsroom.example";
const std::string kNow = "1772445851";  // 2026-03-02T10:04:11Z
const std::string kVectors = DOSSIER_SOURCE_DIR "/tests/vectors/";

// A folder with alice.pub, and a trust folder that DOSSIER_TRUST names.
class Desk {
 public:
  Desk() : key(PrivateKey::generate_ed25519().public_key()) {
    write_all(folder / "alice.pub", key.line("nobody knows whose word this is") + "\n");
  }
  Ran run(std::vector<std::string> words) const {
    return run_dossier(
        words,
        {folder.path(), {{"DOSSIER_TRUST", folder / "trust"}, {"SOURCE_DATE_EPOCH", kNow}}, {}});
  }
  Ran add(std::vector<std::string> more = {"--checked", "in-person"}) const {
    more.insert(more.begin(), {"trust", "add", kAlice, "alice.pub"});
    return run(more);
  }
  std::string signers() const { return read_all(folder / "trust/allowed_signers"); }
  std::string revoked() const { return read_all(folder / "trust/revoked_keys"); }

  TemporaryFolder folder;
  PublicKey key;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("trust add writes one line, shows the whole fingerprint and how it was checked") {
  const Desk desk;
  const Ran ran = desk.add({"--checked", "website:the page Our keys"});
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  CHECK(has(ran.out, "ED25519 " + desk.key.fingerprint()));
  CHECK(desk.signers() ==
        kAlice + " namespaces=\"dossier-seal,dossier-review,dossier-receipt,dossier-witness\" " +
            desk.key.line("checked-at=2026-03-02T10:04:11Z checked=website the page Our keys") +
            "\n");
}

TEST_CASE("trust add without a word on how it was checked shows the fingerprint and adds nothing") {
  const Desk desk;
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{}, {"--checked", "HOW"}, {"--checked", ""}}) {
    const Ran ran = desk.add(more);
    CHECK(ran.status == 2);
    CHECK(has(ran.err, more.empty() ? desk.key.fingerprint() : "no way of checking a key"));
  }
  CHECK_FALSE(std::filesystem::exists(desk.folder / "trust"));
}

TEST_CASE("on a terminal trust add shows the fingerprint and asks how it was checked") {
  const Desk desk;
  const Talk talk = talk_to_dossier({"trust", "add", kAlice, desk.folder / "alice.pub"},
                                    desk.folder.path(), {{"How did you check it", "call\n"}});
  CHECK(talk.status == 0);
  const std::size_t fingerprint = talk.shown.find(desk.key.fingerprint());
  CHECK(fingerprint < talk.shown.find("How did you check it"));
  CHECK(
      has(read_all(desk.folder / "home/.config/dossier/trust/allowed_signers"), "checked=call\n"));
}

TEST_CASE("trust add takes terms, roles and a fingerprint that the owner told") {
  const Desk desk;
  const std::string other = PrivateKey::generate_ed25519().public_key().fingerprint();
  CHECK(desk.add({"--checked", "call", "--fingerprint", other}).status == 1);
  CHECK_FALSE(std::filesystem::exists(desk.folder / "trust"));
  const Ran ran = desk.add({"--checked", "call", "--fingerprint", desk.key.fingerprint(), "--roles",
                            "review", "receipt", "--valid-after", "2025-01-01T00:00:00Z",
                            "--valid-before", "2030-01-01T00:00:00Z"});
  CHECK(ran.status == 0);
  CHECK(desk.signers().starts_with(kAlice +
                                   " namespaces=\"dossier-review,dossier-receipt\",valid-after="
                                   "\"20250101000000Z\",valid-before=\"20300101000000Z\" "));
  CHECK(desk.add({"--checked", "call", "--valid-after", "2025-01-01"}).status == 2);
}

TEST_CASE("trust add takes a public key or an allowed_signers line in quotes") {
  const Desk desk;
  CHECK(desk.run({"trust", "add", kAlice, kAlice + " " + desk.key.line("x"), "--checked", "call"})
            .status == 0);
  const PublicKey second = PrivateKey::generate_ed25519().public_key();
  const Ran ran = desk.run({"trust", "add", kAlice, second.line(""), "--checked", "call"});
  CHECK(ran.status == 0);
  CHECK(has(ran.out, kAlice + " has 2 keys there now"));
  CHECK(desk.run({"trust", "add", "bob", kAlice + " " + desk.key.line("x"), "--checked", "call"})
            .status == 1);
}

TEST_CASE("trust add overwrites nothing and refuses what a trust folder may not hold") {
  const Desk desk;
  REQUIRE(desk.add().status == 0);
  const std::string before = desk.signers();
  const Ran again = desk.run({"trust", "add", "bob", "alice.pub", "--checked", "call"});
  CHECK(again.status == 1);
  CHECK(has(again.err, "allowed_signers: this key stands in line 1 already, for " + kAlice));
  CHECK(desk.run({"trust", "add", "*", "alice.pub", "--checked", "call"}).status == 2);
  CHECK(desk.run({"trust", "add", "bob", "absent.pub", "--checked", "call"}).status == 3);
  CHECK(desk.run({"trust", "add", "bob", "--checked", "call"}).status == 2);
  write_all(desk.folder / "p384.pub", read_all(kVectors + "keys/p384.pub"));
  const Ran p384 = desk.run({"trust", "add", "bob", "p384.pub", "--checked", "call"});
  CHECK(p384.status == 1);
  CHECK(has(p384.err, "p384.pub: line 1: keys of type ecdsa-sha2-nistp384 are not supported"));
  CHECK(desk.signers() == before);
}

TEST_CASE("a trust folder that is refused is named with file, line and reason, and not changed") {
  const Desk desk;
  write_all(desk.folder / "trust/allowed_signers", "\n*@a.example " + desk.key.line("") + "\n");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"trust", "list"},
        {"trust", "add", kAlice, "alice.pub", "--checked", "call"},
        {"trust", "remove", kAlice},
        {"trust", "revoke", "alice.pub", "--reason", "compromised"},
        {"trust", "export", "-o", "out"}}) {
    const Ran ran = desk.run(words);
    CHECK(ran.status == 3);
    CHECK(has(ran.err, "allowed_signers: line 2: a principal is a literal name"));
  }
  CHECK_FALSE(std::filesystem::exists(desk.folder / "out"));
}

TEST_CASE("an unknown signer is told with the very command that would trust it") {
  const Desk desk;
  const std::string bundle = kVectors + "accept/minimal/bundle.dossier.zip";
  write_all(desk.folder / "trust/allowed_signers", "");
  const Ran before = desk.run({"verify", bundle});
  CHECK(before.status == 4);
  CHECK(has(before.out, "Warning: anybody can make a key"));
  const std::size_t at = before.out.find("    dossier trust add NAME ");
  REQUIRE(at != std::string::npos);
  const std::string line = before.out.substr(at + 4, before.out.find('\n', at) - at - 4);
  const std::size_t open = line.find('\'');
  const std::string key = line.substr(open + 1, line.rfind('\'') - open - 1);
  CHECK(line == "dossier trust add NAME '" + key + "' --roles seal --checked HOW");
  CHECK(desk.run({"trust", "add", "NAME", key, "--roles", "seal", "--checked", "HOW"}).status == 2);
  CHECK(desk.run({"trust", "add", kAlice, key, "--roles", "seal", "--checked", "call"}).status ==
        0);
  CHECK(desk.run({"verify", bundle}).status == 0);

  const Ran named =
      desk.run({"verify", "--trust", kVectors + "reject/signature_no-trust/trust", bundle});
  CHECK(has(named.out, " --trust " + kVectors + "reject/signature_no-trust/trust --checked HOW\n"));
}

TEST_CASE("a key is taken from a bundle in hand when it is intact and the key is the only one") {
  const Desk desk;
  const auto from = [&](const std::string& vector, std::vector<std::string> more = {}) {
    more.insert(more.begin(),
                {"trust", "add", kAlice, "--from", kVectors + vector + "/bundle.dossier.zip",
                 "--checked", "earlier-bundle"});
    return desk.run(more);
  };
  CHECK(from("reject/file_changed").status == 1);
  CHECK(from("reject/signature_flipped-bit").status == 1);
  CHECK(from("reject/signature_none").status == 1);
  const Ran several = from("accept/counter-signed");
  CHECK(several.status == 1);
  CHECK(has(several.err, "several keys signed it:"));
  CHECK_FALSE(std::filesystem::exists(desk.folder / "trust"));
  const std::size_t at = several.err.find("SHA256:");
  const std::string fingerprint = several.err.substr(at, several.err.find('\n', at) - at);
  CHECK(from("accept/counter-signed", {"--fingerprint", fingerprint}).status == 0);
  CHECK(has(desk.run({"trust", "list"}).out, fingerprint));
  CHECK(from("accept/minimal", {"--fingerprint", desk.key.fingerprint()}).status == 1);
}

TEST_CASE("trust list shows whole fingerprints, terms, checks and revocations") {
  const Desk desk;
  CHECK(has(desk.run({"trust", "list", "--trust", desk.folder.path()}).err, "allowed_signers"));
  REQUIRE(desk.add({"--checked", "letter:of 2 March", "--roles", "seal"}).status == 0);
  REQUIRE(desk.run({"trust", "revoke", kAlice, "--reason", "superseded", "--at",
                    "2026-06-01T00:00:00Z"})
              .status == 0);
  const std::string text = desk.run({"trust", "list"}).out;
  CHECK(text == kAlice + "\n  ED25519 " + desk.key.fingerprint() +
                    "\n  signs as dossier-seal\n  checked: letter on 2026-03-02, of 2 March\n"
                    "  REVOKED: superseded since 2026-06-01T00:00:00Z\n");
  const auto json = nlohmann::json::parse(desk.run({"trust", "list", "--json"}).out);
  CHECK(json.at("schema") == "dossier/trust/1");
  const auto& signer = json.at("signers").at(0);
  CHECK(signer.at("principal") == kAlice);
  CHECK(signer.at("fingerprint") == desk.key.fingerprint());
  CHECK(signer.at("namespaces") == nlohmann::json::array({"dossier-seal"}));
  CHECK(signer.at("checked").at("way") == "letter");
  CHECK(signer.at("revocations").at(0).at("reason") == "superseded");
}

TEST_CASE("without a trust folder nobody is known, and that is said") {
  const TemporaryFolder folder;
  const Ran ran = run_dossier({"trust", "list"}, {folder.path(), {{"HOME", folder.path()}}, {}});
  CHECK(ran.status == 0);
  CHECK(has(ran.out, "You know nobody yet"));
  CHECK(run_dossier({"trust", "list"}, {folder.path(), {{"HOME", ""}}, {}}).status == 2);
}

TEST_CASE("a key is revoked by fingerprint, principal or file, with a reason and since when") {
  const Desk desk;
  REQUIRE(desk.add().status == 0);
  CHECK(desk.run({"trust", "revoke", kAlice, "--reason", "retired"}).status == 2);
  CHECK(desk.run({"trust", "revoke", kAlice, "--reason", "lost", "--at", "2026-03-01T00:00:00Z"})
            .status == 2);
  CHECK(desk.run({"trust", "revoke", kAlice, "--reason", "retired", "--at", "2026-03-01T00:00:00"})
            .status == 2);
  CHECK(desk.run({"trust", "revoke", "alise@newsroom.example", "--reason", "compromised"}).status ==
        1);
  CHECK_FALSE(std::filesystem::exists(desk.folder / "trust/revoked_keys"));
  CHECK(desk.run({"trust", "revoke", desk.key.fingerprint(), "--reason", "retired", "--at",
                  "2026-03-01T00:00:00Z"})
            .status == 0);
  CHECK(desk.run({"trust", "revoke", "alice.pub", "--reason", "compromised"}).status == 0);
  CHECK(desk.run({"trust", "revoke", kAlice, "--reason", "retired", "--at", "2027-03-01T00:00:00Z"})
            .status == 1);
  CHECK(desk.revoked() == desk.key.line("revoked-at=2026-03-01T00:00:00Z reason=retired") + "\n" +
                              desk.key.line("") + "\n");
  write_all(desk.folder / "other.pub", PrivateKey::generate_ed25519().public_key().line("") + "\n");
  CHECK(desk.run({"trust", "revoke", "other.pub", "--reason", "compromised"}).status == 0);
}

TEST_CASE("trust remove takes out one line and shows it") {
  const Desk desk;
  REQUIRE(desk.add().status == 0);
  const std::string line = desk.signers();
  CHECK(desk.run({"trust", "remove", "bob"}).status == 1);
  CHECK(desk.run({"trust", "remove", desk.key.fingerprint().substr(0, 20)}).status == 1);
  const Ran ran = desk.run({"trust", "remove", kAlice});
  CHECK(ran.status == 0);
  CHECK(has(ran.out, line));
  CHECK(desk.signers() == "");
}

TEST_CASE("a principal with two keys is not enough to say which one is meant") {
  const Desk desk;
  REQUIRE(desk.add().status == 0);
  const PublicKey second = PrivateKey::generate_ed25519().public_key();
  REQUIRE(desk.run({"trust", "add", kAlice, second.line(""), "--checked", "call"}).status == 0);
  const Ran ran = desk.run({"trust", "remove", kAlice});
  CHECK(ran.status == 1);
  CHECK(has(ran.err, second.fingerprint()));
  CHECK(desk.run({"trust", "remove", second.fingerprint()}).status == 0);
  CHECK(has(desk.signers(), desk.key.line("")));
}

TEST_CASE("what trust export writes, stock ssh-keygen takes, and nothing is overwritten") {
  const Desk desk;
  const std::string vector = kVectors + "accept/minimal/";
  const auto keygen = [&](const std::string& folder) {
    const std::string command = "cd " + desk.folder.path() + " && unzip -qo " + vector +
                                "bundle.dossier.zip -d bag && ssh-keygen -q -Y verify -f " +
                                folder + "/allowed_signers -r " + folder + "/revoked_keys -I " +
                                kAlice +
                                " -n dossier-seal -s bag/*/signatures/0001-seal.sig < "
                                "$(echo bag/*/tagmanifest-sha256.txt) > /dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  };
  REQUIRE(desk.run({"trust", "add", kAlice, "--from", vector + "bundle.dossier.zip", "--checked",
                    "call:my private note"})
              .status == 0);
  CHECK(desk.run({"trust", "export", "-o", "all"}).status == 0);
  CHECK_FALSE(has(read_all(desk.folder / "all/allowed_signers"), "private note"));
  CHECK(keygen("all"));
  CHECK(desk.run({"trust", "export", "-o", "all"}).status == 1);
  CHECK(desk.run({"trust", "export", "-o", "none", "bob"}).status == 1);

  REQUIRE(
      desk.run({"trust", "revoke", kAlice, "--reason", "retired", "--at", "2026-05-01T00:00:00Z"})
          .status == 0);
  CHECK(desk.run({"trust", "export", "-o", "now"}).status == 0);
  CHECK_FALSE(keygen("now"));
  CHECK(desk.run({"trust", "export", "-o", "then", "--at", "2026-04-01T00:00:00Z"}).status == 0);
  CHECK(keygen("then"));
  CHECK(desk.run({"trust", "export", "-o", "later", "--at", "2026-05-01T00:00:00Z"}).status == 0);
  CHECK_FALSE(keygen("later"));
}

TEST_CASE("a full disk leaves the trust folder as it was") {
  const Desk desk;
  REQUIRE(desk.add().status == 0);
  const std::string before = desk.signers();
  const std::string command = "cd " + desk.folder.path() +
                              " && ulimit -f 0 && " DOSSIER_PROGRAM
                              " trust revoke alice.pub --reason compromised --trust trust "
                              "> /dev/null 2>&1";
  CHECK(std::system(command.c_str()) != 0);
  CHECK(desk.signers() == before);
  CHECK_FALSE(std::filesystem::exists(desk.folder / "trust/revoked_keys"));
}
