// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/quotes/folding.h"
#include "manifests/quotes/quotation_marks.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

// How much of a sentence a quote is (quote.scope of the records).
enum class QuoteScope { kSentence, kFragment, kMultiBlock };
std::string_view scope_name(QuoteScope scope);  // sentence, fragment, multi-block

// A capture's text made ready for many quotes. What is costly (the folded texts, the quotation
// marks) is made when it is first asked for and kept; so one object serves one thread at a time.
class QuoteText {
 public:
  // `regions` are the capture record's, later ones over earlier ones and all over the blocks'.
  // Blocks, spans and regions that do not lie in the text are cut or left out. A text that is not
  // UTF-8 is not readable() and counts as empty.
  explicit QuoteText(const ExtractedText& extracted, std::span<const TextBlock> regions = {});
  QuoteText(const QuoteText&) = delete;
  QuoteText& operator=(const QuoteText&) = delete;

  bool readable() const { return readable_; }
  std::u32string_view text() const { return text_; }
  std::int64_t size() const { return static_cast<std::int64_t>(text_.size()); }
  bool contains(TextRange range) const;  // 0 ≤ start < end ≤ size
  std::u32string_view slice(TextRange range) const;
  std::string utf8(TextRange range) const;

  const FoldedText& folded(FoldLevel level);
  // The text at L3 with look-alike letters as their Latin twins; empty when it has none of them.
  std::u32string_view look_alikes();
  MarksAnswer in_quotation_marks(TextRange range);

  // What of the range lies outside the body of the article: the names of the regions, and "deleted"
  // for what the page marks as struck out; empty when all is inside.
  std::vector<std::string_view> outside_body(TextRange range) const;
  bool crosses_blocks(TextRange range) const;
  QuoteScope scope(TextRange range) const;

  // Takes steps from the budget that searches of one quote at a time share (L4, near); false when
  // there are not so many left. A text has ten million and 2,000 for each code point: time stays
  // linear in the size of a dossier, however many of its quotes are wrong.
  bool spend(std::size_t steps);

 private:
  const TextBlock* block_at(std::int64_t offset) const;
  bool begins_sentence(std::int64_t start) const;
  bool ends_sentence(std::int64_t end) const;

  bool readable_ = false;
  std::u32string text_;
  std::vector<TextBlock> blocks_;
  std::vector<TextBlock> regions_;  // disjoint, ascending, overrides applied
  std::vector<TextSpan> spans_;     // by start
  std::vector<TextBlock> deleted_;  // disjoint, ascending
  std::array<std::unique_ptr<FoldedText>, 4> folded_;
  std::unique_ptr<std::u32string> look_alikes_;
  std::unique_ptr<QuotationMarks> marks_;
  std::size_t steps_left_ = 10'000'000;
};

// Fewer than 3 words or 12 code points: such a quote needs a context note.
bool is_short_fragment(std::u32string_view exact);

// The edge of a range lies between two characters of one word ("12 crates" in "112 crates"). The
// scripts whose characters are words of their own have no such edges.
bool begins_inside_word(std::u32string_view text, TextRange range);
bool ends_inside_word(std::u32string_view text, TextRange range);

}  // namespace dossier
