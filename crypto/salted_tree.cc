// SPDX-License-Identifier: Apache-2.0
#include "crypto/salted_tree.h"

#include <algorithm>
#include <cstddef>

#include "crypto/merkle_tree.h"

namespace dossier {
namespace {

// Domain separators end in their zero byte.
constexpr std::string_view kContentSalt{"dossier-1/content-salt\0", 23};
constexpr std::string_view kPathSalt{"dossier-1/path-salt\0", 20};
constexpr std::string_view kContent{"dossier-1/content\0", 18};
constexpr std::string_view kPath{"dossier-1/path\0", 15};
constexpr std::string_view kSealed{"dossier-1/sealed\0", 17};
constexpr std::size_t kMaxMessageBytes = 128;

// One hasher a thread: small messages cost less than making one.
Sha256Hasher& thread_hasher() {
  thread_local Sha256Hasher hasher;
  return hasher;
}

// A message of fixed length, put together on the stack.
class Message {
 public:
  void add(ByteView bytes) {
    std::copy(bytes.begin(), bytes.end(), bytes_.data() + size_);
    size_ += bytes.size();
  }
  void add(std::string_view text) { add(as_bytes(text)); }
  void add(const Sha256& digest) { add(digest.bytes()); }
  void add_u64be(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes_[size_++] = static_cast<std::uint8_t>(value >> shift);
    }
  }
  ByteView bytes() const { return ByteView(bytes_).first(size_); }

 private:
  std::array<std::uint8_t, kMaxMessageBytes> bytes_;
  std::size_t size_ = 0;
};

Sha256 derive_salt(const HmacSha256Key& key, std::string_view domain, std::string_view path) {
  Sha256Hasher& hasher = thread_hasher();
  key.begin(hasher);
  hasher.update(as_bytes(domain));
  hasher.update(as_bytes(path));
  return key.end(hasher);
}

SealSecret::Array random_array() {
  const Bytes bytes = random_bytes(SealSecret::kSizeBytes);
  SealSecret::Array array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

}  // namespace

SealSecret::SealSecret(const Array& bytes) : bytes_(bytes), key_(bytes_) {}

SealSecret SealSecret::random() {
  return SealSecret(random_array());
}

Sha256 SealSecret::content_salt(std::string_view path) const {
  return derive_salt(key_, kContentSalt, path);
}

Sha256 SealSecret::path_salt(std::string_view path) const {
  return derive_salt(key_, kPathSalt, path);
}

Sha256 SealSecret::leaf(std::string_view path, std::uint64_t size, const Sha256& digest) const {
  return salted_leaf(salted_content(content_salt(path), size, digest),
                     salted_name(path_salt(path), path));
}

Sha256 salted_content(const Sha256& content_salt, std::uint64_t size, const Sha256& digest) {
  Message message;
  message.add(kContent);
  message.add(content_salt);
  message.add_u64be(size);
  message.add(digest);
  return sha256(message.bytes());
}

Sha256 salted_name(const Sha256& path_salt, std::string_view path) {
  Message message;
  message.add(kPath);
  message.add(path_salt);
  message.add_u64be(path.size());
  Sha256Hasher& hasher = thread_hasher();
  hasher.update(message.bytes());
  hasher.update(as_bytes(path));
  return hasher.finish();
}

// The leaf's two halves are a node's shape, but for the prefix.
Sha256 salted_leaf(const Sha256& content, const Sha256& name) {
  Message message;
  message.add(content);
  message.add(name);
  return merkle_leaf(message.bytes());
}

std::optional<Sha256> salted_tree_root(std::span<const Sha256> leaves) {
  if (leaves.empty()) return std::nullopt;
  MerkleRoot tree;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (i > 0 && leaves[i - 1] >= leaves[i]) return std::nullopt;
    tree.add(leaves[i]);
  }
  return tree.root();
}

SealedContent::SealedContent(const SealSecret& secret) : key_(secret.key_) {
  key_.begin(hasher_);
  hasher_.update(as_bytes(kSealed));
}

}  // namespace dossier
