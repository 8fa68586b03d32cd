// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

// Where in a page a block stands (RECORDS of FORMAT.md: dossier-text-1, "Regions"). All before
// kBlockquote are outside the body of the article; kRelated comes from a capture record's regions[]
// only.
enum class Region {
  kNav,
  kHeader,
  kFooter,
  kAside,
  kBoilerplate,
  kRelated,
  kBlockquote,
  kCaption,
  kHeadline,
  kTable,
  kList,
  kBody,
};

std::string_view region_name(Region region);
bool parse_region(std::string_view name, Region& region);
inline bool is_outside_body(Region region) {
  return region <= Region::kRelated;
}

enum class SpanType { kQuotation, kDeleted };

// Offsets are code points of the text, from 0, half-open.
struct TextBlock {
  std::int64_t start = 0;
  std::int64_t end = 0;
  Region region = Region::kBody;

  friend bool operator==(const TextBlock&, const TextBlock&) = default;
};

struct TextSpan {
  std::int64_t start = 0;
  std::int64_t end = 0;
  SpanType type = SpanType::kQuotation;

  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

// The result of dossier-text-1: text.txt and what text.map.json tells about it.
struct ExtractedText {
  std::string algorithm;          // "dossier-text-1" or "dossier-text-1/plain"
  std::string charset;            // the WHATWG name, lower case
  std::string charset_rule;       // bom, http, meta, valid-utf8, fallback
  std::int64_t replacements = 0;  // undecodable bytes that became U+FFFD
  std::string text;               // UTF-8, LF between blocks, exactly one final LF
  std::int64_t code_points = 0;
  std::string title;  // of the page; empty when there is none
  std::vector<TextBlock> blocks;
  std::vector<TextSpan> spans;
  std::int64_t skipped_hidden = 0;
  std::int64_t skipped_scripted = 0;
  std::int64_t skipped_embedded = 0;

  friend bool operator==(const ExtractedText&, const ExtractedText&) = default;
};

}  // namespace dossier
