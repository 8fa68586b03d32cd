// SPDX-License-Identifier: Apache-2.0
#include "cli/ids.h"

#include "crypto/error.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kLongestSlugBytes = 40;  // leaves room for the prefix and a number

bool is_word_character(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
}

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u02BC';
}

}  // namespace

std::string slug(std::string_view text, std::size_t most_words) {
  const auto decoded = decode_utf8(text);
  if (!decoded) return {};
  std::string made;
  std::string word;
  std::size_t words = 0;
  const auto end_word = [&] {
    const bool fits = made.size() + 1 + word.size() <= kLongestSlugBytes;
    if (!word.empty() && fits && words < most_words) {
      made += (made.empty() ? "" : "-") + word;
      ++words;
    } else if (!word.empty()) {
      words = most_words;  // later words would not stand where the text has them
    }
    word.clear();
  };
  for (const char32_t c : to_nfd(case_fold(*decoded))) {
    if (is_word_character(c)) {
      if (word.size() < kLongestSlugBytes) word += static_cast<char>(c);
    } else if (!is_apostrophe(c) && display_columns(c) > 0) {
      end_word();
    }
  }
  end_word();
  return made;
}

RecordId IdMaker::make(RecordKind kind, const std::string& wish) {
  const std::string stem = std::string(kind_prefix(kind)) + (wish.empty() ? "" : "-" + wish);
  std::string text = stem;
  if (wish.empty() || taken_.count(text) > 0) {
    std::size_t& number = next_.emplace(stem, wish.empty() ? 1 : 2).first->second;
    do {
      text = stem + "-" + std::to_string(number++);
    } while (taken_.count(text) > 0);
  }
  taken_.insert(text);
  return *RecordId::parse(text);
}

RecordId IdMaker::choose(RecordKind kind, const std::string& chosen) {
  const std::string prefix = std::string(kind_prefix(kind)) + "-";
  const std::string text = chosen.rfind(prefix, 0) == 0 ? chosen : prefix + chosen;
  const auto id = RecordId::parse(text);
  if (!id || id->kind() != kind) {
    throw Error(ErrorKind::kUsage, "'" + chosen + "' cannot be an id: " + explain_id(text), {},
                "An id is made of lower-case letters and digits, joined by hyphens: " + prefix +
                    "example.");
  }
  if (!taken_.insert(text).second) {
    throw Error(ErrorKind::kRefused, "the id " + text + " is taken already", {},
                "Choose another one, or leave it out to have one made.");
  }
  return *id;
}

}  // namespace dossier
