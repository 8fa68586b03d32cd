// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "manifests/quotes/quote_match.h"
#include "manifests/quotes/quote_text.h"
#include "manifests/quotes/word_diff.h"

namespace dossier {

// Finding the words that a person typed, and making of them what a quote record holds (FORMAT.md,
// "Authoring").
struct TypedQuote {
  std::string words;                       // UTF-8; white space at both ends is dropped
  std::optional<std::int64_t> at;          // only a hit that begins at this code point
  std::optional<std::int64_t> occurrence;  // only the n-th hit of the first level that has one
};

inline constexpr std::size_t kContextCodePoints = 32;

// The fields of a quote record. `exact`, `prefix` and `suffix` are the source's own characters.
struct QuoteAnchor {
  std::string exact;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string prefix;  // 32 code points or to the edge, widened to a grapheme boundary
  std::string suffix;
  QuoteOccurrence occurrence;   // among the exact hits of `exact`
  std::string as_written;       // the typed words, empty when they are `exact`
  std::vector<TextEdit> edits;  // of an elided quote; on `exact` they give as_written
  QuoteScope scope = QuoteScope::kSentence;
  MatchLevel level = MatchLevel::kExact;  // on which the typed words were found
  std::vector<TextRange> pieces;          // of an elided quote
  // The quote begins or ends between two letters or digits of one word: worth a look.
  bool cuts_word = false;
};

struct QuotePlace {
  TextRange range;
  std::string before;  // contexts as in a record
  std::string words;
  std::string after;
};

struct QuoteSearch {
  // kExact … kElided with an anchor; kAmbiguous, kAltered, kNotFound or kNotCheckable without.
  QuoteStatus status = QuoteStatus::kNotFound;
  std::optional<QuoteAnchor> anchor;
  // kAmbiguous: the places, at most kMostPlaces, and how many there are. Also when `at` or
  // `occurrence` name no hit.
  std::vector<QuotePlace> places;
  std::int64_t hits = 0;
  // kAltered and kNotFound: the nearest words, when there are any worth showing (similarity ≥ 0.5),
  // and how to come from them to the typed ones.
  std::optional<QuotePlace> nearest;
  double similarity = 0;
  std::vector<WordChange> diff;
  std::string explanation;  // one sentence; what failed and why
};

QuoteSearch find_quote(QuoteText& text, const TypedQuote& typed);

// The anchor of a range that is known, with nothing typed: requires text.contains(range).
QuoteAnchor anchor_range(QuoteText& text, TextRange range);

// The contexts of a range as a record has them.
std::string prefix_of(const QuoteText& text, TextRange range);
std::string suffix_of(const QuoteText& text, TextRange range);

}  // namespace dossier
