// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/text_map.h"

#include <vector>

#include <doctest/doctest.h>

#include "manifests/json/writer.h"
#include "manifests/text/extract_text.h"

using namespace dossier;

namespace {

ExtractedText extracted(const std::string& html) {
  return std::get<ExtractedText>(extract_text(as_bytes(html), TextSource::kHtml, ""));
}

TextMap sample_map() {
  return make_text_map(extracted("<title>t</title><h1>a</h1><p>b <q>c</q> d<p hidden>e"),
                       "captures/cap-x/html.html", sha256(as_bytes("page")));
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string fault_of(const std::string& json) {
  const auto read = read_text_map(json);
  const auto* fault = std::get_if<TextFault>(&read);
  return fault == nullptr ? "none" : fault->pointer + ": " + fault->sentence;
}

std::string fault_pointer(const std::string& text, const TextMap& map) {
  const auto fault = find_text_fault(text, map);
  return fault ? fault->pointer + "!" : "none";
}

}  // namespace

TEST_CASE("a map is written like a record, with its members in their order") {
  const TextMap map = sample_map();
  CHECK(
      json::write(text_map_value(map)) ==
      "{\n"
      "  \"algorithm\": \"dossier-text-1\",\n"
      "  \"source\": {\n"
      "    \"path\": \"captures/cap-x/html.html\",\n"
      "    \"sha256\": \"" +
          sha256(as_bytes("page")).hex() +
          "\"\n"
          "  },\n"
          "  \"charset\": {\n"
          "    \"name\": \"utf-8\",\n"
          "    \"rule\": \"valid-utf8\",\n"
          "    \"replacements\": 0\n"
          "  },\n"
          "  \"code_points\": 8,\n"
          "  \"text_sha256\": \"" +
          sha256(as_bytes("a\nb c d\n")).hex() +
          "\",\n"
          "  \"title\": \"t\",\n"
          "  \"blocks\": [\n"
          "    {\n      \"start\": 0,\n      \"end\": 1,\n      \"region\": \"headline\"\n    },\n"
          "    {\n      \"start\": 2,\n      \"end\": 7,\n      \"region\": \"body\"\n    }\n"
          "  ],\n"
          "  \"spans\": [\n"
          "    {\n      \"start\": 4,\n      \"end\": 5,\n      \"type\": \"quotation\"\n    }\n"
          "  ],\n"
          "  \"skipped\": {\n"
          "    \"hidden\": 1,\n"
          "    \"scripted\": 0,\n"
          "    \"embedded\": 0\n"
          "  }\n"
          "}\n");
}

TEST_CASE("a map that was written is read as it was") {
  const TextMap map = sample_map();
  const auto read = read_text_map(json::write(text_map_value(map)));
  REQUIRE(std::holds_alternative<TextMap>(read));
  CHECK(std::get<TextMap>(read) == map);
  const TextMap empty = make_text_map(extracted(""), "p", Sha256());
  const std::string json = json::write(text_map_value(empty));
  CHECK(json.find("blocks") == std::string::npos);
  CHECK(json.find("spans") == std::string::npos);
  CHECK(json.find("title") == std::string::npos);
  CHECK(std::get<TextMap>(read_text_map(json)) == empty);
}

TEST_CASE("a map with a member too many, too few or of a wrong kind is refused with its place") {
  const std::string good = json::write(text_map_value(sample_map()));
  CHECK(fault_of(good) == "none");
  CHECK(fault_of("[]").rfind(": an object was expected", 0) == 0);
  CHECK(fault_of("{").rfind(": line 1", 0) == 0);
  CHECK(fault_of(replaced(good, "\"title\"", "\"titel\"")).rfind("/titel: ", 0) == 0);
  CHECK(fault_of(replaced(good, "    \"rule\": \"valid-utf8\",\n", "")) ==
        "/charset: the member \"rule\" is missing");
  CHECK(fault_of(replaced(good, "valid-utf8", "guess")).rfind("/charset/rule: ", 0) == 0);
  CHECK(fault_of(replaced(good, "\"headline\"", "\"head\"")).rfind("/blocks/0/region: ", 0) == 0);
  CHECK(fault_of(replaced(good, "\"quotation\"", "\"quote\"")).rfind("/spans/0/type: ", 0) == 0);
  CHECK(fault_of(replaced(good, "\"code_points\": 8", "\"code_points\": -8"))
            .rfind("/code_points: ", 0) == 0);
  CHECK(fault_of(replaced(good, "\"code_points\": 8", "\"code_points\": \"8\""))
            .rfind("/code_points: ", 0) == 0);
  CHECK(
      fault_of(replaced(good, sha256(as_bytes("page")).hex(), "0")).rfind("/source/sha256: ", 0) ==
      0);
}

TEST_CASE("a text that does not fit its map is told from one that does") {
  const std::string text = "a\nb c d\n";
  const TextMap map = sample_map();
  CHECK(fault_pointer(text, map) == "none");
  CHECK(fault_pointer("a\nb c d", map) == "!");
  CHECK(fault_pointer("a\nb c d\n\n", map) == "!");
  CHECK(fault_pointer("a\r\nb c d\n", map) == "!");
  CHECK(fault_pointer("a\nb \xFF d\n", map) == "!");
  CHECK(fault_pointer("", map) == "!");
  CHECK(fault_pointer("a\nb c\n", map) == "/code_points!");
  CHECK(fault_pointer("a\nb x d\n", map) == "/text_sha256!");
}

TEST_CASE("blocks that leave out, overlap or leave the text are refused") {
  const std::string text = "a\nb c d\n";
  auto with_blocks = [](std::vector<TextBlock> blocks) {
    TextMap map = sample_map();
    map.about.blocks = std::move(blocks);
    map.about.spans.clear();
    return map;
  };
  CHECK(fault_pointer(text, with_blocks({{0, 7, Region::kBody}})) == "none");
  CHECK(fault_pointer(text, with_blocks({{0, 1, Region::kBody}})) == "/blocks!");
  CHECK(fault_pointer(text, with_blocks({{2, 7, Region::kBody}})) == "/blocks/0!");
  CHECK(fault_pointer(text, with_blocks({{0, 3, Region::kBody}, {2, 7, Region::kBody}})) ==
        "/blocks/1!");
  CHECK(fault_pointer(text, with_blocks({{0, 3, Region::kBody}, {3, 7, Region::kBody}})) ==
        "/blocks/1!");
  CHECK(fault_pointer(text, with_blocks({{0, 8, Region::kBody}})) == "/blocks/0!");
  CHECK(fault_pointer(text, with_blocks({{0, 99, Region::kBody}})) == "/blocks/0!");
  CHECK(fault_pointer(text, with_blocks({{0, 0, Region::kBody}, {0, 7, Region::kBody}})) ==
        "/blocks/0!");
}

TEST_CASE("a span that crosses blocks or stands out of order is refused") {
  const std::string text = "a\nb c d\n";
  auto with_spans = [](std::vector<TextSpan> spans) {
    TextMap map = sample_map();
    map.about.spans = std::move(spans);
    return map;
  };
  const SpanType q = SpanType::kQuotation;
  CHECK(fault_pointer(text, with_spans({{0, 1, q}, {2, 7, q}, {3, 4, q}})) == "none");
  CHECK(fault_pointer(text, with_spans({{0, 3, q}})) == "/spans/0!");
  CHECK(fault_pointer(text, with_spans({{3, 4, q}, {2, 7, q}})) == "/spans/1!");
  CHECK(fault_pointer(text, with_spans({{4, 4, q}})) == "/spans/0!");
  CHECK(fault_pointer(text, with_spans({{1, 2, q}})) == "/spans/0!");
  CHECK(fault_pointer(text, with_spans({{6, 8, q}})) == "/spans/0!");
}
