// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/syntax_error.h"

#include <array>
#include <optional>

#include "crypto/bytes.h"
#include "manifests/json/utf8.h"

namespace dossier::json {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::string_view expected(Expecting expecting) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "a value",
      "a key in quotation marks, or }",
      "a key in quotation marks",
      "a colon behind the key",
      "a comma or }",
      "a value or ]",
      "a value",
      "a comma or ]",
      "the end of the file",
  };
  return kNames[static_cast<std::size_t>(expecting)];
}

bool expects_value(Expecting expecting) {
  return expecting == Expecting::kValue || expecting == Expecting::kFirstElement ||
         expecting == Expecting::kElement;
}
bool expects_key(Expecting expecting) {
  return expecting == Expecting::kFirstKey || expecting == Expecting::kKey;
}

// The character at `at` as a person may read it: itself, or its number when it does not show.
std::string show(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  const std::optional<char32_t> code_point = next_code_point(text, at);
  if (code_point && *code_point > 0x20 && !is_control(*code_point) && !is_bidi_control(*code_point))
    return std::string(text.substr(start, at - start));
  if (!code_point) return start < text.size() ? "a broken character" : "the end of the file";
  Bytes number;
  append_u32be(number, *code_point);
  return "U+" + to_hex(number).substr(*code_point > 0xFFFF ? 2 : 4);
}

// The run of letters, digits and signs at `at`, cut to a length that fits a line.
std::string word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 24 &&
         (is_letter(text[end]) || is_digit(text[end]) || text[end] == '-' || text[end] == '+' ||
          text[end] == '.'))
    ++end;
  return std::string(text.substr(at, end - at));
}

std::optional<unsigned> code_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    if (!is_hex(text[i])) return std::nullopt;
    const char c = text[i];
    const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return unit;
}

std::optional<SyntaxError> explain_escape(std::string_view text, std::size_t& at) {
  const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
  if (kind != 'u') {
    if (std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos || kind == '\0')
      return SyntaxError{at,
                         "a backslash followed by " + show(text, at + 1) + " stands for nothing",
                         "Write \\\\ for a backslash itself."};
    at += 2;
    return std::nullopt;
  }
  const std::optional<unsigned> unit = code_unit(text, at);
  if (!unit)
    return SyntaxError{at, "\\u is not followed by four hexadecimal digits",
                       "Write the character itself, or \\u and its four digits."};
  const bool high = *unit >= 0xD800 && *unit <= 0xDBFF;
  const bool low = *unit >= 0xDC00 && *unit <= 0xDFFF;
  const std::optional<unsigned> next = high ? code_unit(text, at + 6) : std::nullopt;
  if (low || (high && !(next && *next >= 0xDC00 && *next <= 0xDFFF)))
    return SyntaxError{
        at,
        std::string(text.substr(at, 6)) + " is half of a surrogate pair and no character by itself",
        "Write the character itself."};
  at += high ? 12 : 6;
  return std::nullopt;
}

// The text at `at` is a quotation mark that begins no right string; says what is wrong with it.
SyntaxError explain_string(std::string_view text, std::size_t at) {
  const std::size_t start = at++;
  while (at < text.size() && text[at] != '"') {
    const char c = text[at];
    if (c == '\\') {
      if (auto error = explain_escape(text, at)) return *error;
    } else if (c == '\n' || c == '\r') {
      return {start, "this string has no closing quotation mark before the end of its line",
              "Close it with \", or write \\n for a line break inside the text."};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return {at, "the control character " + show(text, at) + " stands raw inside a string",
              c == '\t' ? "Write \\t for it." : "Remove it, or write it as \\u and four digits."};
    } else {
      ++at;
    }
  }
  if (at >= text.size())
    return {start, "this string has no closing quotation mark", "Close it with \"."};
  return {start, "this string is not JSON", "Write it anew."};
}

