// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "manifests/quotes/quote_text.h"

namespace dossier {

// The words of a text that come nearest to words that do not stand in it (level L2).
struct NearWords {
  TextRange
      range;  // whole words; empty when there is nothing in common or they were not looked for
  double similarity = 0;  // 1 - edit distance / length of the query
  std::string
      not_searched;  // why they were not looked for: a bound of near_search.h, or the budget
};
NearWords nearest_words(QuoteText& text, std::u32string_view query);

// Says which letters differ when the text has the same words in look-alike letters of another
// script; empty when it has not.
std::string look_alike_message(QuoteText& text, std::u32string_view query);

// How words differ from those of the source, in one line; empty when either is too long to show.
std::string describe_difference(QuoteText& text, TextRange source, std::u32string_view words);

}  // namespace dossier
