// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "crypto/sha256.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/unicode.h"

using namespace dossier;

namespace {

std::string read_source(const std::string& name) {
  std::ifstream file(DOSSIER_SOURCE_DIR "/samples/letters-claim/source/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

ExtractedText extract(const std::string& name, TextSource source) {
  auto result = extract_text(as_bytes(read_source(name)), source, "");
  REQUIRE(std::holds_alternative<ExtractedText>(result));
  return std::get<ExtractedText>(result);
}

std::string range(const ExtractedText& text, std::int64_t start, std::int64_t end) {
  const auto from = byte_offset(text.text, static_cast<std::size_t>(start));
  const auto to = byte_offset(text.text, static_cast<std::size_t>(end));
  return text.text.substr(from, to - from);
}

}  // namespace

TEST_CASE("the sample page gives the text that its description tells") {
  const ExtractedText text = extract("article.html", TextSource::kHtml);
  CHECK(text.algorithm == "dossier-text-1");
  CHECK(text.charset == "utf-8");
  CHECK(text.charset_rule == "meta");
  CHECK(text.code_points == 1696);
  CHECK(text.blocks.size() == 24);
  CHECK(sha256(as_bytes(text.text)).hex() ==
        "210e375ff81e539dbcc18e1558ecd477639a675d9b495c33971909397c06f0d2");
  CHECK(text.title ==
        "Memoir says ex-premier tells friends he still writes to rival leader \u2014 Meridian "
        "Dispatch");
  CHECK(text.skipped_hidden == 2);
  CHECK(text.skipped_scripted == 3);
  CHECK(text.skipped_embedded == 1);
  REQUIRE(text.spans.size() == 1);
  CHECK(text.spans[0].type == SpanType::kDeleted);
  CHECK(range(text, text.spans[0].start, text.spans[0].end) == "Books");
}

TEST_CASE("the quotes of the sample page stand where its description tells") {
  const ExtractedText text = extract("article.html", TextSource::kHtml);
  CHECK(range(text, 525, 578) == "As everyone knows, he was taken with this friendship,");
  CHECK(range(text, 1272, 1291) == "papers in 12\u00A0crates");
  CHECK(range(text, 392, 423) == "leader of neigh\u00ADbouring Ostmark");
  CHECK(range(text, 1511, 1559) == "did not immediately answer a request\nfor comment");
  CHECK(range(text, 1572, 1605) == "Ostmark's Reth at a turning point");
  for (const TextBlock& block : text.blocks) {
    if (block.start <= 1572 && 1572 < block.end) {
      CHECK(block.region == Region::kAside);
    }
    if (block.start <= 973 && 973 < block.end) {
      CHECK(block.region == Region::kBlockquote);
    }
    if (block.start <= 525 && 525 < block.end) {
      CHECK(block.region == Region::kBody);
    }
  }
}

TEST_CASE("the sample text gives the text that its description tells") {
  const ExtractedText text = extract("article.txt", TextSource::kPlain);
  CHECK(text.algorithm == "dossier-text-1/plain");
  CHECK(text.charset_rule == "valid-utf8");
  CHECK(text.code_points == 1377);
  CHECK(sha256(as_bytes(text.text)).hex() ==
        "66162fbb4ee19a72f7a7a20e8def364da5743d5b84706626ffdf4e568fc19938");
  CHECK(range(text, 296, 349) == "As everyone knows, he was taken with this friendship,");
  CHECK(range(text, 1343, 1376) == "Ostmark's Reth at a turning point");
  CHECK(text.blocks.size() == 12);
}
