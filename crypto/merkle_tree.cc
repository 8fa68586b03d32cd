// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle_tree.h"

#include <algorithm>
#include <bit>

namespace dossier {
namespace {

// A walk from a leaf to the root: the index of the node and of the last node of its level.
struct Walk {
  std::uint64_t index;
  std::uint64_t last;

  bool is_right_or_alone() const { return (index & 1) != 0 || index == last; }
  void up() {
    index >>= 1;
    last >>= 1;
  }
  // Past the levels on which the node, the last of its level, has no sibling.
  void skip_levels_alone() {
    while ((index & 1) == 0 && index != 0) up();
  }
};

}  // namespace

Sha256 merkle_leaf(ByteView data) {
  thread_local Sha256Hasher hasher;
  constexpr std::array<std::uint8_t, 1> kLeafPrefix = {0x00};
  hasher.update(kLeafPrefix);
  hasher.update(data);
  return hasher.finish();
}

Sha256 merkle_node(const Sha256& left, const Sha256& right) {
  std::array<std::uint8_t, 1 + 2 * Sha256::kSizeBytes> message{};
  message[0] = 0x01;
  std::copy_n(left.bytes().data(), Sha256::kSizeBytes, message.data() + 1);
  std::copy_n(right.bytes().data(), Sha256::kSizeBytes, message.data() + 1 + Sha256::kSizeBytes);
  return sha256(message);
}

void MerkleRoot::add(const Sha256& leaf) {
  Sha256 node = leaf;
  for (std::uint64_t rest = leaves_; (rest & 1) != 0; rest >>= 1) {
    node = merkle_node(whole_[--count_], node);
  }
  whole_[count_++] = node;
  ++leaves_;
}

Sha256 MerkleRoot::root() const {
  if (count_ == 0) return sha256({});
  Sha256 node = whole_[count_ - 1];
  for (std::size_t i = count_ - 1; i > 0; --i) node = merkle_node(whole_[i - 1], node);
  return node;
}

bool proves_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf,
                      std::span<const Sha256> proof, const Sha256& root) {
  if (index >= size) return false;
  Walk walk{index, size - 1};
  Sha256 node = leaf;
  for (const Sha256& sibling : proof) {
    if (walk.last == 0) return false;
    if (walk.is_right_or_alone()) {
      node = merkle_node(sibling, node);
      walk.skip_levels_alone();
    } else {
      node = merkle_node(node, sibling);
    }
    walk.up();
  }
  return walk.last == 0 && node == root;
}

bool proves_consistency(std::uint64_t first_size, std::uint64_t second_size,
                        const Sha256& first_root, const Sha256& second_root,
                        std::span<const Sha256> proof) {
  if (first_size == 0 || first_size > second_size) return false;
  if (first_size == second_size) return proof.empty() && first_root == second_root;
  Walk walk{first_size - 1, second_size - 1};
  while ((walk.index & 1) != 0) walk.up();
  Sha256 first = first_root;
  if (!std::has_single_bit(first_size)) {  // else the first root itself begins the proof
    if (proof.empty()) return false;
    first = proof.front();
    proof = proof.subspan(1);
  }
  Sha256 second = first;
  for (const Sha256& sibling : proof) {
    if (walk.last == 0) return false;
    if (walk.is_right_or_alone()) {
      first = merkle_node(sibling, first);
      second = merkle_node(sibling, second);
      walk.skip_levels_alone();
    } else {
      second = merkle_node(second, sibling);
    }
    walk.up();
  }
  return walk.last == 0 && first == first_root && second == second_root;
}

}  // namespace dossier
