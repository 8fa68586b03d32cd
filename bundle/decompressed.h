// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "crypto/bytes.h"

namespace dossier {

// Gives the next piece of a stream; false at its end. Pieces live until the next call.
using Pieces = std::function<bool(ByteView& piece)>;

// Of an open file from its start; `shown` is its name in messages. Throws when interrupted. The
// descriptor must stay open.
Pieces pieces_of_file(int file, std::string shown);
// Of bytes that stay where they are, at most `most` in a piece.
Pieces pieces_of_bytes(ByteView bytes, std::size_t most);

// A stream that is more than that many times larger than what it was compressed to, beyond the
// first kFreeExpandedBytes, is taken for a bomb. Deflate cannot do more than 1,032.
inline constexpr std::uint64_t kMostExpansion = 250;
inline constexpr std::uint64_t kFreeExpandedBytes = std::uint64_t{1} << 30;

// A stream as it is, or what its gzip members hold, one after the other (RFC 1952). Members within
// the limits of GzipMembers are given as a whole, their checksums compared; larger ones, and what
// can be had of a file that is one damaged member, by libarchive, which compares none.
class Decompressed {
 public:
  explicit Decompressed(Pieces source);
  ~Decompressed();
  Decompressed(const Decompressed&) = delete;
  Decompressed& operator=(const Decompressed&) = delete;

  // False at the end, or where reading must stop: damage() tells. What the source throws, this
  // throws.
  bool next(ByteView& piece);
  // A sentence without final stop; empty when all is well.
  const std::string& damage() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dossier