SyntaxError explain_number(std::string_view text, std::size_t at) {
  const std::string word = word_at(text, at);
  const std::size_t digits = word.front() == '-' || word.front() == '+' ? 1 : 0;
  if (word.front() == '+') return {at, word + " has a plus sign", "Leave out the plus sign."};
  if (word.size() > digits + 1 && word[digits] == '0' && is_digit(word[digits + 1]))
    return {at, word + " begins with a zero",
            "Leave out the leading zeros, or put it into quotation marks if it is text."};
  return {at, word + " is not a number as JSON writes numbers",
          "Write digits only, or put it into quotation marks if it is text."};
}

SyntaxError explain_word(std::string_view text, std::size_t at, Expecting expecting) {
  const std::string word = word_at(text, at);
  if (expects_key(expecting))
    return {at, "the key " + word + " is not in quotation marks", "Write \"" + word + "\"."};
  if (!expects_value(expecting))
    return {at, "found " + word + ", expected " + std::string(expected(expecting)),
            "Put text into quotation marks, and a comma between two members."};
  if (word == "True" || word == "TRUE" || word == "False" || word == "FALSE")
    return {at, word + " is not written as JSON writes it", "Write true or false in lower case."};
  return {at, word + " is not in quotation marks",
          "Write \"" + word + "\" if it is text; leave out the member if there is no value."};
}

bool is_fancy_mark(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {"“", "”", "„", "‟", "«", "»", "‘", "’", "‚", "″", "＂"})
    if (text.substr(at).starts_with(mark)) return true;
  return false;
}

SyntaxError explain_token(std::string_view text, std::size_t at, Expecting expecting) {
  const std::string wanted(expected(expecting));
  if (at >= text.size())
    return {at, "the file ends here, expected " + wanted,
            "Complete the file; closing braces may be missing at its end."};
  const char c = text[at];
  if (c == '"' && (expects_value(expecting) || expects_key(expecting)))
    return explain_string(text, at);
  if (c == '/' || c == '#')
    return {at, "found " + show(text, at) + ", expected " + wanted,
            "JSON knows no comments: keep remarks in a note, or in a key that begins with x-."};
  if (c == '\'')
    return {at, "found a single quotation mark, expected " + wanted,
            "Use straight double quotation marks: \"."};
  if (is_fancy_mark(text, at))
    return {at, "found the typographic quotation mark " + show(text, at) + ", expected " + wanted,
            "Use straight quotation marks (\"), and switch off smart quotes in the editor."};
  if (is_letter(c)) return explain_word(text, at, expecting);
  if (expects_value(expecting) && (is_digit(c) || c == '-' || c == '+' || c == '.'))
    return explain_number(text, at);
  if ((c == '}' || c == ']') && (expecting == Expecting::kKey || expecting == Expecting::kElement))
    return {at, "there is a comma before " + show(text, at), "Leave out the last comma."};
  if (expecting == Expecting::kCommaOrBrace || expecting == Expecting::kCommaOrBracket)
    return {at, "found " + show(text, at) + ", expected " + wanted,
            "Put a comma between two members; look whether a quotation mark inside the text before "
            "lacks its backslash."};
  if (expecting == Expecting::kEnd)
    return {at, "found " + show(text, at) + " behind the end of the record",
            "Remove what follows the last closing brace, or the closing brace that is too many."};
  return {at, "found " + show(text, at) + ", expected " + wanted, ""};
}

}  // namespace

SyntaxError explain_syntax_error(std::string_view text, std::size_t offset, Expecting expecting) {
  std::size_t at = offset;
  while (true) {
    while (at < text.size() && is_space(text[at])) ++at;
    const char c = at < text.size() ? text[at] : '\0';
    if (expecting == Expecting::kColon && c == ':') {
      expecting = Expecting::kValue;
    } else if (expecting == Expecting::kCommaOrBrace && c == ',') {
      expecting = Expecting::kKey;
    } else if (expecting == Expecting::kCommaOrBracket && c == ',') {
      expecting = Expecting::kElement;
    } else {
      return explain_token(text, at, expecting);
    }
    ++at;
  }
}

}  // namespace dossier::json
