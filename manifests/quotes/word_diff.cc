// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/word_diff.h"

#include <algorithm>
#include <iterator>

#include "manifests/quotes/alignment.h"
#include "manifests/quotes/characters.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

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

std::u32string_view slice(std::u32string_view text, const TextRange& range) {
  const auto start = static_cast<std::size_t>(range.start);
  return text.substr(start, static_cast<std::size_t>(range.end) - start);
}

// A text being gone through word by word.
class Words {
 public:
  Words(std::u32string_view text, WordNumbers& numbers)
      : text_(text), ranges_(word_ranges(text)), numbers_(numbers.of(text, ranges_)) {}

  std::span<const std::uint32_t> numbers() const { return numbers_; }
  std::size_t size() const { return ranges_.size(); }
  // The words up to that one become changes; no words if it is passed already.
  void append_until(std::size_t end, WordOp op, std::vector<WordChange>& changes) {
    for (; next_ < end; ++next_) {
      const std::u32string_view word = slice(text_, ranges_[next_]);
      changes.push_back({op, encode_utf8(word), op != WordOp::kSame && turns_meaning(word)});
    }
  }
  void skip_until(std::size_t end) { next_ = end; }

 private:
  std::u32string_view text_;
  std::vector<TextRange> ranges_;
  std::vector<std::uint32_t> numbers_;
  std::size_t next_ = 0;
};

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

std::vector<TextRange> word_ranges(std::u32string_view text) {
  std::vector<TextRange> ranges;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool alone = is_word_of_its_own(text[i]);
    if (is_white_space(text[i])) {
      in_word = false;
      continue;
    }
    const auto at = static_cast<std::int64_t>(i);
    if (in_word && !alone) {
      ranges.back().end = at + 1;
    } else {
      ranges.push_back({at, at + 1});
    }
    in_word = !alone;
  }
  return ranges;
}

std::vector<std::uint32_t> WordNumbers::of(std::u32string_view text,
                                           std::span<const TextRange> words) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(words.size());
  for (const TextRange& range : words) {
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    numbers.push_back(
        numbers_.emplace(fold_query(slice(text, range), FoldLevel::kTypographic), next)
            .first->second);
  }
  return numbers;
}

std::vector<WordChange> word_diff(std::u32string_view source, std::u32string_view quote) {
  WordNumbers numbers;
  Words a(source, numbers);
  Words b(quote, numbers);
  std::vector<CommonRun> runs = align(a.numbers(), b.numbers());
  runs.push_back({a.size(), b.size(), 0});
  std::vector<WordChange> changes;
  for (const CommonRun& run : runs) {
    a.append_until(run.a, WordOp::kOnlyInSource, changes);
    b.append_until(run.b, WordOp::kOnlyInQuote, changes);
    a.append_until(run.a + run.length, WordOp::kSame, changes);
    b.skip_until(run.b + run.length);
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
