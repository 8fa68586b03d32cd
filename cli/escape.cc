// SPDX-License-Identifier: Apache-2.0
#include "cli/escape.h"

#include <algorithm>
#include <array>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array kNeverShown{
    Range{0x0000, 0x001F},     // C0
    Range{0x007F, 0x009F},     // DEL, C1
    Range{0x00AD, 0x00AD},     // soft hyphen
    Range{0x034F, 0x034F},     // combining grapheme joiner
    Range{0x061C, 0x061C},     // Arabic letter mark
    Range{0x115F, 0x1160},     // Hangul fillers
    Range{0x17B4, 0x17B5},     // Khmer inherent vowels
    Range{0x180E, 0x180E},     // Mongolian vowel separator
    Range{0x200B, 0x200B},     // zero width space
    Range{0x200E, 0x200F},     // left-to-right and right-to-left marks
    Range{0x2028, 0x202E},     // separators, embeddings, overrides
    Range{0x2060, 0x206F},     // word joiner, invisible operators, isolates
    Range{0x3164, 0x3164},     // Hangul filler
    Range{0xE000, 0xF8FF},     // private use
    Range{0xFEFF, 0xFEFF},     // byte order mark
    Range{0xFFA0, 0xFFA0},     // half-width Hangul filler
    Range{0xFFF0, 0xFFFB},     // interlinear annotation
    Range{0xFFFE, 0xFFFF},     // no characters
    Range{0xE0000, 0xE00FF},   // tags
    Range{0xF0000, 0x10FFFF},  // private use
};

void append_hex(std::string& out, char letter, std::uint32_t value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[value % 16]);
    value /= 16;
  } while (value > 0 || digits.size() < 2);
  out += '\\';
  out += letter;
  out += '{' + digits + '}';
}

std::string escape(std::string_view text, std::string_view line_feed, std::string_view tab) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    bool valid = false;
    const char32_t c = next_code_point(text, at, valid);
    if (!valid) {
      for (std::size_t i = start; i < at; ++i) {
        append_hex(escaped, 'x', static_cast<unsigned char>(text[i]));
      }
    } else if (c == U'\n') {
      escaped += line_feed;
    } else if (c == U'\t') {
      escaped += tab;
    } else if (is_never_shown(c)) {
      append_hex(escaped, 'u', static_cast<std::uint32_t>(c));
    } else {
      escaped += text.substr(start, at - start);
    }
  }
  return escaped;
}

}  // namespace

bool is_never_shown(char32_t code_point) {
  return std::any_of(kNeverShown.begin(), kNeverShown.end(), [c = code_point](const Range& range) {
    return range.first <= c && c <= range.last;
  });
}

std::string escape_line(std::string_view untrusted) {
  return escape(untrusted, "\\n", "\\t");
}

std::string escape_block(std::string_view untrusted) {
  return escape(untrusted, "\n", "    ");
}

}  // namespace dossier
