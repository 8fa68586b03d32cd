// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace dossier {

inline constexpr std::size_t kShortestNearQueryCodePoints = 16;
inline constexpr std::size_t kLongestNearQueryCodePoints = 2'000;
inline constexpr std::size_t kLongestNearTextCodePoints = 2'000'000;

// The stretch of a text that comes nearest to a query: fewest characters to insert, delete or
// change (Levenshtein), the first of equals.
struct NearPassage {
  std::size_t distance = 0;
  std::size_t start = 0;
  std::size_t end = 0;
};

// Myers' bit-parallel search, text × ⌈query ÷ 64⌉ steps. The query is not empty.
NearPassage nearest_passage(std::u32string_view text, std::u32string_view query);
// The steps that this takes, for those who keep a budget.
std::size_t nearest_passage_steps(std::u32string_view text, std::u32string_view query);

}  // namespace dossier
