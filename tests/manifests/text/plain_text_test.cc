// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/text/extract_text.h"

using namespace dossier;

namespace {

ExtractedText read(const std::string& bytes, const std::string& content_type = "") {
  auto result = extract_text(as_bytes(bytes), TextSource::kPlain, content_type);
  REQUIRE(std::holds_alternative<ExtractedText>(result));
  return std::get<ExtractedText>(result);
}

using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

Ranges blocks(const std::string& bytes) {
  Ranges out;
  for (const TextBlock& block : read(bytes).blocks) {
    out.emplace_back(block.start, block.end);
  }
  return out;
}

}  // namespace

TEST_CASE("line ends become LF and trailing ones become one") {
  CHECK(read("a\r\nb\rc\n\r\n\r\r").text == "a\nb\nc\n");
  CHECK(read("a").text == "a\n");
  CHECK(read("").text == "\n");
  CHECK(read("\r\n\n").text == "\n");
  CHECK(read(" a \t\n").text == " a \t\n");
  CHECK(read("\xEF\xBB\xBF"
             "a\n")
            .text == "a\n");
}

TEST_CASE("without an empty line every line is a block") {
  CHECK(blocks("ab\nc\r\nd") == Ranges{{0, 2}, {3, 4}, {5, 6}});
  CHECK(blocks("ab\nc\n\n\n") == Ranges{{0, 2}, {3, 4}});
  CHECK(blocks("").empty());
}

TEST_CASE("with an empty line a block is a run of lines without one") {
  CHECK(blocks("a\nb\n\nc\n\n\n\nd\ne\n") == Ranges{{0, 3}, {5, 6}, {10, 13}});
  CHECK(blocks("\na\nb") == Ranges{{1, 4}});
  CHECK(blocks("a\n \nb") == Ranges{{0, 1}, {2, 3}, {4, 5}});  // a space is not empty
}

TEST_CASE("plain text is not searched for a meta, and its offsets are code points") {
  const ExtractedText text = read("<meta charset=koi8-r>\xF0\x9F\x98\x80\nx");
  CHECK(text.charset == "utf-8");
  CHECK(text.charset_rule == "valid-utf8");
  CHECK(text.code_points == 25);
  CHECK(text.blocks[1].start == 23);
  CHECK(read("\xC1", "text/plain; charset=koi8-r").text == "\u0430\n");
  CHECK(read("\x93x\x94").charset_rule == "fallback");
}
