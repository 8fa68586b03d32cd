// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/manifest.h"

#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// SHA-256 of nothing.
const std::string kDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string line(const std::string& path) {
  return kDigest + "  " + path + "\n";
}

// "code line" of the fault, empty when there is none.
std::string fault_of(const std::string& text) {
  const ParsedManifest parsed = parse_manifest(as_bytes(text));
  if (!parsed.fault) return "";
  CHECK(parsed.fault->line == parsed.entries.size() + 1);
  return std::string(parsed.fault->code) + " " + std::to_string(parsed.fault->line);
}

}  // namespace

TEST_CASE("what is written as manifest lines is read back") {
  std::string text;
  append_manifest_line(text, sha256({}), "data/a b  c");
  append_manifest_line(text, sha256(as_bytes("abc")), "data/\u00E9");
  CHECK(text == kDigest + "  data/a b  c\n" +
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                    "  data/\u00E9\n");
  const ParsedManifest parsed = parse_manifest(as_bytes(text));
  CHECK_FALSE(parsed.fault);
  REQUIRE(parsed.entries.size() == 2);
  CHECK(parsed.entries[0].digest == sha256({}));
  CHECK(parsed.entries[0].path == "data/a b  c");
  CHECK(parsed.entries[1].digest == sha256(as_bytes("abc")));
  CHECK(parsed.entries[1].path == "data/\u00E9");
}

TEST_CASE("a manifest may be empty") {
  CHECK(fault_of("") == "");
  CHECK(parse_manifest({}).entries.empty());
}

TEST_CASE("a manifest line has one form") {
  const std::string good = line("a");
  std::string upper = line("b");
  upper[0] = 'E';
  std::string no_digit = line("b");
  no_digit[63] = 'g';
  for (const std::string& bad :
       {upper, no_digit, kDigest + " b\n", kDigest + " *b\n", kDigest + "\tb\n", kDigest + "  \n",
        kDigest + "\n", std::string("\n"), "0" + line("b"), line("b").substr(1),
        kDigest + "  b" /* no line feed */, std::string("\xEF\xBB\xBF") + line("b"),
        std::string("# comment\n"), "\\" + line("b")}) {
    CAPTURE(bad);
    CHECK(fault_of(good + bad) == "bag.manifest-line 2");
  }
  CHECK(fault_of(good + "\n" + line("b")) == "bag.manifest-line 2");
}

TEST_CASE("a carriage return or a third space belongs to the path") {
  CHECK(parse_manifest(as_bytes(line("a\r"))).entries.at(0).path == "a\r");
  CHECK(parse_manifest(as_bytes(line(" a"))).entries.at(0).path == " a");
}

TEST_CASE("manifest lines strictly increase by the bytes of the path") {
  CHECK(fault_of(line("A") + line("a") + line("a-b") + line("a/b") + line("aa") + line("\u00E9")) ==
        "");
  CHECK(fault_of(line("a") + line("a")) == "bag.manifest-order 2");
  CHECK(fault_of(line("a") + line("b") + line("a/b")) == "bag.manifest-order 3");
  CHECK(fault_of(line("\u00E9") + line("z")) == "bag.manifest-order 2");  // bytes are unsigned
}

TEST_CASE("a manifest line has at most 1,200 bytes") {
  const std::string longest(1200 - 66, 'a');
  CHECK(fault_of(line(longest)) == "");
  CHECK(fault_of(line(longest + "a")) == "limit.manifest-line 1");
  CHECK(fault_of(std::string(5000, 'a')) == "limit.manifest-line 1");
  CHECK(fault_of(line("a") + kDigest + "  " + longest) == "bag.manifest-line 2");
}

TEST_CASE("entries before the fault are kept") {
  const std::string text = line("a") + line("b") + "x\n" + line("c");
  const ParsedManifest parsed = parse_manifest(as_bytes(text));
  REQUIRE(parsed.entries.size() == 2);
  CHECK(parsed.entries[1].path == "b");
}
