// SPDX-License-Identifier: Apache-2.0
#include "cli/report/quote_context.h"

#include <algorithm>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

bool is_gap(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\u00A0';
}

// The first block that ends behind the offset.
const TextBlock* block_at(const std::vector<TextBlock>& blocks, std::int64_t offset) {
  const auto found =
      std::upper_bound(blocks.begin(), blocks.end(), offset,
                       [](std::int64_t at, const TextBlock& block) { return at < block.end; });
  return found == blocks.end() ? nullptr : &*found;
}

}  // namespace

std::optional<QuoteContext> quote_context(const ShownText& shown, TextRange range,
                                          std::size_t around) {
  const std::u32string_view text = shown.text;
  if (range.start < 0 || range.start >= range.end ||
      static_cast<std::uint64_t>(range.end) > text.size()) {
    return {};
  }
  const auto start = static_cast<std::size_t>(range.start);
  const auto end = static_cast<std::size_t>(range.end);
  std::size_t first = start;
  std::size_t last = end;
  QuoteContext context;
  if (const TextBlock* block = block_at(shown.blocks, range.start)) {
    first = std::min(first, static_cast<std::size_t>(block->start));
    context.region = block->region;
  }
  if (const TextBlock* block = block_at(shown.blocks, range.end - 1)) {
    last = std::max(last, static_cast<std::size_t>(block->end));
  }
  last = std::min(last, text.size());
  if (start - first > around) {
    const std::size_t earliest = start - around;
    std::size_t at = earliest;
    while (at < start && !is_gap(text[at])) ++at;
    first = at < start ? at + 1 : previous_grapheme_boundary(text, earliest);
    context.cut_before = true;
  }
  if (last - end > around) {
    const std::size_t latest = end + around;
    std::size_t at = latest;
    while (at > end && !is_gap(text[at])) --at;
    last = at > end ? at : next_grapheme_boundary(text, latest);
    context.cut_after = true;
  }
  context.before = encode_utf8(text.substr(first, start - first));
  context.words = encode_utf8(text.substr(start, end - start));
  context.after = encode_utf8(text.substr(end, last - end));
  return context;
}

}  // namespace dossier
