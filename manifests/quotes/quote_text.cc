// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_text.h"

#include <algorithm>
#include <set>

#include "manifests/quotes/characters.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kStepsPerCodePoint = 2'000;
constexpr std::size_t kShortWords = 3;
constexpr std::size_t kShortCodePoints = 12;

bool is_opening_mark(char32_t c) {
  return std::u32string_view(U"“„«»\"「『‘‹'([").find(c) != std::u32string_view::npos;
}
bool is_closing_mark(char32_t c) {
  return std::u32string_view(U"”“»«\"」』’›')]").find(c) != std::u32string_view::npos;
}
bool is_terminator(char32_t c) {
  return std::u32string_view(U".!?…。！？؟۔।").find(c) != std::u32string_view::npos;
}

bool joins_words(char32_t before, char32_t after) {
  return is_word_character(before) && is_word_character(after) && !is_word_of_its_own(before) &&
         !is_word_of_its_own(after);
}

// Cuts ranges to the text and puts them in order; overlaps are left to the one that begins first.
std::vector<TextBlock> ordered_blocks(std::span<const TextBlock> blocks, std::int64_t size) {
  std::vector<TextBlock> out;
  for (const TextBlock& block : blocks) {
    const std::int64_t start = std::max(block.start, out.empty() ? 0 : out.back().end);
    const std::int64_t end = std::min(block.end, size);
    if (start < end) {
      out.push_back({start, end, block.region});
    }
  }
  return out;
}

// Blocks under overrides, of which the last one that covers an offset counts.
std::vector<TextBlock> overridden(const std::vector<TextBlock>& blocks,
                                  std::span<const TextBlock> overrides, std::int64_t size) {
  struct Edge {
    std::int64_t offset;
    std::size_t override_number;  // the number of an override, or of no one for a block's edge
    bool begins;
  };
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    const std::int64_t start = std::max<std::int64_t>(overrides[i].start, 0);
    const std::int64_t end = std::min(overrides[i].end, size);
    if (start < end) {
      edges.push_back({start, i, true});
      edges.push_back({end, i, false});
    }
  }
  std::sort(edges.begin(), edges.end(),
            [](const Edge& a, const Edge& b) { return a.offset < b.offset; });
  std::vector<TextBlock> out;
  std::set<std::size_t> in_force;
  auto edge = edges.begin();
  for (const TextBlock& block : blocks) {
    for (std::int64_t at = block.start; at < block.end;) {
      for (; edge != edges.end() && edge->offset <= at; ++edge) {
        if (edge->begins) {
          in_force.insert(edge->override_number);
        } else {
          in_force.erase(edge->override_number);
        }
      }
      const std::int64_t next = edge == edges.end() ? block.end : std::min(block.end, edge->offset);
      out.push_back(
          {at, next, in_force.empty() ? block.region : overrides[*in_force.rbegin()].region});
      at = next;
    }
  }
  return out;
}

template <typename Ranges>
auto first_ending_after(const Ranges& ranges, std::int64_t offset) {
  return std::upper_bound(ranges.begin(), ranges.end(), offset,
                          [](std::int64_t value, const auto& range) { return value < range.end; });
}

}  // namespace

std::string_view scope_name(QuoteScope scope) {
  switch (scope) {
    case QuoteScope::kSentence:
      return "sentence";
    case QuoteScope::kFragment:
      return "fragment";
    case QuoteScope::kMultiBlock:
      break;
  }
  return "multi-block";
}

QuoteText::QuoteText(const ExtractedText& extracted, std::span<const TextBlock> regions) {
  auto decoded = decode_utf8(extracted.text);
  readable_ = decoded.has_value();
  text_ = readable_ ? std::move(*decoded) : std::u32string();
  steps_left_ += text_.size() * kStepsPerCodePoint;
  blocks_ = ordered_blocks(extracted.blocks, size());
  regions_ = overridden(blocks_, regions, size());
  for (const TextSpan& span : extracted.spans) {
    const std::int64_t start = std::max<std::int64_t>(span.start, 0);
    const std::int64_t end = std::min(span.end, size());
    if (start < end) {
      spans_.push_back({start, end, span.type});
    }
  }
  std::stable_sort(spans_.begin(), spans_.end(),
                   [](const TextSpan& a, const TextSpan& b) { return a.start < b.start; });
  std::vector<TextBlock> deleted;
  for (const TextSpan& span : spans_) {
    if (span.type == SpanType::kDeleted) {
      deleted.push_back({span.start, span.end});
    }
  }
  deleted_ = ordered_blocks(deleted, size());
}

bool QuoteText::contains(TextRange range) const {
  return 0 <= range.start && range.start < range.end && range.end <= size();
}

std::u32string_view QuoteText::slice(TextRange range) const {
  return std::u32string_view(text_).substr(static_cast<std::size_t>(range.start),
                                           static_cast<std::size_t>(range.end - range.start));
}

