// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace dossier {

// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed 64-bit hash for tables, whose collisions
// nobody can prepare who does not know the key. Never a digest: 64 bits prove nothing.
class SipHash {
 public:
  SipHash(std::uint64_t key0, std::uint64_t key1);

  // The hash of a text; the object stays as it was.
  std::uint64_t operator()(std::string_view text) const;

 private:
  std::uint64_t start_[4];
};

// With a key drawn once for this process.
const SipHash& process_sip_hash();

}  // namespace dossier
