// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/near_search.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// Edit distance by the book; with `anywhere` of the best stretch of the text.
std::size_t distance(std::u32string_view text, std::u32string_view query, bool anywhere) {
  std::vector<std::size_t> column(query.size() + 1);
  for (std::size_t i = 0; i <= query.size(); ++i) {
    column[i] = i;
  }
  std::size_t best = column.back();
  for (const char32_t c : text) {
    std::size_t diagonal = column[0];
    column[0] += anywhere ? 0 : 1;
    for (std::size_t i = 1; i <= query.size(); ++i) {
      const std::size_t change = diagonal + (query[i - 1] == c ? 0u : 1u);
      diagonal = column[i];
      column[i] = std::min({change, column[i] + 1, column[i - 1] + 1});
    }
    best = std::min(best, column.back());
  }
  return anywhere ? best : column.back();
}

}  // namespace

TEST_CASE("the nearest passage has the least edit distance of all") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::u32string text;
    std::u32string query;
    for (auto length = random() % 400; length > 0; --length) {
      text.push_back(U"abc \u0430𝔘"[random() % 6]);
    }
    for (auto length = 1 + random() % 200; length > 0; --length) {
      query.push_back(U"abc \u0430𝔘"[random() % 6]);
    }
    const NearPassage found = nearest_passage(text, query);
    REQUIRE(found.distance == distance(text, query, true));
    REQUIRE(found.start <= found.end);
    REQUIRE(found.end <= text.size());
    const auto passage = std::u32string_view(text).substr(found.start, found.end - found.start);
    REQUIRE(distance(passage, query, false) == found.distance);
  }
}

TEST_CASE("a query that fills its last block to the brim is searched right") {
  for (const std::size_t length : {63u, 64u, 65u, 127u, 128u, 129u, 2000u}) {
    const std::u32string query(length, U'x');
    std::u32string text = U"yy" + query + U"yy";
    CHECK(nearest_passage(text, query).distance == 0);
    CHECK(nearest_passage(text, query).start == 2);
    text[10] = U'y';
    CHECK(nearest_passage(text, query).distance == 1);
  }
}
