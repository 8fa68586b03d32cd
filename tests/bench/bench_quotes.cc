// SPDX-License-Identifier: Apache-2.0
// Quotes checked in a second of one core's time, against one text of 5 MB: recorded ones that stand
// at their offsets, the same typed with other marks, and altered ones in a shorter text. Beside
// them, as a measure of the machine, one std::search of each recorded quote from the text's
// beginning.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/quotes/quote_match.h"
#include "manifests/text/unicode.h"

using namespace dossier;

namespace {

constexpr std::size_t kQuotes = 10'000;
constexpr std::size_t kTextBytes = 5'000'000;
constexpr std::size_t kNearTextBytes = 100'000;
constexpr std::size_t kNearQuotes = 100;

// Sentences of made-up words as frequent as words are (Zipf), in blocks of a few sentences.
ExtractedText make_text(std::size_t bytes, std::mt19937& random) {
  std::vector<std::string> words;
  for (int i = 0; i < 20'000; ++i) {
    std::string word;
    for (auto letters = 2 + random() % 9; letters > 0; --letters) {
      word.push_back(static_cast<char>('a' + random() % 26));
    }
    words.push_back(i % 50 == 7 ? word + "’s" : word);
  }
  std::vector<double> weights;
  for (std::size_t i = 0; i < words.size(); ++i) {
    weights.push_back(1.0 / static_cast<double>(i + 1));
  }
  std::discrete_distribution<std::size_t> pick(weights.begin(), weights.end());
  ExtractedText text;
  std::int64_t block = 0;
  while (text.text.size() < bytes) {
    const std::string& word = words[pick(random)];
    text.text += word;
    text.code_points += static_cast<std::int64_t>(count_code_points(word)) + 1;
    const auto what = random() % 200;
    text.text += what == 0 ? "\n" : what < 12 ? "," : " ";
    if (what == 0) {
      text.blocks.push_back({block, text.code_points - 1, Region::kBody});
      block = text.code_points;
    }
  }
  text.text.back() = '\n';
  text.blocks.push_back({block, text.code_points - 1, Region::kBody});
  return text;
}

std::vector<QuoteQuery> make_quotes(const QuoteText& text, std::size_t count,
                                    std::mt19937& random) {
  std::vector<QuoteQuery> quotes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto length = static_cast<std::int64_t>(40 + random() % 160);
    const auto start = static_cast<std::int64_t>(random()) % (text.size() - length);
    const TextRange range{start, start + length};
    quotes.push_back({text.utf8(range),
                      prefix_of(text, range),
                      suffix_of(text, range),
                      range,
                      QuoteOccurrence{1, 1},
                      {},
                      {}});
  }
  return quotes;
}

template <typename Work>
double seconds(Work work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void print(const char* what, std::size_t quotes, double time) {
  std::printf("%-44s %8.3f s %12.0f quotes/s\n", what, time, static_cast<double>(quotes) / time);
}

void replace_marks(std::string& words) {
  for (std::size_t at = 0; (at = words.find("’", at)) != std::string::npos;) {
    words.replace(at, 3, "'");
  }
}

}  // namespace

int main() {
  std::mt19937 random(1);
  const ExtractedText extracted = make_text(kTextBytes, random);
  const std::vector<QuoteQuery> recorded = make_quotes(QuoteText(extracted), kQuotes, random);
  std::size_t exact = 0;
  const double check = seconds([&] {
    QuoteText text(extracted);
    for (const QuoteMatch& match : match_quotes(text, recorded)) {
      exact += match.status == QuoteStatus::kExact ? 1u : 0u;
    }
  });
  std::printf("%zu of %zu exact in a text of %zu bytes\n", exact, recorded.size(),
              extracted.text.size());
  print("recorded, text prepared in the same time", recorded.size(), check);

  std::vector<QuoteQuery> typed = recorded;
  for (QuoteQuery& quote : typed) {
    replace_marks(quote.exact);
  }
  const double typographic = seconds([&] {
    QuoteText text(extracted);
    match_quotes(text, typed);
  });
  print("the same with straight apostrophes", typed.size(), typographic);

  const double searches = seconds([&] {
    for (std::size_t i = 0; i < recorded.size(); i += 100) {
      const std::string& words = recorded[i].exact;
      const auto found =
          std::search(extracted.text.begin(), extracted.text.end(), words.begin(), words.end());
      exact += found == extracted.text.end() ? 1u : 0u;
    }
  });
  print("one std::search each, from the beginning", recorded.size() / 100, searches);
  std::printf("recorded quotes are checked %.0f times as fast as std::search finds them\n",
              searches * 100 / check);

  const ExtractedText shorter = make_text(kNearTextBytes, random);
  std::vector<QuoteQuery> altered = make_quotes(QuoteText(shorter), kNearQuotes, random);
  for (QuoteQuery& quote : altered) {
    quote.exact.insert(quote.exact.size() / 2, "not ");
  }
  const double near = seconds([&] {
    QuoteText text(shorter);
    match_quotes(text, altered);
  });
  print("altered, nearest words in 100 kB", altered.size(), near);
  return exact == 0 ? 1 : 0;
}
