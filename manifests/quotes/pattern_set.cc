// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/pattern_set.h"

#include <algorithm>

namespace dossier {

PatternSet::PatternSet(std::size_t code_points) : keys_(64), values_(64) {
  label_.reserve(code_points + 1);
  parent_.reserve(code_points + 1);
  depth_.reserve(code_points + 1);
  flags_.reserve(code_points + 1);
  label_.push_back(0);
  parent_.push_back(kRoot);
  depth_.push_back(0);
  flags_.push_back(0);
}

std::size_t PatternSet::slot(std::uint64_t key) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> 20) & mask;
  while (keys_[at] != 0 && keys_[at] != key) {
    at = (at + 1) & mask;
  }
  return at;
}

PatternSet::Node PatternSet::look_up(Node node, char32_t c) const {
  const std::size_t at = slot(key(node, c));
  return keys_[at] == 0 ? kRoot : values_[at];
}

PatternSet::Node PatternSet::child(Node node, char32_t c) const {
  if (node == kRoot && c < from_root_.size()) {
    return from_root_[c];
  }
  const std::uint8_t flags = flags_[node];
  if ((flags & kFollowed) != 0 && label_[node + 1] == c) {
    return node + 1;
  }
  return (flags & kBranches) != 0 ? look_up(node, c) : kRoot;
}

void PatternSet::grow() {
  std::vector<std::uint64_t> keys(keys_.size() * 2);
  std::vector<Node> values(values_.size() * 2);
  keys.swap(keys_);
  values.swap(values_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] != 0) {
      const std::size_t at = slot(keys[i]);
      keys_[at] = keys[i];
      values_[at] = values[i];
    }
  }
}

void PatternSet::add_child(Node node, char32_t c, Node child) {
  if (node == kRoot && c < from_root_.size()) {
    from_root_[c] = child;
  } else if (node != kRoot && child == node + 1) {
    flags_[node] |= kFollowed;
  } else {
    flags_[node] |= kBranches;
    if (++used_ * 2 > keys_.size()) {
      grow();
    }
    const std::size_t at = slot(key(node, c));
    keys_[at] = key(node, c);
    values_[at] = child;
  }
}

PatternSet::Node PatternSet::insert(std::u32string_view pattern) {
  Node node = kRoot;
  for (const char32_t c : pattern) {
    Node next = child(node, c);
    if (next == kRoot) {
      next = static_cast<Node>(label_.size());
      label_.push_back(c);
      parent_.push_back(node);
      depth_.push_back(depth_[node] + 1);
      flags_.push_back(0);
      add_child(node, c, next);
    }
    node = next;
  }
  flags_[node] |= kEnds;
  return node;
}

void PatternSet::finish() {
  const std::uint32_t deepest = *std::max_element(depth_.begin(), depth_.end());
  std::vector<std::uint32_t> place(deepest + 2);
  for (Node node = 1; node < label_.size(); ++node) {
    ++place[depth_[node] + 1];
  }
  for (std::size_t depth = 1; depth < place.size(); ++depth) {
    place[depth] += place[depth - 1];
  }
  by_depth_.resize(label_.size() - 1);
  for (Node node = 1; node < label_.size(); ++node) {
    by_depth_[place[depth_[node]]++] = node;
  }
  fallback_.assign(label_.size(), kRoot);
  for (const Node node : by_depth_) {
    if (parent_[node] != kRoot) {
      fallback_[node] = next(fallback_[parent_[node]], label_[node]);
    }
  }
}

PatternSet::Node PatternSet::next(Node state, char32_t c) const {
  while (true) {
    const Node step = child(state, c);
    if (step != kRoot || state == kRoot) {
      return step;
    }
    state = fallback_[state];
  }
}

}  // namespace dossier
