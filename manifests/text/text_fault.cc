// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "manifests/json/reader.h"
#include "manifests/text/text_map.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

TextFault fault_at(std::string_view list, std::size_t index, std::string sentence) {
  std::string pointer = "/" + std::string(list);
  json::append_pointer(pointer, index);
  return {pointer, std::move(sentence)};
}

std::optional<TextFault> find_block_fault(std::u32string_view text, const TextMap& map) {
  const auto length = static_cast<std::int64_t>(text.size());
  std::int64_t covered = 0;
  auto only_line_feeds_before = [&](std::int64_t end) {
    for (; covered < end; ++covered) {
      if (text[static_cast<std::size_t>(covered)] != U'\n') {
        return false;
      }
    }
    return true;
  };
  for (std::size_t i = 0; i < map.about.blocks.size(); ++i) {
    const TextBlock& block = map.about.blocks[i];
    if (block.start < covered || block.start >= block.end || block.end >= length) {
      return fault_at("blocks", i, "the block does not stand in order within the text");
    }
    if (i > 0 && block.start == covered) {
      return fault_at("blocks", i, "no line feed parts the block from the one before");
    }
    if (!only_line_feeds_before(block.start)) {
      return fault_at("blocks", i, "characters before the block belong to no block");
    }
    covered = block.end;
  }
  if (!only_line_feeds_before(length)) {
    return TextFault{"/blocks", "characters at the end of the text belong to no block"};
  }
  return std::nullopt;
}

std::optional<TextFault> find_span_fault(const ExtractedText& about) {
  std::size_t block = 0;
  for (std::size_t i = 0; i < about.spans.size(); ++i) {
    const TextSpan& span = about.spans[i];
    if (i > 0 && span.start < about.spans[i - 1].start) {
      return fault_at("spans", i, "the span does not stand in order");
    }
    while (block < about.blocks.size() && about.blocks[block].end <= span.start) {
      ++block;
    }
    if (block == about.blocks.size() || span.start < about.blocks[block].start ||
        span.start >= span.end || span.end > about.blocks[block].end) {
      return fault_at("spans", i, "the span does not lie in one block");
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<TextFault> find_text_fault(std::string_view text, const TextMap& map) {
  const auto decoded = decode_utf8(text);
  if (!decoded) {
    return TextFault{"", "the text is not UTF-8"};
  }
  if (decoded->find(U'\r') != std::u32string::npos) {
    return TextFault{"", "the text has line ends other than LF"};
  }
  if (text.empty() || text.back() != '\n' ||
      (text.size() > 1 && text.substr(text.size() - 2) == "\n\n")) {
    return TextFault{"", "the text does not end in exactly one LF"};
  }
  const auto length = static_cast<std::int64_t>(decoded->size());
  if (map.about.code_points != length) {
    return TextFault{"/code_points", "the map tells of " + std::to_string(map.about.code_points) +
                                         " code points, and the text has " +
                                         std::to_string(length)};
  }
  if (sha256(as_bytes(text)) != map.text_sha256) {
    return TextFault{"/text_sha256", "the text has another digest than the map tells"};
  }
  const auto fault = find_block_fault(*decoded, map);
  return fault ? fault : find_span_fault(map.about);
}

}  // namespace dossier
