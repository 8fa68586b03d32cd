// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dossier {

// A stretch that two sequences have in common: a[a .. a + length) equals b[b .. b + length).
struct CommonRun {
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t length = 0;

  friend bool operator==(const CommonRun&, const CommonRun&) = default;
};

// Up to that many elements that are not common, the way found is a shortest one.
inline constexpr std::size_t kMostShortestDifferences = 1'500;

// What of two sequences of numbers stays when the first becomes the second: runs that ascend in
// both, none empty, none touching the next in both. Where an element is taken out and another put
// in, it is taken out first.
//
// Time is that of sorting, whatever the sequences hold: a shortest way (E. Myers, "An O(ND)
// Difference Algorithm", 1986) is looked for within a fixed number of steps; beyond it, elements
// that each side has once are anchors, and the stretches between them are aligned by themselves.
// What still resists then has nothing in common.
std::vector<CommonRun> align(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace dossier
