// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/quotes/word_diff.h"

namespace dossier {

// Words that stand together. White space between them is one space, or one line feed where there
// was one.
struct TextPiece {
  WordOp op = WordOp::kSame;  // kOnlyInSource: only in the old text; kOnlyInQuote: in the new one
  std::string text;
  bool meaning = false;  // one of the words turns the meaning (word_diff.h)

  friend bool operator==(const TextPiece&, const TextPiece&) = default;
};

// A place where two texts differ, with some words of its block before and after.
struct TextHunk {
  std::int64_t before_at = 0;  // code points; of the first word that differs, or where it would be
  std::int64_t after_at = 0;
  bool cut_before = false;  // the block has more words on that side
  bool cut_after = false;
  std::vector<TextPiece> pieces;

  friend bool operator==(const TextHunk&, const TextHunk&) = default;
};

struct TextComparison {
  bool compared =
      true;  // false: one is longer than kMostComparedCodePoints; the rest is then empty
  std::size_t removed = 0;  // words
  std::size_t added = 0;
  std::vector<TextHunk> hunks;  // the first kMostHunks
  std::size_t hunks_left_out = 0;

  bool same_words() const { return compared && removed == 0 && added == 0; }
};

inline constexpr std::size_t kMostComparedCodePoints = 4'000'000;
inline constexpr std::size_t kMostHunks = 2'000;

// Word by word. Words are the same when they are at level L2, so that spaces and the form of
// quotation marks and dashes do not count. One to three words that stayed between larger changes
// are given as changed too, because people read these as one. Linear but for sorting.
TextComparison compare_texts(std::u32string_view before, std::u32string_view after);

}  // namespace dossier
