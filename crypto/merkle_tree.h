// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/sha256.h"

namespace dossier {

// The Merkle tree of RFC 9162, section 2.1, with SHA-256: a leaf is SHA256(0x00 || data), a node
// SHA256(0x01 || left || right), and the left part of n leaves holds the largest power of two
// below n. Any thread may call any of these.
Sha256 merkle_leaf(ByteView data);
Sha256 merkle_node(const Sha256& left, const Sha256& right);

// Takes the leaves one by one; keeps one hash a level.
class MerkleRoot {
 public:
  void add(const Sha256& leaf);
  std::uint64_t leaves() const { return leaves_; }
  // The root of all leaves so far; of none, SHA256 of nothing.
  Sha256 root() const;

 private:
  // The roots of the whole subtrees, the largest first: one for each bit set in leaves_.
  std::array<Sha256, 64> whole_;
  std::size_t count_ = 0;
  std::uint64_t leaves_ = 0;
};

// Whether the proof shows that the leaf stands at that index, from 0, in the tree of that size and
// root (section 2.1.3.2).
bool proves_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf,
                      std::span<const Sha256> proof, const Sha256& root);

// Whether the proof shows that the tree of the second size begins with that of the first (section
// 2.1.4.2). Nothing is proved about an empty first tree; of equal sizes, equal roots and an empty
// proof are asked.
bool proves_consistency(std::uint64_t first_size, std::uint64_t second_size,
                        const Sha256& first_root, const Sha256& second_root,
                        std::span<const Sha256> proof);

}  // namespace dossier
