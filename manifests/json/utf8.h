// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dossier::json {

// What the reader and the writer need to know of UTF-8; texts of articles have their own tools in
// manifests/text. UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above
// U+10FFFF.

// The code point that begins at text[at]; `at` then stands behind it. nullopt at the end of the
// text and where the bytes are no UTF-8; `at` then stays.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at);

// Offset of the first byte that belongs to no code point; npos when all is well.
std::size_t find_invalid_utf8(std::string_view text);

// `code_point` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);

// Number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);

// Controls that never belong in a line of text: C0 except tab and line feed, DEL, C1.
bool is_control(char32_t code_point);
// Characters that turn the direction of what follows: U+202A to 202E, U+2066 to 2069. The marks
// U+200E, U+200F and U+061C only settle neighbours and are not among them.
bool is_bidi_control(char32_t code_point);

}  // namespace dossier::json
