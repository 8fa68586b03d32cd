// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/alignment.h"

#include <random>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

using Numbers = std::vector<std::uint32_t>;

std::size_t common(const std::vector<CommonRun>& runs) {
  std::size_t all = 0;
  for (const CommonRun& run : runs) all += run.length;
  return all;
}

// What every alignment must be, a shortest one or not.
void require_alignment(const Numbers& a, const Numbers& b, const std::vector<CommonRun>& runs) {
  std::size_t in_a = 0;
  std::size_t in_b = 0;
  for (const CommonRun& run : runs) {
    REQUIRE(run.length > 0);
    REQUIRE(run.a >= in_a);
    REQUIRE(run.b >= in_b);
    const bool touches = run.a == in_a && run.b == in_b && in_a + in_b > 0;
    REQUIRE_FALSE(touches);
    REQUIRE(run.a + run.length <= a.size());
    REQUIRE(run.b + run.length <= b.size());
    for (std::size_t i = 0; i < run.length; ++i) REQUIRE(a[run.a + i] == b[run.b + i]);
    in_a = run.a + run.length;
    in_b = run.b + run.length;
  }
}

// The length of a longest common subsequence, by the textbook's table.
std::size_t longest(const Numbers& a, const Numbers& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::uint32_t element : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = element == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

TEST_CASE("what two sequences share stands at both ends, in the middle or nowhere") {
  CHECK(align({}, {}).empty());
  CHECK(align(Numbers{1, 2}, {}).empty());
  CHECK(align(Numbers{1, 2}, Numbers{3}).empty());
  CHECK(align(Numbers{1, 2, 3}, Numbers{1, 2, 3}) == std::vector<CommonRun>{{0, 0, 3}});
  CHECK(align(Numbers{1, 9, 3}, Numbers{1, 8, 7, 3}) ==
        std::vector<CommonRun>{{0, 0, 1}, {2, 3, 1}});
  CHECK(align(Numbers{9, 1, 2}, Numbers{1, 2, 8}) == std::vector<CommonRun>{{1, 0, 2}});
}

TEST_CASE("an alignment of sequences that are not long has all that can be common") {
  std::mt19937 random(20260227);
  for (int round = 0; round < 400; ++round) {
    const unsigned letters = 1 + static_cast<unsigned>(round % 7);
    Numbers a(random() % 40);
    Numbers b(random() % 40);
    for (std::uint32_t& element : a) element = static_cast<std::uint32_t>(random() % letters);
    for (std::uint32_t& element : b) element = static_cast<std::uint32_t>(random() % letters);
    const std::vector<CommonRun> runs = align(a, b);
    require_alignment(a, b, runs);
    CHECK(common(runs) == longest(a, b));
  }
}

TEST_CASE("beyond the differences that are looked through, elements of one place are anchors") {
  // Every second element is another one, 4,000 differences in all; the others are single.
  Numbers a;
  Numbers b;
  for (std::uint32_t i = 0; i < 2'000; ++i) {
    a.insert(a.end(), {i, 1'000'000 + i});
    b.insert(b.end(), {i, 2'000'000 + i});
  }
  const std::vector<CommonRun> runs = align(a, b);
  require_alignment(a, b, runs);
  CHECK(common(runs) == 2'000);
}

TEST_CASE("sequences made to be slow are aligned all the same") {
  // No element is single, and a shortest way has hundreds of thousands of differences.
  std::mt19937 random(1);
  Numbers a(400'000);
  Numbers b(400'000);
  for (std::uint32_t& element : a) element = static_cast<std::uint32_t>(random() % 3);
  for (std::uint32_t& element : b) element = static_cast<std::uint32_t>(random() % 3);
  require_alignment(a, b, align(a, b));
  // Turned round, each element is single, and at most one of them can stay.
  for (std::uint32_t i = 0; i < 400'000; ++i) {
    a[i] = i;
    b[399'999 - i] = i;
  }
  const std::vector<CommonRun> runs = align(a, b);
  require_alignment(a, b, runs);
  CHECK(common(runs) == 1);
}
