// SPDX-License-Identifier: Apache-2.0
// Pages that would take a parser quadratic time or a process its stack: refused by name, or read.
#include <doctest/doctest.h>

#include "manifests/text/extract_text.h"
#include "manifests/text/html_parse.h"
#include "manifests/text/html_text.h"

using namespace dossier;

namespace {

constexpr std::size_t kLargest = kMaxTextSourceBytes;

std::string repeated(const std::string& part, std::size_t count) {
  std::string out;
  out.reserve(part.size() * count);
  for (std::size_t i = 0; i < count; ++i) {
    out += part;
  }
  return out;
}

// The limit that refuses the page, or "read".
std::string outcome(const std::string& page, TextSource source = TextSource::kHtml) {
  const auto result = extract_text(as_bytes(page), source, "text/html; charset=utf-8");
  if (const auto* refusal = std::get_if<TextRefusal>(&result)) {
    CHECK_FALSE(refusal->sentence.empty());
    return refusal->limit;
  }
  return "read";
}

std::string attributes(std::size_t count, const std::string& suffix = "") {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += " a" + std::to_string(i) + suffix;
  }
  return out;
}

}  // namespace

TEST_CASE("a file above the size limit is refused, one at the limit is read") {
  CHECK(outcome(std::string(kLargest + 1, ' ')) == "size");
  CHECK(outcome(std::string(kLargest, ' ')) == "read");
  CHECK(outcome(std::string(kLargest + 1, ' '), TextSource::kPlain) == "size");
}

TEST_CASE("a tree of 512 elements is read, a deeper one refused") {
  // html and body are the first two.
  CHECK(outcome(repeated("<div>", kMaxTreeDepth - 2) + "x") == "read");
  CHECK(outcome(repeated("<div>", kMaxTreeDepth - 1) + "x") == "depth");
  CHECK(outcome(repeated("<div>", 20'000)) == "open-elements");
  CHECK(outcome(repeated("<svg>", 600)) == "depth");
}

TEST_CASE("elements that close each other in one order and nest in another are refused") {
  CHECK(outcome(repeated("<li><dd>", 10'000)) == "open-elements");
  CHECK(outcome(repeated("<dt><li>", 10'000)) == "open-elements");
  CHECK(outcome(repeated("<table><tr><td>", 10'000)) == "open-elements");
  CHECK(outcome(repeated("<li>", 10'000)) == "read");
  CHECK(outcome(repeated("<p>", 10'000)) == "read");
  CHECK(outcome("<table>" + repeated("<tr><td>x", 10'000)) == "read");
}

TEST_CASE("end tags that the parser ignores do not hide the nesting") {
  CHECK(outcome(repeated("<b a=1><select></b></select>", 10'000)) == "open-elements");
  CHECK(outcome(repeated("<div><iframe></div></iframe>", 10'000)) == "open-elements");
  CHECK(outcome("<svg><style>" + repeated("<g>", 10'000)) == "open-elements");
  CHECK(outcome(repeated("<div><svg><![CDATA[></div>]]></svg>", 10'000)) == "open-elements");
}

TEST_CASE("formatting elements that are never closed are refused above their limit") {
  std::string few;
  std::string many;
  for (std::size_t i = 0; i < 500; ++i) {
    const std::string tag = "<p><font size=" + std::to_string(i) + ">x</p>";
    few += i + 1 < kMaxFormattingElements ? tag : "";
    many += tag;
  }
  CHECK(outcome(few) == "read");
  CHECK(outcome(many) == "formatting-elements");
  CHECK(outcome(repeated("<p><b>x", 2'000)) ==
        "read");  // equal ones are forgotten from the fourth on
}

TEST_CASE("tags with very many attributes are refused") {
  CHECK(outcome("<p" + attributes(kMaxAttributes) + ">x") == "read");
  CHECK(outcome("<p" + attributes(kMaxAttributes + 1) + ">x") == "attributes");
  CHECK(outcome("<p" + attributes(100'000) + ">x") == "attributes");
  CHECK(outcome("</p" + attributes(100'000) + ">x") == "attributes");
  CHECK(outcome("<svg><style><p" + attributes(100'000) + ">x") == "attributes");
  std::string pieces;
  for (int i = 0; i < 300; ++i) {
    pieces += "<html" + attributes(10, "x" + std::to_string(i)) + "><i></i>";
  }
  CHECK(outcome(pieces) == "attributes");
}

TEST_CASE(
    "long attribute lists on formatting elements are refused for the work of comparing them") {
  const std::string list = attributes(250);
  std::string page;
  for (int i = 0; i < 100; ++i) {
    page += "<p><b" + list + " z=" + std::to_string(i) + ">";
  }
  page += repeated("<i" + list + "></i>", 20'000);
  CHECK(outcome(page) == "work");
}

TEST_CASE("a tree that takes too much memory is refused") {
  CHECK(outcome("<b><i><u><s><em><font>" + repeated("<p>a", 200'000)) == "memory");
}

TEST_CASE("a map that would outgrow a record is refused") {
  CHECK(outcome(repeated("x\n", kMaxTextMapEntries), TextSource::kPlain) == "read");
  CHECK(outcome(repeated("x\n", kMaxTextMapEntries + 1), TextSource::kPlain) == "blocks");
}

TEST_CASE("nested quotations do not multiply spans by blocks") {
  CHECK(outcome(repeated("<q>", 150) + repeated("<div>x</div>", 30'000)) == "read");
}

TEST_CASE("openings without end are read in one go") {
  CHECK(outcome(repeated("<!--", 1'000'000)) == "read");
  CHECK(outcome(repeated("<script>", 500'000)) == "read");
  CHECK(outcome(repeated("<noscript>", 500'000)) == "read");
  CHECK(outcome(repeated("<", 4'000'000)) == "read");
  CHECK(outcome(repeated("&#", 2'000'000)) == "read");
  CHECK(outcome(repeated("<title>", 500'000)) == "read");
  CHECK(outcome("<p a=\"" + std::string(4'000'000, 'x')) == "read");
}
