// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "manifests/text/extracted_text.h"

namespace dossier {

// Puts blocks together by the white-space rules of dossier-text-1 and counts code points as it
// goes.
class TextBuilder {
 public:
  explicit TextBuilder(ExtractedText& out) : out_(out) {}

  // Valid UTF-8 that stands in the region. The caller ends the block where preformatted text begins
  // or ends.
  void append(std::string_view text, Region region);
  void append_preformatted(std::string_view text, Region region);
  void append_collapsible_space() { space_is_due_ = true; }
  void append_line_break();
  // A block without characters is dropped.
  void end_block();

  // Of nested spans of one type only the outermost is told. In each block that it touches a span
  // runs from the first to the last character that its text puts there; collapsed spaces and line
  // breaks at its ends do not count.
  void open_span(SpanType type);
  void close_span(SpanType type);

  // Ends the last block and the text, and puts the spans in order: by start, the longer first.
  void finish();

 private:
  struct OpenSpan {
    int depth = 0;
    std::int64_t start = 0;  // in the block; equal to end while it has no character there
    std::int64_t end = 0;
  };

  void begin_character(Region region);
  void put_line_feed();
  void flush_span(SpanType type);

  ExtractedText& out_;
  std::string block_;
  std::int64_t length_ = 0;        // of block_, in code points
  std::int64_t block_start_ = 0;   // offset of block_ in the text
  Region region_ = Region::kBody;  // at the last character
  bool space_is_due_ = false;      // collapsed, not yet written
  bool last_was_return_ = false;   // in preformatted text
  std::array<OpenSpan, 2> spans_;  // by SpanType
};

}  // namespace dossier
