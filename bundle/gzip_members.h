// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "bundle/decompressed.h"

namespace dossier {

// The members of a gzip file, each read as a whole, so that one that is cut off or whose checksum
// is wrong gives nothing (RFC 1952). A WARC has a member for each record.
class GzipMembers {
 public:
  static constexpr std::size_t kMostMemberBytes = std::size_t{32} << 20;  // compressed
  static constexpr std::size_t kMostMemberContent = std::size_t{64} << 20;

  explicit GzipMembers(Pieces source);
  ~GzipMembers();
  GzipMembers(const GzipMembers&) = delete;
  GzipMembers& operator=(const GzipMembers&) = delete;

  enum class Outcome {
    kMember,
    kEnd,
    kBad,       // the next one is damaged or cut off
    kNone,      // what is next is none
    kTooLarge,  // the next one is beyond the limits
  };
  // The piece holds what is in the next member, until the next call.
  Outcome next(ByteView& piece);
  std::uint64_t member_offset() const { return offset_; }  // of the member that is next
  // What next() did not take, and all that follows.
  Pieces rest();

 private:
  struct State;
  bool fill(std::size_t wanted);

  std::unique_ptr<State> state_;
  std::uint64_t offset_ = 0;
};

}  // namespace dossier
