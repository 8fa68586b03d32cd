// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

// UTF-8 is strict throughout (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
// Everything here is linear in its input, but for the sorting of runs of combining marks.

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

bool is_valid_utf8(std::string_view text);
// nullopt when the text is not valid UTF-8.
std::optional<std::u32string> decode_utf8(std::string_view text);
// The first code point of the rest of `text` from `at` on, and `at` moved behind it. What is not
// valid counts as U+FFFD, once for each maximal subpart (Unicode, section 3.9); `valid` tells.
// Requires at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid);

// What is not a Unicode scalar value is written as U+FFFD.
void append_utf8(std::string& out, char32_t code_point);
std::string encode_utf8(std::u32string_view text);

// Of valid UTF-8. Offsets are code points, from 0; beyond the end they are text.size().
std::size_t count_code_points(std::string_view text);
std::size_t byte_offset(std::string_view text, std::size_t code_point_offset);

// Extended grapheme clusters (UAX #29) in the Unicode version of utf8proc. The ends of the text are
// boundaries. A cluster is looked at over at most kGraphemeReachCodePoints before the offset; one
// that is longer may be cut.
inline constexpr std::size_t kGraphemeReachCodePoints = 1024;
bool is_grapheme_boundary(std::u32string_view text, std::size_t offset);
// The last boundary at or before the offset, and the first at or after it; offset <= text.size().
std::size_t previous_grapheme_boundary(std::u32string_view text, std::size_t offset);
std::size_t next_grapheme_boundary(std::u32string_view text, std::size_t offset);

// Columns of a terminal: 2 for wide and full-width characters (UAX #11), 0 for combining and other
// invisible ones, else 1.
std::size_t display_columns(char32_t code_point);

// Canonical composition (UAX #15).
std::u32string to_nfc(std::u32string_view text);
std::string to_nfc(std::string_view text);  // of valid UTF-8
bool is_nfc(std::string_view text);         // of valid UTF-8
// Canonical decomposition (UAX #15).
std::u32string to_nfd(std::u32string_view text);
// True when normalisation never joins or reorders the character with what stands before it, so that
// a text may be normalised in pieces that begin here (false for a few where it would be allowed).
bool starts_normalization_segment(char32_t code_point);

// Full case folding (C + F of CaseFolding.txt), without normalisation and without Turkic rules.
void append_case_folded(std::u32string& out, char32_t code_point);
std::u32string case_fold(std::u32string_view text);
std::string case_fold(std::string_view text);  // of valid UTF-8

}  // namespace dossier
