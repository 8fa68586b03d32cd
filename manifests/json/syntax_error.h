// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dossier::json {

// What may follow the last token that was right.
enum class Expecting {
  kValue,           // the text's one value, or that of a member
  kFirstKey,        // behind {
  kKey,             // behind a comma in an object
  kColon,           // behind a key
  kCommaOrBrace,    // behind a member
  kFirstElement,    // behind [
  kElement,         // behind a comma in an array
  kCommaOrBracket,  // behind an element
  kEnd,             // behind the one value
};

struct SyntaxError {
  std::size_t offset;    // of the byte where the text stops being JSON
  std::string sentence;  // what was found and what was expected
  std::string mend;
};

// Explains why `text`, which is valid UTF-8 and no JSON, is none: all is well before `offset`, and
// `expecting` tells what may come there. Knows the slips of people who edit by hand.
SyntaxError explain_syntax_error(std::string_view text, std::size_t offset, Expecting expecting);

}  // namespace dossier::json
