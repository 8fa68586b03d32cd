// SPDX-License-Identifier: Apache-2.0
#include "crypto/sha256.h"

// The plain functions, although OpenSSL 3 advises the EVP ones: a leaf of the salted tree takes
// nine hashes of some sixty bytes, and EVP's bookkeeping costs as much again as the hashing.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <algorithm>
#include <utility>

#include <openssl/rand.h>
#include <openssl/sha.h>

#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kBlockBytes = 64;

void require(int result) {
  if (result != 1) throw Error(ErrorKind::kUnavailable, "OpenSSL cannot compute SHA-256");
}

}  // namespace

std::optional<Sha256> Sha256::parse(std::string_view hex) {
  Array array{};
  if (!decode_hex(hex, array)) return std::nullopt;
  return Sha256(array);
}

struct Sha256Hasher::State {
  SHA256_CTX context;

  State() { begin(); }
  void begin() { require(SHA256_Init(&context)); }
};

Sha256Hasher::Sha256Hasher() : state_(std::make_unique<State>()) {}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

void Sha256Hasher::update(ByteView bytes) {
  require(SHA256_Update(&state_->context, bytes.data(), bytes.size()));
}

void Sha256Hasher::continue_from(const Sha256Hasher& other) {
  state_->context = other.state_->context;
}

Sha256 Sha256Hasher::finish() {
  Sha256::Array digest{};
  require(SHA256_Final(digest.data(), &state_->context));
  state_->begin();
  return Sha256(digest);
}

Sha256 sha256(ByteView bytes) {
  thread_local Sha256Hasher hasher;
  hasher.update(bytes);
  return hasher.finish();
}

HmacSha256Key::HmacSha256Key(ByteView key) {
  std::array<std::uint8_t, kBlockBytes> block{};
  if (key.size() > kBlockBytes) {
    const Sha256 short_key = sha256(key);
    std::copy(short_key.bytes().begin(), short_key.bytes().end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (std::uint8_t& byte : block) byte ^= 0x36;
  inner_.update(block);
  for (std::uint8_t& byte : block) byte ^= 0x36 ^ 0x5C;
  outer_.update(block);
  wipe(block);
}

Sha256 HmacSha256Key::end(Sha256Hasher& hasher) const {
  const Sha256 inner = hasher.finish();
  hasher.continue_from(outer_);
  hasher.update(inner.bytes());
  return hasher.finish();
}

Sha256 hmac_sha256(ByteView key, ByteView message) {
  const HmacSha256Key prepared(key);
  Sha256Hasher hasher;
  prepared.begin(hasher);
  hasher.update(message);
  return prepared.end(hasher);
}

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) {
    throw Error(ErrorKind::kUnavailable, "the system gives no random bytes");
  }
  return bytes;
}

}  // namespace dossier
