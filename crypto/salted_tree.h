// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "crypto/sha256.h"

namespace dossier {

// Suite dossier-1 of FORMAT.md §5: a tree over all items whose leaves tell nothing of an item to
// those who do not have its salts, so that a part can be shown and the rest withheld.

// The secret S of one sealing, with what is derived from it. Any number of threads may use one.
class SealSecret {
 public:
  static constexpr std::size_t kSizeBytes = 32;
  using Array = std::array<std::uint8_t, kSizeBytes>;

  explicit SealSecret(const Array& bytes);
  static SealSecret random();

  ByteView bytes() const { return bytes_; }

  // `path` is the path below the bag's root.
  Sha256 content_salt(std::string_view path) const;
  Sha256 path_salt(std::string_view path) const;
  // The leaf of a file of that size in bytes and that digest.
  Sha256 leaf(std::string_view path, std::uint64_t size, const Sha256& digest) const;

 private:
  friend class SealedContent;
  Array bytes_;
  HmacSha256Key key_;
};

// The parts of a leaf, for those who have an item's salts but not the secret.
Sha256 salted_content(const Sha256& content_salt, std::uint64_t size, const Sha256& digest);
Sha256 salted_name(const Sha256& path_salt, std::string_view path);
Sha256 salted_leaf(const Sha256& content, const Sha256& name);

// The root over leaves in strictly increasing order; nullopt when they are not, or when there are
// none. Linear; needs memory for one hash a level.
std::optional<Sha256> salted_tree_root(std::span<const Sha256> leaves);

// What the seal event commits to (FORMAT.md §4, `content`): HMAC(S, "dossier-1/sealed\0" || the
// manifest lines, line feeds included, of all payload files but that event and the salt). Lines
// come in the order of the manifest, in pieces of any size.
class SealedContent {
 public:
  explicit SealedContent(const SealSecret& secret);  // which must outlive this object

  void update(ByteView manifest_lines) { hasher_.update(manifest_lines); }
  // Once.
  Sha256 finish() { return key_.end(hasher_); }

 private:
  const HmacSha256Key& key_;
  Sha256Hasher hasher_;
};

}  // namespace dossier
