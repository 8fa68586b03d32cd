// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "manifests/quotes/quote_match.h"

namespace dossier {

// A quote that no level has decided yet. All three outlive the call.
struct OpenQuote {
  const QuoteQuery* query = nullptr;
  std::u32string_view exact;  // the query's, decoded and not empty
  QuoteMatch* match = nullptr;
};

// Looks for the quotes on one of the levels L0 to L3, all together, and writes the matches of those
// that it decides; the others keep MatchLevel::kNone.
void match_on_level(QuoteText& text, FoldLevel level, std::span<const OpenQuote> open);

}  // namespace dossier
