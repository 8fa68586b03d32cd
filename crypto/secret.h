// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "crypto/bytes.h"

namespace dossier {

// Bytes that are overwritten before their memory is given back. Moves, never copies. Whoever fills
// it from a growing buffer has to wipe that buffer himself.
class Secret {
 public:
  Secret() = default;
  explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
  explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
  ~Secret() { wipe(bytes_); }
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(Secret&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }

  ByteView bytes() const { return bytes_; }
  std::span<std::uint8_t> writable() { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  Bytes bytes_;
};

}  // namespace dossier
