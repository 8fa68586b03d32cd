// SPDX-License-Identifier: Apache-2.0
#include "manifests/seal.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

const std::string kRoot = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const std::string kSeal =
    R"({"suite":"dossier-1","id":"urn:uuid:0f6c3c1e-93a5-4f0b-8f6e-2f1f4f0a7b11","revision":1,)"
    R"("items":42,"root":")" +
    kRoot + "\"}\n";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

void check_malformed(const std::string& text) {
  CAPTURE(text);
  const auto parsed = parse_seal(as_bytes(text));
  REQUIRE(std::holds_alternative<Finding>(parsed));
  CHECK(std::get<Finding>(parsed).code == "seal.malformed");
  CHECK(std::get<Finding>(parsed).where == "seal/seal.json");
}

}  // namespace

TEST_CASE("seal.json is read into its values and written back") {
  const auto seal = std::get<Seal>(parse_seal(as_bytes(kSeal)));
  CHECK(seal.id == "urn:uuid:0f6c3c1e-93a5-4f0b-8f6e-2f1f4f0a7b11");
  CHECK(seal.revision == 1);
  CHECK(seal.items == 42);
  CHECK(seal.root == Sha256::parse(kRoot));
  CHECK(write_seal(seal) == kSeal);
  const Seal largest{seal.id, 9'007'199'254'740'991, 9'007'199'254'740'991, seal.root};
  CHECK(std::get<Seal>(parse_seal(as_bytes(write_seal(largest)))) == largest);
}

TEST_CASE("seal.json has one form") {
  check_malformed("");
  check_malformed(kSeal.substr(0, kSeal.size() - 1));
  check_malformed(kSeal + "\n");
  check_malformed(" " + kSeal);
  check_malformed(replaced(kSeal, ":1,", ": 1,"));
  check_malformed(replaced(kSeal, "\n", "\r\n"));
  check_malformed("\xEF\xBB\xBF" + kSeal);
  check_malformed(replaced(kSeal, "dossier-1", "dossier-\\u0031"));
  check_malformed(replaced(kSeal, R"("revision":1,"items":42)", R"("items":42,"revision":1)"));
  check_malformed(replaced(kSeal, R"("items":42)", R"("items":42,"x-note":"")"));
  check_malformed(replaced(kSeal, R"("items":42)", R"("items":42,"items":42)"));
  check_malformed("[" + kSeal + "]");
  check_malformed("{}\n");
  check_malformed("\"" + std::string(100'000, 'a') + "\"");
}

TEST_CASE("each value of seal.json is checked") {
  check_malformed(replaced(kSeal, "dossier-1", "dossier-2"));
  check_malformed(replaced(kSeal, "0f6c", "0F6C"));
  check_malformed(replaced(kSeal, R"("revision":1)", R"("revision":0)"));
  check_malformed(replaced(kSeal, R"("revision":1)", R"("revision":-1)"));
  check_malformed(replaced(kSeal, R"("revision":1)", R"("revision":"1")"));
  check_malformed(replaced(kSeal, R"("items":42)", R"("items":0)"));
  check_malformed(replaced(kSeal, R"("items":42)", R"("items":4.2e1)"));
  check_malformed(replaced(kSeal, R"("items":42)", R"("items":9007199254740992)"));
  check_malformed(replaced(kSeal, "e3b0", "E3B0"));
  check_malformed(replaced(kSeal, "e3b0", "e3b"));
}

TEST_CASE("salt.txt is 64 lower-case digits and a line feed") {
  const auto secret = parse_salt(as_bytes(kRoot + "\n"));
  REQUIRE(std::holds_alternative<SealSecret>(secret));
  CHECK(to_hex(std::get<SealSecret>(secret).bytes()) == kRoot);
  CHECK(write_salt(std::get<SealSecret>(secret)) == kRoot + "\n");
  for (const std::string& bad :
       {std::string(), std::string("\n"), kRoot, kRoot + "\r\n", kRoot + "\n\n", kRoot + "0\n",
        kRoot.substr(1) + "\n", replaced(kRoot, "e", "E") + "\n", replaced(kRoot, "e", " ") + "\n",
        " " + kRoot + "\n"}) {
    CAPTURE(bad);
    const auto parsed = parse_salt(as_bytes(bad));
    REQUIRE(std::holds_alternative<Finding>(parsed));
    CHECK(std::get<Finding>(parsed).code == "seal.salt-malformed");
  }
}

TEST_CASE("a finding about the salt does not repeat it") {
  const auto parsed = parse_salt(as_bytes(kRoot));
  CHECK(std::get<Finding>(parsed).sentence.find(kRoot.substr(0, 8)) == std::string::npos);
}
