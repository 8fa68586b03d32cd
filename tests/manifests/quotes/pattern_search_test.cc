// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/pattern_search.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// All hits, found the slow way.
std::vector<std::size_t> hits_of(const FoldedText& folded, std::u32string_view pattern) {
  std::vector<std::size_t> hits;
  const std::u32string_view text = folded.text();
  for (std::size_t at = 0; !pattern.empty() && at + pattern.size() <= text.size(); ++at) {
    if (text.substr(at, pattern.size()) == pattern && folded.original(at, at + pattern.size())) {
      hits.push_back(at);
    }
  }
  return hits;
}

std::u32string random_text(std::mt19937& random, std::u32string_view letters, std::size_t length) {
  std::u32string text;
  while (text.size() < length) {
    text.push_back(letters[random() % letters.size()]);
  }
  return text;
}

void check_against_slow_search(std::u32string_view letters, FoldLevel level) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::u32string original = random_text(random, letters, random() % 300);
    const FoldedText folded(original, level);
    std::vector<std::u32string> words;
    for (int i = 0; i < 40; ++i) {
      words.push_back(fold_query(random_text(random, letters, random() % 9), level));
    }
    const std::vector<std::u32string_view> patterns(words.begin(), words.end());
    const std::vector<PatternHits> counted = count_hits(folded, patterns);
    std::vector<RankQuery> ranks;
    std::vector<std::uint32_t> expected_ranks;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      const std::vector<std::size_t> hits = hits_of(folded, patterns[i]);
      REQUIRE(counted[i].count == hits.size());
      REQUIRE((hits.empty() || counted[i].first == hits.front()));
      for (std::size_t rank = 0; rank < hits.size(); ++rank) {
        ranks.push_back({patterns[i], hits[rank]});
        expected_ranks.push_back(static_cast<std::uint32_t>(rank));
      }
    }
    REQUIRE(rank_hits(folded, ranks) == expected_ranks);
  }
}

}  // namespace

TEST_CASE("many patterns are counted and ranked as if each were looked for alone") {
  check_against_slow_search(U"ab", FoldLevel::kExact);
  check_against_slow_search(U"abcdefgh ", FoldLevel::kWhitespace);
  check_against_slow_search(U"가나다𝔘𝔲", FoldLevel::kCase);
}

TEST_CASE("hits that begin or end inside what one character became are not counted") {
  check_against_slow_search(U"….. a", FoldLevel::kTypographic);
  check_against_slow_search(U"ßs", FoldLevel::kCase);
  check_against_slow_search(U"\uFB03fi\u00AD-", FoldLevel::kTypographic);
  check_against_slow_search(U"e\u0301a", FoldLevel::kExact);
  check_against_slow_search(U"\u1100\u1161\u11A8", FoldLevel::kExact);
}

TEST_CASE("patterns nested in each other are all counted") {
  const std::u32string original(1000, U'a');
  const FoldedText folded(original, FoldLevel::kExact);
  std::vector<std::u32string> words;
  for (std::size_t length = 0; length <= 1001; ++length) {
    words.emplace_back(length, U'a');
  }
  const std::vector<std::u32string_view> patterns(words.begin(), words.end());
  const std::vector<PatternHits> hits = count_hits(folded, patterns);
  CHECK(hits[0].count == 0);
  for (std::size_t length = 1; length <= 1000; ++length) {
    REQUIRE(hits[length].count == 1001 - length);
  }
  CHECK(hits[1001].count == 0);
}

TEST_CASE("the search of one pattern stops when it is told to") {
  const std::u32string original = U"abababab";
  const FoldedText folded(original, FoldLevel::kExact);
  int visits = 0;
  for_each_hit(folded, U"aba", [&visits](std::size_t) { return ++visits < 2; });
  CHECK(visits == 2);
  CHECK(find_pattern(U"abcabd", U"abd") == 3);
  CHECK(find_pattern(U"abc", U"abd") == std::u32string_view::npos);
  CHECK(find_pattern(U"abc", U"") == std::u32string_view::npos);
}
