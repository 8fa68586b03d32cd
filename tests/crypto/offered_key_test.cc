// SPDX-License-Identifier: Apache-2.0
#include "crypto/offered_key.h"

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

const std::string kAlice = "alice@newsroom.example";

PublicKey new_key() {
  return PrivateKey::generate_ed25519().public_key();
}

std::string refusal(const std::string& text, const std::string& principal = kAlice) {
  try {
    read_offered_key(text, "alice.pub", principal);
    return "good";
  } catch (const Error& error) {
    CHECK(error.kind() == (error.path().empty() ? ErrorKind::kUsage : ErrorKind::kRefused));
    return error.message();
  }
}

}  // namespace

TEST_CASE("of a .pub file the key is taken, and the name beside it is not") {
  const PublicKey key = new_key();
  const AllowedSigner signer =
      read_offered_key(key.line("the editor in chief") + "\n", "alice.pub", kAlice);
  CHECK(signer.key == key);
  CHECK(signer.principal == kAlice);
  CHECK(signer.comment == "");
  CHECK(signer.namespaces.empty());
}

TEST_CASE("of an allowed_signers line the terms are taken too") {
  const PublicKey key = new_key();
  const std::string line = kAlice + " namespaces=\"dossier-review\",valid-before=\"20300101Z\" " +
                           key.line("note") + "\n";
  const AllowedSigner signer = read_offered_key("# ours\n\n" + line, "file", kAlice);
  CHECK(signer.key == key);
  CHECK(signer.namespaces == std::vector<std::string>{"dossier-review"});
  CHECK(signer.valid_before == Timestamp::parse("2030-01-01T00:00:00Z"));
  CHECK(signer.comment == "");
  CHECK(refusal(line, "bob@newsroom.example") ==
        "line 1: the line is for " + kAlice + " and not for bob@newsroom.example");
}

TEST_CASE("what a trust folder would refuse is refused before it gets there") {
  const std::string key = new_key().line("");
  CHECK(refusal("* " + key + "\n").starts_with("line 1: "));
  CHECK(refusal(kAlice + ",bob " + key + "\n").starts_with("line 1: "));
  CHECK(refusal(kAlice + " cert-authority " + key + "\n").starts_with("line 1: "));
  CHECK(refusal(kAlice + " valid-after=\"20260101\" " + key + "\n").starts_with("line 1: "));
  CHECK(refusal(key + "\r\n") == "line 1: the line ends with CR LF");
  CHECK(refusal(key.substr(0, key.size() - 5)).starts_with("line 1: "));
  CHECK(refusal("ssh-rsa " + key.substr(key.find(' ') + 1)).starts_with("line 1: "));
}

TEST_CASE("one key is offered at a time, and never a private one") {
  const std::string line = new_key().line("");
  CHECK(refusal("") == "there is no public key");
  CHECK(refusal("# nothing\n") == "there is no public key");
  CHECK(refusal(line + "\n" + new_key().line("") + "\n") == "line 2: there is a second line");
  CHECK(refusal(kAlice + " " + line + "\n" + "bob " + new_key().line("") + "\n") ==
        "there is more than one line");
  CHECK(refusal("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb\n") == "this is a private key");
}

TEST_CASE("a signer is called by one literal name") {
  const std::string line = new_key().line("");
  for (const char* name :
       {"", "*", "*@newsroom.example", "a,b", "Alice Berg", "#alice", "!alice"}) {
    CAPTURE(name);
    CHECK(refusal(line, name).find("cannot name a signer") != std::string::npos);
  }
}

TEST_CASE("weak and unsupported keys are not offered") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t rsa -b 1024 -f " + (folder / "weak"));
  run_well("ssh-keygen -q -N '' -t ecdsa -b 384 -f " + (folder / "p384"));
  CHECK(refusal(read_whole(folder / "weak.pub")) == "line 1: the RSA key has only 1024 bits");
  CHECK(refusal(read_whole(folder / "p384.pub")) ==
        "line 1: keys of type ecdsa-sha2-nistp384 are not supported");
}
