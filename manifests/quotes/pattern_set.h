// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dossier {

// The automaton of Aho and Corasick over code points: after each character of a text its state is
// the longest end of what was read that begins some pattern. A pattern's hits end where the state
// is its node or a node below it in the tree of fallbacks.
class PatternSet {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;

  // `code_points` of all patterns together, to take memory once.
  explicit PatternSet(std::size_t code_points);
  // The node of the whole pattern; equal patterns share it. Not after finish().
  Node insert(std::u32string_view pattern);
  void finish();

  Node next(Node state, char32_t c) const;  // amortised constant
  Node child(Node node, char32_t c) const;  // kRoot when there is none
  bool ends_pattern(Node node) const { return (flags_[node] & kEnds) != 0; }
  Node fallback(Node node) const { return fallback_[node]; }
  std::size_t size() const { return label_.size(); }
  // All nodes but the root, parents before children, fallbacks before what falls back on them.
  const std::vector<Node>& by_depth() const { return by_depth_; }

 private:
  static constexpr std::uint8_t kFollowed = 1;  // node + 1 is a child
  static constexpr std::uint8_t kBranches = 2;  // further children are in the table
  static constexpr std::uint8_t kEnds = 4;

  static std::uint64_t key(Node node, char32_t c) { return (std::uint64_t{node} << 21 | c) + 1; }
  std::size_t slot(std::uint64_t key) const;
  Node look_up(Node node, char32_t c) const;
  void add_child(Node node, char32_t c, Node child);
  void grow();

  std::vector<char32_t> label_;
  std::vector<Node> parent_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::uint8_t> flags_;
  std::vector<Node> fallback_;
  std::vector<Node> by_depth_;
  // Children of the root for the commonest characters, all other branches in an open table.
  std::array<Node, 0x500> from_root_{};
  std::vector<std::uint64_t> keys_;
  std::vector<Node> values_;
  std::size_t used_ = 0;
};

}  // namespace dossier
