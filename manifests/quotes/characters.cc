// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/characters.h"

#include <utf8proc.h>

namespace dossier {
namespace {

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_ascii_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

}  // namespace

bool is_white_space(char32_t c) {
  if (c < 0x80) {
    return c == 0x20 || (c >= 0x09 && c <= 0x0D);
  }
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) {
    return is_ascii_letter(c) || (c >= U'0' && c <= U'9');
  }
  const utf8proc_category_t kind = category(c);
  return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO;
}

bool is_letter(char32_t c) {
  const utf8proc_category_t kind = category(c);
  return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool is_lower_case(char32_t c) {
  return category(c) == UTF8PROC_CATEGORY_LL;
}

bool is_digit(char32_t c) {
  return category(c) == UTF8PROC_CATEGORY_ND;
}

bool is_word_of_its_own(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

std::size_t count_words(std::u32string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char32_t c : text) {
    if (is_word_of_its_own(c)) {
      ++words;
      in_word = false;
    } else if (is_white_space(c)) {
      in_word = false;
    } else if (!in_word && is_word_character(c)) {
      ++words;
      in_word = true;
    }
  }
  return words;
}

}  // namespace dossier
