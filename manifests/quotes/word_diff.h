// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "manifests/quotes/folding.h"

namespace dossier {

enum class WordOp {
  kSame,
  kOnlyInSource,  // the source has it, the quote left it out
  kOnlyInQuote,   // the quote has it, the source does not
};

// One word with its punctuation. Words are the same when they are at level L2.
struct WordChange {
  WordOp op = WordOp::kSame;
  std::string text;
  // The word turns the meaning: a negation, may, might, could, never, only, a number. Only for
  // words that are not the same; word lists of English, German, French, Spanish and Arabic.
  bool meaning = false;

  friend bool operator==(const WordChange&, const WordChange&) = default;
};

// What stands between white space, punctuation included; characters that are words of their own
// (characters.h) begin one and end it.
std::vector<TextRange> word_ranges(std::u32string_view text);

// Numbers words so that those that are equal at level L2 have one number, in all the texts that it
// is asked about.
class WordNumbers {
 public:
  std::vector<std::uint32_t> of(std::u32string_view text, std::span<const TextRange> words);

 private:
  std::unordered_map<std::u32string, std::uint32_t> numbers_;
};

// The way from the source's words to the quote's that align() finds.
std::vector<WordChange> word_diff(std::u32string_view source, std::u32string_view quote);

bool turns_meaning(std::u32string_view word);

// In one line, words of the source that are missing in [-…-], added words in {+…+}, those that turn
// the meaning with the word MEANING: "could [-not-] (MEANING) be". Rendering is not escaped.
std::string render_word_diff(const std::vector<WordChange>& changes);

}  // namespace dossier
