// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace dossier {

// The white space that quotes are compared by: U+0009–000D, 20, 85, A0, 1680, 2000–200A, 2028,
// 2029, 202F, 205F, 3000 (FORMAT.md, "Levels").
bool is_white_space(char32_t c);
// General categories L, M and N: what words are made of.
bool is_word_character(char32_t c);
bool is_letter(char32_t c);
bool is_lower_case(char32_t c);
bool is_digit(char32_t c);  // general category Nd
// Scripts written without spaces, whose characters each count as a word: ideographs and kana.
bool is_word_of_its_own(char32_t c);

// Words between white space, characters of their own counted singly; a token without any word
// character is not a word.
std::size_t count_words(std::u32string_view text);

}  // namespace dossier
