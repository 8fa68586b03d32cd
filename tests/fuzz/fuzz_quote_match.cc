// SPDX-License-Identifier: Apache-2.0
// Looking for quotes in any text. The input is fields between U+001F: the text (blocks are its
// lines), the words, a prefix, a suffix, and the recorded start and end. What is found must be what
// was looked for, what is anchored must check as exact, and together must be as alone.
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/quotes/quote_match.h"
#include "manifests/text/unicode.h"

namespace {

using namespace dossier;

// Beyond this an input teaches nothing new and takes long.
constexpr std::size_t kLongestInputBytes = 4096;

void expect(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> fields_of(std::string_view input) {
  std::vector<std::string> fields(1);
  for (const char c : input) {
    if (c == '\x1F') {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  fields.resize(6);
  return fields;
}

ExtractedText text_of_lines(const std::string& lines) {
  static constexpr Region kRegions[] = {Region::kBody, Region::kBlockquote, Region::kNav};
  ExtractedText text;
  text.text = lines + "\n";
  std::int64_t start = 0;
  std::int64_t at = 0;
  for (const char32_t c : decode_utf8(text.text).value_or(std::u32string())) {
    if (c == U'\n' && start < at) {
      text.blocks.push_back({start, at, kRegions[text.blocks.size() % 3]});
    }
    ++at;
    start = c == U'\n' ? at : start;
  }
  text.code_points = at;
  text.spans.push_back({3, 9, SpanType::kDeleted});
  return text;
}

std::int64_t number(const std::string& field) {
  std::int64_t value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

void check_match(const QuoteText& text, const QuoteQuery& query, const QuoteMatch& match) {
  expect(!match.explanation.empty());
  expect(match.found.n <= match.found.of);
  if (match.found.n > 0 || match.status == QuoteStatus::kAltered) {
    expect(text.contains(match.range));
  }
  if (match.status == QuoteStatus::kExact || match.status == QuoteStatus::kMoved ||
      match.status == QuoteStatus::kContextMismatch) {
    expect(text.utf8(match.range) == query.exact);
  }
  std::int64_t end = 0;
  for (const TextRange& piece : match.pieces) {
    expect(text.contains(piece) && piece.start >= end);
    end = piece.end;
  }
}

void check_search(QuoteText& text, const std::string& words) {
  const QuoteSearch found = find_quote(text, {words, {}, {}});
  if (!found.anchor) {
    expect(found.status >= QuoteStatus::kAmbiguous && !found.explanation.empty());
    return;
  }
  const QuoteAnchor& anchor = *found.anchor;
  const TextRange range{anchor.start, anchor.end};
  expect(text.contains(range) && text.utf8(range) == anchor.exact);
  expect(anchor.edits.empty() || edits_reproduce(anchor.exact, anchor.edits, anchor.as_written));
  const QuoteMatch match = match_quote(text, {anchor.exact, anchor.prefix, anchor.suffix, range,
                                              anchor.occurrence, anchor.as_written, anchor.edits});
  expect(match.status == (anchor.edits.empty() ? QuoteStatus::kExact : QuoteStatus::kElided) ||
         match.status == QuoteStatus::kNotCheckable);
  expect(!match.occurrence_wrong);
  text.in_quotation_marks(range);
  text.outside_body(range);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kLongestInputBytes) {
    return 0;
  }
  const std::vector<std::string> fields = fields_of({reinterpret_cast<const char*>(data), size});
  QuoteText text(text_of_lines(fields[0]));
  QuoteQuery query{fields[1], fields[2], fields[3], {}, {}, {}, {}};
  std::vector<QuoteQuery> queries(2, query);
  queries[1].recorded = TextRange{number(fields[4]), number(fields[5])};
  queries.push_back({fields[2] + fields[1], {}, {}, {}, QuoteOccurrence{1, 1}, {}, {}});
  const std::vector<QuoteMatch> together = match_quotes(text, queries);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    check_match(text, queries[i], together[i]);
    const QuoteMatch alone = match_quote(text, queries[i]);
    expect(alone.status == together[i].status && alone.range == together[i].range &&
           alone.found == together[i].found);
  }
  check_search(text, fields[1]);
  return 0;
}