std::string QuoteText::utf8(TextRange range) const {
  return encode_utf8(slice(range));
}

const FoldedText& QuoteText::folded(FoldLevel level) {
  std::unique_ptr<FoldedText>& folded = folded_[static_cast<std::size_t>(level)];
  if (!folded) {
    folded = std::make_unique<FoldedText>(text_, level);
  }
  return *folded;
}

std::u32string_view QuoteText::look_alikes() {
  if (!look_alikes_) {
    const std::u32string_view lowered = folded(FoldLevel::kCase).text();
    look_alikes_ = std::make_unique<std::u32string>(latin_look_alike(lowered));
    if (*look_alikes_ == lowered) {
      *look_alikes_ = {};
    }
  }
  return *look_alikes_;
}

MarksAnswer QuoteText::in_quotation_marks(TextRange range) {
  if (!marks_) {
    marks_ = std::make_unique<QuotationMarks>(text_, blocks_, spans_);
  }
  return marks_->range(range);
}

std::vector<std::string_view> QuoteText::outside_body(TextRange range) const {
  std::vector<std::string_view> names;
  auto add = [&names](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  };
  for (auto part = first_ending_after(regions_, range.start);
       part != regions_.end() && part->start < range.end; ++part) {
    if (is_outside_body(part->region)) {
      add(region_name(part->region));
    }
  }
  const auto deleted = first_ending_after(deleted_, range.start);
  if (deleted != deleted_.end() && deleted->start < range.end) {
    add("deleted");
  }
  return names;
}

const TextBlock* QuoteText::block_at(std::int64_t offset) const {
  const auto block = first_ending_after(blocks_, offset);
  return block == blocks_.end() || offset < block->start ? nullptr : &*block;
}

bool QuoteText::crosses_blocks(TextRange range) const {
  return block_at(range.start) != block_at(range.end - 1);
}

bool QuoteText::begins_sentence(std::int64_t start) const {
  const TextBlock* block = block_at(start);
  const std::int64_t block_start = block ? block->start : 0;
  auto before = [&](std::int64_t at) { return text_[static_cast<std::size_t>(at - 1)]; };
  std::int64_t at = start;
  bool marked = false;
  for (; at > block_start && is_opening_mark(before(at)); --at) {
    marked = true;
  }
  const std::u32string_view first =
      std::u32string_view(text_).substr(static_cast<std::size_t>(start), 1);
  if (at == block_start || (marked && !first.empty() && !is_lower_case(first[0]))) {
    return true;
  }
  if (!is_white_space(before(at))) {
    return is_terminator(before(at)) && !first.empty() && is_word_of_its_own(first[0]);
  }
  for (; at > block_start && (is_white_space(before(at)) || is_closing_mark(before(at))); --at) {
  }
  return at == block_start || is_terminator(before(at));
}

bool QuoteText::ends_sentence(std::int64_t end) const {
  const TextBlock* block = block_at(end - 1);
  const std::int64_t block_end = block ? block->end : size();
  auto character = [&](std::int64_t at) { return text_[static_cast<std::size_t>(at)]; };
  std::int64_t last = end;
  for (; last > 1 && is_closing_mark(character(last - 1)); --last) {
  }
  std::int64_t next = end;
  for (; next < block_end && is_closing_mark(character(next)); ++next) {
  }
  if (next == block_end || is_terminator(character(last - 1)) || is_terminator(character(next))) {
    return true;
  }
  // “…, ” is how a quoted sentence ends before "she said".
  const bool comma_inside = character(last - 1) == U',' && (last != end || next != end);
  const bool comma_next =
      character(next) == U',' && next + 1 < block_end && is_closing_mark(character(next + 1));
  return comma_inside || comma_next || (next > end && character(next) == U',');
}

QuoteScope QuoteText::scope(TextRange range) const {
  if (crosses_blocks(range)) {
    return QuoteScope::kMultiBlock;
  }
  return begins_sentence(range.start) && ends_sentence(range.end) ? QuoteScope::kSentence
                                                                  : QuoteScope::kFragment;
}

bool QuoteText::spend(std::size_t steps) {
  if (steps > steps_left_) {
    return false;
  }
  steps_left_ -= steps;
  return true;
}

bool is_short_fragment(std::u32string_view exact) {
  return exact.size() < kShortCodePoints || count_words(exact) < kShortWords;
}

bool begins_inside_word(std::u32string_view text, TextRange range) {
  const auto start = static_cast<std::size_t>(range.start);
  return start > 0 && start < text.size() && joins_words(text[start - 1], text[start]);
}

bool ends_inside_word(std::u32string_view text, TextRange range) {
  const auto end = static_cast<std::size_t>(range.end);
  return end > 0 && end < text.size() && joins_words(text[end - 1], text[end]);
}

}  // namespace dossier
