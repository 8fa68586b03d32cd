// SPDX-License-Identifier: Apache-2.0
#include "crypto/allowed_signers.h"

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/ssh_wire.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

PublicKey new_key() {
  return PrivateKey::generate_ed25519().public_key();
}

// "good", or what the Error says.
std::string read(const std::string& text) {
  try {
    AllowedSigners::parse(text, "allowed_signers");
    return "good";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUnavailable);
    CHECK(error.path() == "allowed_signers");
    return error.message();
  }
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an allowed_signers file is read as it is written") {
  const PublicKey alice = new_key();
  const PublicKey bob = new_key();
  const std::string text =
      "# my partners\n"
      "\n"
      "alice@newsroom.example namespaces=\"dossier-seal,dossier-review\",valid-after=\"20260101Z\","
      "valid-before=\"20270101120000Z\" " +
      alice.line("Alice Berg, checked in person") +
      "\n"
      " \t bob \t " +
      bob.line("") + "  ";
  const AllowedSigners signers = AllowedSigners::parse(text, "allowed_signers");
  REQUIRE(signers.entries().size() == 2);
  const AllowedSigner& first = *signers.find(alice);
  CHECK(first.principal == "alice@newsroom.example");
  CHECK(first.comment == "Alice Berg, checked in person");
  CHECK(first.line == 3);
  CHECK(first.valid_after->to_string() == "2026-01-01T00:00:00Z");
  CHECK(first.valid_before->to_string() == "2027-01-01T12:00:00Z");
  CHECK(first.allows_namespace("dossier-review"));
  CHECK_FALSE(first.allows_namespace("dossier-receipt"));
  CHECK_FALSE(first.allows_namespace("dossier"));
  const AllowedSigner& second = *signers.find(bob);
  CHECK(second.principal == "bob");
  CHECK(second.comment == "");
  CHECK(second.line == 4);
  CHECK(second.allows_namespace("dossier-receipt"));
  CHECK(signers.find(new_key()) == nullptr);
}

TEST_CASE("a line that is written is read again as it was") {
  const AllowedSigner signer{"alice@newsroom.example",
                             new_key(),
                             {"dossier-seal", "dossier-witness"},
                             Timestamp::parse("2026-01-01T00:00:00Z"),
                             Timestamp::parse("2027-01-01T00:00:01Z"),
                             "Alice Berg",
                             1};
  const AllowedSigners again = AllowedSigners::parse(signer.to_line() + "\n", "file");
  REQUIRE(again.entries().size() == 1);
  CHECK(again.entries()[0].to_line() == signer.to_line());
  CHECK(again.entries()[0].namespaces == signer.namespaces);
  AllowedSigner plain{"bob", new_key(), {}, {}, {}, "", 1};
  CHECK(plain.to_line() == "bob " + plain.key.line(""));
}

TEST_CASE("a principal is one literal name") {
  const std::string key = " " + new_key().line("") + "\n";
  CHECK(read("alice" + key) == "good");
  CHECK(read("O'Neil+x=y@newsroom.example" + key) == "good");
  CHECK(contains(read("*" + key), "literal name"));
  CHECK(contains(read("*@newsroom.example" + key), "literal name"));
  CHECK(contains(read("alice?" + key), "literal name"));
  CHECK(contains(read("!alice" + key), "literal name"));
  CHECK(contains(read("alice,bob" + key), "not several"));
  CHECK(contains(read("\"alice\"" + key), "printable"));
  CHECK(contains(read("\xC3\xA4" + key), "printable"));
  CHECK(contains(read("\xEF\xBB\xBF"
                      "alice" +
                      key),
                 "printable"));
  CHECK(contains(read(std::string(256, 'a') + key), "255"));
  CHECK(contains(read(key), "a principal is missing"));
  CHECK(principal_fault("").has_value());
  CHECK(principal_fault("#alice").has_value());
  CHECK_FALSE(principal_fault("alice#1").has_value());
}

TEST_CASE("the message names the line that is refused") {
  const std::string good = "alice " + new_key().line("") + "\n";
  CHECK(read("# comment\n\n" + good + "bob\n").starts_with("line 4: "));
}

TEST_CASE("options are the three known ones, quoted, each once") {
  const auto with = [](const std::string& options) {
    return read("alice " + options + " " + new_key().line("") + "\n");
  };
  CHECK(with("namespaces=\"dossier-seal\"") == "good");
  CHECK(contains(with("cert-authority"), "certificate authorities"));
  CHECK(contains(with("cert-authority,namespaces=\"a\""), "certificate authorities"));
  CHECK(contains(with("namespaces=dossier-seal"), "not one of"));
  CHECK(contains(with("namespaces=\"dossier-seal"), "not one of"));
  CHECK(contains(with("Namespaces=\"dossier-seal\""), "unknown"));
  CHECK(contains(with("verify-required=\"yes\""), "unknown"));
  CHECK(contains(with("namespaces=\"\""), "literal names"));
  CHECK(contains(with("namespaces=\"a,,b\""), "literal names"));
  CHECK(contains(with("namespaces=\"dossier-*\""), "literal names"));
  CHECK(contains(with("namespaces=\"!dossier-seal\""), "literal names"));
  CHECK(contains(with("namespaces=\"a\",namespaces=\"b\""), "twice"));
  CHECK(contains(with("namespaces=\"a\";valid-after=\"20260101Z\""), "single commas"));
  CHECK(contains(with("namespaces=\"a\","), "single commas"));
  CHECK(contains(with("valid-after=\"20260101Z\",valid-after=\"20260102Z\""), "twice"));
}

