// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/text_builder.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace dossier {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

bool is_collapsible(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

}  // namespace

void TextBuilder::append(std::string_view text, Region region) {
  for (const char c : text) {
    if (is_collapsible(c)) {
      space_is_due_ = true;
      continue;
    }
    if (!is_continuation(c)) {
      begin_character(region);
    }
    block_.push_back(c);
  }
}

void TextBuilder::append_preformatted(std::string_view text, Region region) {
  for (const char c : text) {
    const bool after_return = std::exchange(last_was_return_, c == '\r');
    if (c == '\r' || c == '\n') {
      if (c == '\r' || !after_return) {
        put_line_feed();
      }
      continue;
    }
    if (!is_continuation(c)) {
      begin_character(region);
    }
    block_.push_back(c);
  }
}

void TextBuilder::append_line_break() {
  if (length_ > 0 && block_.back() == '\n') {
    space_is_due_ = false;
  } else {
    put_line_feed();
  }
}

void TextBuilder::put_line_feed() {
  space_is_due_ = false;
  if (length_ > 0) {
    block_.push_back('\n');
    ++length_;
  }
}

void TextBuilder::begin_character(Region region) {
  if (std::exchange(space_is_due_, false) && length_ > 0 && block_.back() != '\n') {
    block_.push_back(' ');
    ++length_;
  }
  for (OpenSpan& span : spans_) {
    if (span.depth > 0) {
      span.start = span.start == span.end ? length_ : span.start;
      span.end = length_ + 1;
    }
  }
  region_ = region;
  ++length_;
}

void TextBuilder::end_block() {
  flush_span(SpanType::kQuotation);
  flush_span(SpanType::kDeleted);
  while (length_ > 0 && block_.back() == '\n') {
    block_.pop_back();
    --length_;
  }
  if (length_ > 0) {
    if (!out_.blocks.empty()) {
      out_.text.push_back('\n');
    }
    out_.text += block_;
    out_.blocks.push_back({block_start_, block_start_ + length_, region_});
    block_start_ += length_ + 1;
  }
  block_.clear();
  length_ = 0;
  space_is_due_ = false;
  last_was_return_ = false;
}

void TextBuilder::open_span(SpanType type) {
  ++spans_[static_cast<std::size_t>(type)].depth;
}

void TextBuilder::close_span(SpanType type) {
  OpenSpan& span = spans_[static_cast<std::size_t>(type)];
  if (--span.depth == 0) {
    flush_span(type);
  }
}

void TextBuilder::flush_span(SpanType type) {
  OpenSpan& span = spans_[static_cast<std::size_t>(type)];
  if (span.start < span.end) {
    out_.spans.push_back({block_start_ + span.start, block_start_ + span.end, type});
  }
  span.start = span.end = 0;
}

void TextBuilder::finish() {
  end_block();
  out_.text.push_back('\n');
  out_.code_points = std::max<std::int64_t>(block_start_, 1);
  auto order = [](const TextSpan& span) { return std::tuple(span.start, -span.end, span.type); };
  std::sort(out_.spans.begin(), out_.spans.end(),
            [&order](const TextSpan& a, const TextSpan& b) { return order(a) < order(b); });
}

}  // namespace dossier
