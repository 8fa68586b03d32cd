// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// A SHA-256 digest (FIPS 180-4), 32 bytes.
class Sha256 {
 public:
  static constexpr std::size_t kSizeBytes = 32;
  using Array = std::array<std::uint8_t, kSizeBytes>;

  Sha256() = default;  // all zero
  explicit Sha256(const Array& bytes) : bytes_(bytes) {}
  // Exactly 64 lower-case hexadecimal digits.
  static std::optional<Sha256> parse(std::string_view hex);

  std::string hex() const { return to_hex(bytes_); }
  ByteView bytes() const { return bytes_; }

  friend bool operator==(const Sha256&, const Sha256&) = default;
  // As the bytes in their order. Digests differ in their first eight bytes, which are one number.
  friend std::strong_ordering operator<=>(const Sha256& a, const Sha256& b) {
    const std::uint64_t first = a.front();
    const std::uint64_t second = b.front();
    return first != second ? first <=> second : a.bytes_ <=> b.bytes_;
  }

 private:
  std::uint64_t front() const {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | bytes_[i];
    return number;
  }

  Array bytes_{};
};

// Takes a message in pieces. May be used again after finish(). One thread at a time.
class Sha256Hasher {
 public:
  Sha256Hasher();
  ~Sha256Hasher();
  Sha256Hasher(Sha256Hasher&&) noexcept;
  Sha256Hasher& operator=(Sha256Hasher&&) noexcept;

  void update(ByteView bytes);
  // Forgets what it took and stands where the other stands, which is only read.
  void continue_from(const Sha256Hasher& other);
  // The digest of all bytes since construction or the last finish().
  Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256 sha256(ByteView bytes);
// HMAC-SHA-256 (RFC 2104). The key may have any length.
Sha256 hmac_sha256(ByteView key, ByteView message);

// A key of HMAC-SHA-256 for many messages: its two blocks are hashed once. Any number of threads
// may use one key, each with a hasher of its own: begin(), then the message into the hasher, then
// end().
class HmacSha256Key {
 public:
  explicit HmacSha256Key(ByteView key);

  void begin(Sha256Hasher& hasher) const { hasher.continue_from(inner_); }
  Sha256 end(Sha256Hasher& hasher) const;

 private:
  Sha256Hasher inner_;
  Sha256Hasher outer_;
};

// From the system's generator; an Error if it fails.
Bytes random_bytes(std::size_t count);

}  // namespace dossier
