// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "manifests/quotes/folding.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

enum class MarksAnswer {
  kInside,      // every word stands in quotation marks
  kOutside,     // at least one word does not
  kUnbalanced,  // it cannot be told: the marks of a block do not pair
};

// Which words of a text stand in quotation marks (FORMAT.md, "In quotation marks?"): a stack over
// the pairs “ ” „ “ „ ” « » » « " " 「 」 『 』 for each block, and ‘ ’ ‹ › ' ' where they cannot
// be apostrophes. What a `q` element spans counts, and so does a blockquote without marks of its
// own (blockquote blocks that follow each other are one blockquote).
class QuotationMarks {
 public:
  // Blocks in order and inside the text; `blocks` and `spans` are not kept.
  QuotationMarks(std::u32string_view text, std::span<const TextBlock> blocks,
                 std::span<const TextSpan> spans);

  // Of the words of a range inside the text. Where there are no words, of all but white space.
  // Linear in the range.
  MarksAnswer range(TextRange range) const;

 private:
  bool is_inside(std::int64_t offset) const;
  bool is_unbalanced(std::int64_t offset) const;

  std::u32string_view text_;
  std::vector<TextRange> inside_;      // disjoint, ascending
  std::vector<TextRange> unbalanced_;  // blocks
};

}  // namespace dossier
