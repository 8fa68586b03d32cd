// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/unicode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <utf8proc.h>

namespace dossier {
namespace {

// The longest canonical decomposition and the longest full case folding are 4 and 3 characters.
constexpr std::size_t kExpansionCodePoints = 16;
// Below U+0300 every character is in NFC and joins with nothing before it.
constexpr char32_t kFirstCombining = 0x300;

// One before the first final consonant: a base for arithmetic, not a consonant itself.
constexpr utf8proc_int32_t kHangulFinalBase = 0x11A7;

utf8proc_int32_t as_int(char32_t c) {
  return static_cast<utf8proc_int32_t>(c);
}

bool is_scalar(char32_t c) {
  return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF);
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

int combining_class(utf8proc_int32_t c) {
  return utf8proc_get_property(c)->combining_class;
}

// Writes what the character becomes under the options and returns how many it became.
std::size_t expand(char32_t c, int options,
                   std::array<utf8proc_int32_t, kExpansionCodePoints>& out) {
  int boundary_class = UTF8PROC_BOUNDCLASS_START;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(as_int(c), out.data(), static_cast<utf8proc_ssize_t>(out.size()),
                              static_cast<utf8proc_option_t>(options), &boundary_class);
  if (count < 1 || static_cast<std::size_t>(count) > out.size()) {
    out[0] = as_int(c);
    return 1;
  }
  return static_cast<std::size_t>(count);
}

using CodePoints = std::vector<utf8proc_int32_t>;

// utf8proc's own ordering takes quadratic time on a long run of marks.
void order_marks(CodePoints& text) {
  auto is_mark = [](utf8proc_int32_t c) { return combining_class(c) != 0; };
  auto by_class = [](utf8proc_int32_t a, utf8proc_int32_t b) {
    return combining_class(a) < combining_class(b);
  };
  for (auto run = std::find_if(text.begin(), text.end(), is_mark); run != text.end();) {
    const auto run_end = std::find_if_not(run, text.end(), is_mark);
    std::stable_sort(run, run_end, by_class);
    run = std::find_if(run_end, text.end(), is_mark);
  }
}

// Canonical decomposition, marks in their order.
CodePoints decompose(std::u32string_view text) {
  CodePoints out;
  out.reserve(text.size() + text.size() / 8);
  std::array<utf8proc_int32_t, kExpansionCodePoints> expansion;
  for (const char32_t c : text) {
    const std::size_t count = expand(c, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, expansion);
    out.insert(out.end(), expansion.begin(),
               expansion.begin() + static_cast<std::ptrdiff_t>(count));
  }
  order_marks(out);
  return out;
}

// Where the rules of UAX #29 can be started afresh: a break whatever stands before.
std::size_t safe_grapheme_start(std::u32string_view text, std::size_t offset) {
  const std::size_t limit =
      offset > kGraphemeReachCodePoints ? offset - kGraphemeReachCodePoints : 0;
  constexpr char32_t kZeroWidthJoiner = 0x200D;
  std::size_t at = offset;
  while (at > limit) {
    if (at < offset && text[at - 1] != kZeroWidthJoiner &&
        utf8proc_grapheme_break(as_int(text[at - 1]), as_int(text[at]))) {
      break;
    }
    --at;
  }
  return at;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid) {
  const auto first = static_cast<unsigned char>(text[at++]);
  valid = true;
  if (first < 0x80) {
    return first;
  }
  valid = first >= 0xC2 && first <= 0xF4;
  if (!valid) {
    return kReplacementCharacter;
  }
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t c = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    const unsigned low = i > 0 ? 0x80u : first == 0xE0 ? 0xA0u : first == 0xF0 ? 0x90u : 0x80u;
    const unsigned high = i > 0 ? 0xBFu : first == 0xED ? 0x9Fu : first == 0xF4 ? 0x8Fu : 0xBFu;
    const unsigned next = at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
    if (next < low || next > high) {
      valid = false;
      return kReplacementCharacter;
    }
    c = (c << 6) | (next & 0x3F);
    ++at;
  }
  return c;
}

bool is_valid_utf8(std::string_view text) {
  bool valid = true;
  for (std::size_t at = 0; valid && at < text.size();) {
    next_code_point(text, at, valid);
  }
  return valid;
}

std::optional<std::u32string> decode_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  bool valid = true;
  for (std::size_t at = 0; at < text.size();) {
    out.push_back(next_code_point(text, at, valid));
    if (!valid) {
      return std::nullopt;
    }
  }
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  const char32_t c = is_scalar(code_point) ? code_point : kReplacementCharacter;
  auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string encode_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    append_utf8(out, c);
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::size_t byte_offset(std::string_view text, std::size_t code_point_offset) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && code_point_offset-- == 0) {
      return at;
    }
  }
  return text.size();
}

