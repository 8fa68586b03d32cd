// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/json/value.h"

namespace dossier::json {

inline constexpr std::size_t kMaxFileBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t kMaxProblems = 20;

// Where something stands in a text: both from 1, columns in code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

// Answers questions in the order of the text in linear time altogether; going back starts anew.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  Position at(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  Position position_;
};

// What keeps a text from being read.
//   code      record.invalid-json, record.duplicate-key, record.unsafe-number,
//             record.limit-exceeded, or record.invalid-value for a null
//   pointer   JSON pointer of the value, or of the innermost container that was open
//   sentence  what was found and what was expected, without the position
//   mend      what to do about it
struct Problem {
  std::string_view code;
  std::string pointer;
  std::size_t line = 1;
  std::size_t column = 1;
  std::string sentence;
  std::string mend;
};

// Either a value or problems, in the order of the text; reading stops at the first that is no
// longer JSON, and after kMaxProblems.
struct Parsed {
  std::optional<Value> value;
  std::vector<Problem> problems;
};

// Strict JSON (RFC 8259) as "Conventions" of RECORDS in FORMAT.md has it: UTF-8 without BOM, no
// lone surrogates, no key twice in an object, integers within ±(2^53 − 1) without fraction and
// exponent, no null, at most kMaxDepth containers inside each other, at most kMaxFileBytes bytes.
// White space between tokens is free, so Windows line ends are read. Linear time.
Parsed parse(std::string_view text);

// One step of a JSON pointer (RFC 6901) appended: "/" and the key with ~ and / escaped.
void append_pointer(std::string& pointer, std::string_view key);
void append_pointer(std::string& pointer, std::size_t index);

}  // namespace dossier::json
