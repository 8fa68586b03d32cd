// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

// The shortest way from the source's words to the quote's. Of stretches whose numbers of words
// multiply to more than four million, all is given as changed.
std::vector<WordChange> word_diff(std::u32string_view source, std::u32string_view quote);

bool turns_meaning(std::u32string_view word);

// In one line, words of the source that are missing in [-…-], added words in {+…+}, those that turn
// the meaning with the word MEANING: "could [-not-] (MEANING) be". Rendering is not escaped.
std::string render_word_diff(const std::vector<WordChange>& changes);

}  // namespace dossier
