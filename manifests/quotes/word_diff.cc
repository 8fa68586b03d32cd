// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/word_diff.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "manifests/quotes/characters.h"
#include "manifests/quotes/folding.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kMostCells = 4'000'000;

// Negations, hedges and numbers, case-folded, apostrophes straight; "n't" is looked for apart.
constexpr std::u32string_view kMeaningWords[] = {
    // English
    U"no", U"not", U"never", U"none", U"nor", U"neither", U"nobody", U"nothing", U"nowhere",
    U"without", U"cannot", U"hardly", U"may", U"might", U"could", U"only", U"zero", U"one", U"two",
    U"three", U"four", U"five", U"six", U"seven", U"eight", U"nine", U"ten", U"eleven", U"twelve",
    U"dozen", U"dozens", U"hundred", U"hundreds", U"thousand", U"thousands", U"million",
    U"millions", U"billion", U"billions", U"half", U"double", U"percent",
    // German
    U"nicht", U"nichts", U"kein", U"keine", U"keinen", U"keiner", U"keinem", U"keines", U"nie",
    U"niemals", U"niemand", U"ohne", U"weder", U"nur", U"könnte", U"könnten", U"dürfte",
    U"möglicherweise", U"zwei", U"drei", U"vier", U"fünf", U"sechs", U"sieben", U"acht", U"neun",
    U"zehn", U"hundert", U"tausend", U"prozent",
    // French, Spanish
    U"ne", U"pas", U"jamais", U"aucun", U"aucune", U"rien", U"sans", U"seulement", U"peut-être",
    U"nunca", U"jamás", U"nada", U"nadie", U"sin", U"sólo", U"solo", U"quizás", U"ningún",
    U"ninguna", U"tampoco",
    // Arabic
    U"لا", U"لم", U"لن", U"ليس", U"غير", U"فقط"};

struct Word {
  std::u32string shown;
  std::u32string folded;
};

std::vector<Word> words_of(std::u32string_view text) {
  std::vector<Word> words;
  std::u32string word;
  auto flush = [&] {
    if (!word.empty()) {
      words.push_back({word, fold_query(word, FoldLevel::kTypographic)});
      word.clear();
    }
  };
  for (const char32_t c : text) {
    if (is_white_space(c) || is_word_of_its_own(c)) {
      flush();
    }
    if (!is_white_space(c)) {
      word.push_back(c);
    }
    if (is_word_of_its_own(c)) {
      flush();
    }
  }
  flush();
  return words;
}

void append(std::vector<WordChange>& changes, WordOp op, const Word& word) {
  changes.push_back(
      {op, encode_utf8(word.shown), op != WordOp::kSame && turns_meaning(word.shown)});
}

// Longest common subsequence of the words that differ.
void diff_inner(const std::vector<Word>& a, std::size_t a_begin, std::size_t a_end,
                const std::vector<Word>& b, std::size_t b_begin, std::size_t b_end,
                std::vector<WordChange>& changes) {
  const std::size_t rows = a_end - a_begin;
  const std::size_t columns = b_end - b_begin;
  const bool aligned = rows == 0 || columns <= kMostCells / rows;
  std::vector<std::uint32_t> common(aligned ? (rows + 1) * (columns + 1) : 0);
  auto cell = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return common[i * (columns + 1) + j];
  };
  for (std::size_t i = aligned ? rows : 0; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      cell(i, j) = a[a_begin + i].folded == b[b_begin + j].folded
                       ? cell(i + 1, j + 1) + 1
                       : std::max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (aligned && i < rows && j < columns && a[a_begin + i].folded == b[b_begin + j].folded) {
      append(changes, WordOp::kSame, a[a_begin + i++]);
      ++j;
    } else if (i < rows && (j == columns || !aligned || cell(i + 1, j) >= cell(i, j + 1))) {
      append(changes, WordOp::kOnlyInSource, a[a_begin + i++]);
    } else {
      append(changes, WordOp::kOnlyInQuote, b[b_begin + j++]);
    }
  }
}

}  // namespace

bool turns_meaning(std::u32string_view word) {
  if (std::any_of(word.begin(), word.end(), is_digit)) {
    return true;
  }
  std::u32string plain = fold_query(word, FoldLevel::kCase);
  while (!plain.empty() && !is_word_character(plain.back())) {
    plain.pop_back();
  }
  plain.erase(plain.begin(), std::find_if(plain.begin(), plain.end(), is_word_character));
  return plain.ends_with(U"n't") || std::find(std::begin(kMeaningWords), std::end(kMeaningWords),
                                              plain) != std::end(kMeaningWords);
}

std::vector<WordChange> word_diff(std::u32string_view source, std::u32string_view quote) {
  const std::vector<Word> a = words_of(source);
  const std::vector<Word> b = words_of(quote);
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head].folded == b[head].folded) {
    ++head;
  }
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail].folded == b[b.size() - 1 - tail].folded) {
    ++tail;
  }
  std::vector<WordChange> changes;
  for (std::size_t i = 0; i < head; ++i) {
    append(changes, WordOp::kSame, a[i]);
  }
  diff_inner(a, head, a.size() - tail, b, head, b.size() - tail, changes);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) {
    append(changes, WordOp::kSame, a[i]);
  }
  return changes;
}

std::string render_word_diff(const std::vector<WordChange>& changes) {
  std::string line;
  for (auto run = changes.begin(); run != changes.end();) {
    const auto run_end =
        std::find_if(run, changes.end(), [&](const WordChange& c) { return c.op != run->op; });
    std::string words;
    bool meaning = false;
    for (auto change = run; change != run_end; ++change) {
      words += (words.empty() ? "" : " ") + change->text;
      meaning = meaning || change->meaning;
    }
    if (run->op != WordOp::kSame) {
      words = run->op == WordOp::kOnlyInSource ? "[-" + words + "-]" : "{+" + words + "+}";
    }
    line += (line.empty() ? "" : " ") + words + (meaning ? " (MEANING)" : "");
    run = run_end;
  }
  return line;
}

}  // namespace dossier
