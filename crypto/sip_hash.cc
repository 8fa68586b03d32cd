// SPDX-License-Identifier: Apache-2.0
#include "crypto/sip_hash.h"

#include <bit>
#include <cstddef>
#include <cstring>

#include "crypto/bytes.h"
#include "crypto/sha256.h"

namespace dossier {
namespace {

// At most eight bytes, the first the least significant.
std::uint64_t read_u64le(const char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&value, bytes, count);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
  }
  return value;
}

struct State {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void absorb(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

}  // namespace

SipHash::SipHash(std::uint64_t key0, std::uint64_t key1)
    : start_{key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261,
             key1 ^ 0x7465646279746573} {}

std::uint64_t SipHash::operator()(std::string_view text) const {
  State state{start_[0], start_[1], start_[2], start_[3]};
  const std::size_t whole = text.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) state.absorb(read_u64le(text.data() + i, 8));
  state.absorb(read_u64le(text.data() + whole, text.size() - whole) | std::uint64_t{text.size()}
                                                                          << 56);
  state.v2 ^= 0xFF;
  for (int i = 0; i < 4; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

const SipHash& process_sip_hash() {
  static const SipHash hash = [] {
    const Bytes key = random_bytes(16);
    const std::string_view text = as_text(key);
    return SipHash(read_u64le(text.data(), 8), read_u64le(text.data() + 8, 8));
  }();
  return hash;
}

}  // namespace dossier
