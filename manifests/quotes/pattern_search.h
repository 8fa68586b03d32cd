// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "manifests/quotes/folding.h"

namespace dossier {

// Where the pattern first stands in the text, or npos; linear whatever they are.
std::size_t find_pattern(std::u32string_view text, std::u32string_view pattern);

// A hit is a place where a pattern stands in the folded text and that FoldedText::original accepts.
// Hits may overlap. Offsets are folded code points.

// Calls `visit` with the start of each hit from left to right until it returns false. Linear in
// text and pattern, whatever they are.
void for_each_hit(const FoldedText& text, std::u32string_view pattern,
                  const std::function<bool(std::size_t)>& visit);

struct PatternHits {
  std::uint32_t count = 0;
  std::uint32_t first = 0;  // start of the first hit, when there is one
};

// The hits of many patterns, in one pass over the text: linear in the text and the sum of the
// patterns (but for the few that begin inside what one character became; they are looked for one by
// one). The patterns must outlive the call. An empty pattern has no hits.
std::vector<PatternHits> count_hits(const FoldedText& text,
                                    std::span<const std::u32string_view> patterns);

// How many hits of the pattern begin before `at`, where `at` is itself a hit.
struct RankQuery {
  std::u32string_view pattern;
  std::size_t at = 0;
};
std::vector<std::uint32_t> rank_hits(const FoldedText& text, std::span<const RankQuery> queries);

}  // namespace dossier