std::size_t display_columns(char32_t code_point) {
  const int columns = utf8proc_charwidth(as_int(code_point));
  return columns < 0 ? 0 : static_cast<std::size_t>(columns);
}

bool is_grapheme_boundary(std::u32string_view text, std::size_t offset) {
  return previous_grapheme_boundary(text, offset) == offset;
}

std::size_t previous_grapheme_boundary(std::u32string_view text, std::size_t offset) {
  if (offset >= text.size()) {
    return text.size();
  }
  std::size_t boundary = safe_grapheme_start(text, offset);
  utf8proc_int32_t state = 0;
  for (std::size_t at = boundary + 1; at <= offset; ++at) {
    if (utf8proc_grapheme_break_stateful(as_int(text[at - 1]), as_int(text[at]), &state)) {
      boundary = at;
    }
  }
  return boundary;
}

std::size_t next_grapheme_boundary(std::u32string_view text, std::size_t offset) {
  if (offset >= text.size() || is_grapheme_boundary(text, offset)) {
    return std::min(offset, text.size());
  }
  utf8proc_int32_t state = 0;
  for (std::size_t at = safe_grapheme_start(text, offset) + 1; at < text.size(); ++at) {
    if (utf8proc_grapheme_break_stateful(as_int(text[at - 1]), as_int(text[at]), &state) &&
        at > offset) {
      return at;
    }
  }
  return text.size();
}

std::u32string to_nfc(std::u32string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char32_t c) { return c < kFirstCombining; })) {
    return std::u32string(text);
  }
  CodePoints work = decompose(text);
  // In pieces: some versions of utf8proc lose U+11A7, which composes with nothing, after a
  // syllable.
  std::u32string out;
  out.reserve(work.size());
  for (auto piece = work.begin(); piece != work.end();) {
    const auto end = std::find(piece, work.end(), kHangulFinalBase);
    const utf8proc_ssize_t length = utf8proc_normalize_utf32(
        &*piece, end - piece, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    out.append(piece, piece + length);
    piece = end;
    if (piece != work.end()) {
      out.push_back(static_cast<char32_t>(*piece++));
    }
  }
  return out;
}

std::u32string to_nfd(std::u32string_view text) {
  const CodePoints work = decompose(text);
  return {work.begin(), work.end()};
}

std::string to_nfc(std::string_view text) {
  const auto decoded = decode_utf8(text);
  return decoded ? encode_utf8(to_nfc(*decoded)) : std::string(text);
}

bool is_nfc(std::string_view text) {
  return to_nfc(text) == text;
}

bool starts_normalization_segment(char32_t code_point) {
  if (code_point < kFirstCombining) {
    return true;
  }
  constexpr char32_t kHangulVowel = 0x1160;
  constexpr char32_t kHangulFinalEnd = 0x11FF;
  if (code_point >= kHangulVowel && code_point <= kHangulFinalEnd) {
    return false;
  }
  const utf8proc_category_t category = utf8proc_category(as_int(code_point));
  return category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_MC &&
         category != UTF8PROC_CATEGORY_ME;
}

void append_case_folded(std::u32string& out, char32_t code_point) {
  std::array<utf8proc_int32_t, kExpansionCodePoints> expansion;
  const std::size_t count = expand(code_point, UTF8PROC_CASEFOLD, expansion);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(static_cast<char32_t>(expansion[i]));
  }
}

std::u32string case_fold(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    append_case_folded(out, c);
  }
  return out;
}

std::string case_fold(std::string_view text) {
  const auto decoded = decode_utf8(text);
  return decoded ? encode_utf8(case_fold(*decoded)) : std::string(text);
}

}  // namespace dossier
