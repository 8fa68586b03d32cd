// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "manifests/authoring/memo.h"

namespace dossier {

struct MemoLine {
  std::string_view text;
  std::size_t number = 0;
};

// "— " or "-- " at its front.
bool is_credit(std::string_view line);

// The lines of one blockquote without their ">". The words come first, then an empty line, then the
// credit "— SPEAKER; KIND[; key=value]…[; #ID]". nullopt with faults.
std::optional<MemoQuote> parse_memo_quote(const std::vector<MemoLine>& lines, const Memo& memo,
                                          const QuoteNamer& name_quote,
                                          std::vector<FormFault>& faults);

}  // namespace dossier
