// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/near_words.h"

#include <algorithm>
#include <cstdio>

#include "manifests/quotes/characters.h"
#include "manifests/quotes/near_search.h"
#include "manifests/quotes/pattern_search.h"
#include "manifests/quotes/word_diff.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// A word is not followed further than this.
constexpr std::size_t kWordReachCodePoints = 64;
constexpr std::size_t kLongestShownCodePoints = 2'500;

bool inside_word(std::u32string_view text, std::size_t at) {
  auto is_word = [&](std::size_t i) { return i < text.size() && is_word_character(text[i]); };
  if (at == 0 || at >= text.size()) {
    return false;
  }
  const bool before = is_word(at - 1);
  const bool after = is_word(at);
  if (before && after) {
    return !is_word_of_its_own(text[at - 1]) && !is_word_of_its_own(text[at]);
  }
  return (before && text[at] == U'\'' && is_word(at + 1)) ||
         (after && text[at - 1] == U'\'' && at > 1 && is_word(at - 2));
}

// The passage in whole words, as a range of the original.
TextRange whole_words(const FoldedText& folded, NearPassage passage) {
  const std::u32string_view text = folded.text();
  while (passage.start < passage.end && text[passage.start] == U' ') {
    ++passage.start;
  }
  while (passage.start < passage.end && text[passage.end - 1] == U' ') {
    --passage.end;
  }
  for (std::size_t i = 0; i < kWordReachCodePoints && inside_word(text, passage.start); ++i) {
    --passage.start;
  }
  for (std::size_t i = 0; i < kWordReachCodePoints && inside_word(text, passage.end); ++i) {
    ++passage.end;
  }
  while (!folded.original(passage.start, passage.start + 1) && passage.start > 0 &&
         !folded.original(passage.start, passage.end)) {
    --passage.start;
  }
  while (passage.end < text.size() && !folded.original(passage.start, passage.end)) {
    ++passage.end;
  }
  return folded.original(passage.start, passage.end).value_or(TextRange{});
}

std::string named(char32_t c) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
  return code;
}

}  // namespace

NearWords nearest_words(QuoteText& text, std::u32string_view query) {
  NearWords words;
  std::u32string folded_query = fold_query(query, FoldLevel::kTypographic);
  drop_outer_marks(folded_query);
  if (folded_query.size() < kShortestNearQueryCodePoints) {
    words.not_searched = "the quote is too short to look for near words";
  } else if (folded_query.size() > kLongestNearQueryCodePoints) {
    words.not_searched = "the quote is too long to look for near words";
  } else if (text.text().size() > kLongestNearTextCodePoints) {
    words.not_searched = "the text is too long to look for near words";
  }
  if (!words.not_searched.empty()) {
    return words;
  }
  const FoldedText& folded = text.folded(FoldLevel::kTypographic);
  if (!text.spend(nearest_passage_steps(folded.text(), folded_query))) {
    words.not_searched =
        "so many quotes of this text fail that near words are no longer looked for";
    return words;
  }
  const NearPassage passage = nearest_passage(folded.text(), folded_query);
  if (passage.start < passage.end) {
    words.range = whole_words(folded, passage);
    words.similarity =
        1.0 - static_cast<double>(passage.distance) / static_cast<double>(folded_query.size());
  }
  return words;
}

std::string look_alike_message(QuoteText& text, std::u32string_view query) {
  const std::u32string wanted = fold_query(query, FoldLevel::kCase);
  const std::u32string twin = latin_look_alike(wanted);
  const std::u32string_view folded = text.folded(FoldLevel::kCase).text();
  const std::u32string_view twins = text.look_alikes();
  if ((twin == wanted && twins.empty()) || !text.spend(folded.size())) {
    return {};
  }
  const std::size_t at = find_pattern(twins.empty() ? folded : twins, twin);
  if (at == std::u32string::npos) {
    return {};
  }
  const auto [source, quoted] = std::mismatch(
      folded.begin() + static_cast<std::ptrdiff_t>(at),
      folded.begin() + static_cast<std::ptrdiff_t>(at + wanted.size()), wanted.begin());
  if (quoted == wanted.end()) {
    return {};
  }
  return "only the script of look-alike letters differs: the quote has " + named(*quoted) +
         " where the source has " + named(*source);
}

std::string describe_difference(QuoteText& text, TextRange source, std::u32string_view words) {
  const auto length = static_cast<std::size_t>(source.end - source.start);
  if (length > kLongestShownCodePoints || words.size() > kLongestShownCodePoints ||
      !text.spend(length * words.size())) {
    return {};
  }
  return render_word_diff(word_diff(text.slice(source), words));
}

}  // namespace dossier