TEST_CASE("a time has its Z, exists and is later than 1970") {
  const auto with = [](const std::string& options) {
    return read("alice " + options + " " + new_key().line("") + "\n");
  };
  CHECK(with("valid-before=\"20260101Z\"") == "good");
  CHECK(with("valid-before=\"202601011200Z\"") == "good");
  CHECK(contains(with("valid-before=\"20260101\""), "not a time in UTC"));
  CHECK(contains(with("valid-before=\"20260101z\""), "not a time in UTC"));
  CHECK(contains(with("valid-before=\"20260101UTC\""), "not a time in UTC"));
  CHECK(contains(with("valid-before=\"20260230Z\""), "not a time in UTC"));
  CHECK(contains(with("valid-before=\"2026-01-01T00:00:00Z\""), "not a time in UTC"));
  CHECK(contains(with("valid-after=\"19700101Z\""), "not a time in UTC"));
  CHECK(contains(with("valid-before=\"19691231Z\""), "not a time in UTC"));
  CHECK(contains(with("valid-after=\"20260101Z\",valid-before=\"20260101Z\""), "not later"));
}

TEST_CASE("one key stands in one line, however it is dressed up") {
  const PublicKey key = new_key();
  const std::string alice = "alice " + key.line("") + "\n";
  CHECK(contains(read(alice + "bob " + key.line("") + "\n"),
                 "line 2: this key already stands in line 1 (alice)"));
  CHECK(contains(read(alice + alice), "already stands"));
  Bytes blob;
  append_ssh_string(blob, std::string_view("sk-ssh-ed25519@openssh.com"));
  append_ssh_string(blob, key.material());
  append_ssh_string(blob, std::string_view("ssh:"));
  const std::string dressed = "sk-ssh-ed25519@openssh.com " + to_base64(blob) + "\n";
  CHECK(read("bob " + dressed) == "good");
  CHECK(contains(read(alice + "bob " + dressed), "already stands"));
}

TEST_CASE("keys that cannot be trusted are refused when the file is read") {
  const TemporaryFolder folder;
  Bytes small_order;
  append_ssh_string(small_order, std::string_view("ssh-ed25519"));
  append_ssh_string(small_order, Bytes(32));
  CHECK(contains(read("alice ssh-ed25519 " + to_base64(small_order) + "\n"), "small order"));
  Bytes unreduced;
  append_ssh_string(unreduced, std::string_view("ssh-ed25519"));
  Bytes point(32, 0xFF);
  point[0] = 0xF0;  // the prime plus three
  point[31] = 0x7F;
  append_ssh_string(unreduced, point);
  CHECK(contains(read("alice ssh-ed25519 " + to_base64(unreduced) + "\n"), "not canonical"));
  for (const char* type : {"ecdsa -b 384", "rsa -b 1024"}) {
    run_well("rm -f " + (folder / "key") + "*; ssh-keygen -q -N '' -t " + std::string(type) +
             " -f " + (folder / "key"));
    const std::string reason = read("alice " + read_whole(folder / "key.pub"));
    CHECK((contains(reason, "only 1024 bits") || contains(reason, "ecdsa-sha2-nistp384")));
  }
  CHECK(contains(read("alice ssh-ed25519 AAAA\n"), "type"));
  CHECK(contains(read("alice ssh-ed25519\n"), "line 1"));
}

TEST_CASE("control characters are refused, above all CR and NUL") {
  const std::string line = "alice " + new_key().line("");
  CHECK(contains(read(line + "\r\n"), "CR LF"));
  CHECK(contains(read(line + std::string("\0", 1) + "\n"), "control character"));
  CHECK(contains(read(line + " a\x1B[31m\n"), "control character"));
  CHECK(contains(read("# \x7F\n" + line), "line 1: a control character"));
}

TEST_CASE("a file that is absent, a folder or too large is an error") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(AllowedSigners::load(folder / "absent"), Error);
  CHECK_THROWS_AS(AllowedSigners::load(folder / "."), Error);
  write_whole(folder / "large", std::string(4 * 1024 * 1024 + 1, '#'));
  CHECK_THROWS_AS(AllowedSigners::load(folder / "large"), Error);
  write_whole(folder / "empty", "");
  CHECK(AllowedSigners::load(folder / "empty").entries().empty());
}
