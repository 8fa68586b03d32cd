// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/report/report_model.h"
#include "manifests/quotes/folding.h"

namespace dossier {

// Words in their paragraph, or in all the paragraphs that they reach into.
struct QuoteContext {
  std::string before;
  std::string words;
  std::string after;
  bool cut_before = false;  // more of the paragraph stands before
  bool cut_after = false;
  Region region = Region::kBody;  // of the paragraph where the words begin
};

// At most `around` code points on either side, cut between words. nullopt when the range does not
// lie in the text.
std::optional<QuoteContext> quote_context(const ShownText& text, TextRange range,
                                          std::size_t around);

}  // namespace dossier
