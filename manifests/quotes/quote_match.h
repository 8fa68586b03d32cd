// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/quotes/elision.h"
#include "manifests/quotes/quote_text.h"

namespace dossier {

// The statuses of quotes (FORMAT.md, "Statuses"). All but kExact have a finding code.
enum class QuoteStatus {
  kExact,
  kContextMismatch,
  kMoved,
  kWhitespace,
  kTypographic,
  kCase,
  kElided,
  kElidedUndeclared,
  kAmbiguous,
  kAltered,
  kNotFound,
  kNotCheckable,
};
std::string_view status_name(QuoteStatus status);  // "context-mismatch"
std::string_view status_finding_code(
    QuoteStatus status);  // "quote.elision-undeclared"; "" if exact

enum class MatchLevel { kExact, kWhitespace, kTypographic, kCase, kElided, kNear, kNone };
std::string_view level_name(MatchLevel level);  // L0 … L4, near, none

struct QuoteOccurrence {
  std::int64_t n = 0;  // from 1
  std::int64_t of = 0;

  friend bool operator==(const QuoteOccurrence&, const QuoteOccurrence&) = default;
};

// What a record says of a quote. Where `recorded` is absent the words are looked for anywhere.
struct QuoteQuery {
  std::string exact;
  std::string prefix;
  std::string suffix;
  std::optional<TextRange> recorded;
  std::optional<QuoteOccurrence> occurrence;
  std::string as_written;
  std::vector<TextEdit> edits;
};

struct QuoteMatch {
  QuoteStatus status = QuoteStatus::kNotFound;
  MatchLevel level = MatchLevel::kNone;
  // Where the words stand; for kAltered the nearest words; empty for kAmbiguous and kNotFound.
  TextRange range;
  std::vector<TextRange> pieces;  // of an elided quote
  // The words are found on this level, but not at the recorded offsets.
  bool moved = false;
  // Hits on this level, and which of them `range` is, from 1 (0 when none was chosen). 0 of 0 for
  // near and none.
  QuoteOccurrence found;
  bool occurrence_wrong = false;    // the recorded occurrence says otherwise
  bool edits_inconsistent = false;  // there are edits, and on `exact` they do not give as_written
  double similarity = 0;            // near: 1 - edit distance / length of the query; 1 for hits
  std::vector<TextRange> places;    // kAmbiguous: the first hits, at most kMostPlaces
  std::string explanation;  // one sentence with the particulars, without what the status says
};
inline constexpr std::size_t kMostPlaces = 8;
inline constexpr double kAlteredSimilarity = 0.80;

// Checks the quotes of one capture, results in the order of the queries. A quote that stands at its
// offsets costs its length; occurrences are counted for all quotes of a level in one pass over the
// text. Similarity never lets a quote pass.
std::vector<QuoteMatch> match_quotes(QuoteText& text, std::span<const QuoteQuery> queries);
QuoteMatch match_quote(QuoteText& text, const QuoteQuery& query);

// The spellings of a query that are tried on a level, in order: as it is, and from L2 on without
// outer quotation marks, without one final comma or full stop, and without both.
std::vector<std::u32string> query_spellings(std::u32string_view query, FoldLevel level);

}  // namespace dossier
