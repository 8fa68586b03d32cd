// SPDX-License-Identifier: Apache-2.0
#include "crypto/sha256.h"

#include <algorithm>
#include <utility>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using DigestMethod = Handle<EVP_MD, EVP_MD_free>;

constexpr std::size_t kBlockBytes = 64;

// Fetched once: fetching by name costs more than hashing a small file.
const EVP_MD* method() {
  static const DigestMethod fetched(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
  if (!fetched) throw Error(ErrorKind::kUnavailable, "OpenSSL offers no SHA-256");
  return fetched.get();
}

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
  DigestContext context{EVP_MD_CTX_new()};
  bool begun = false;  // else the context must be set up before it takes bytes

  EVP_MD_CTX* begin() {
    if (!begun) require(EVP_DigestInit_ex2(context.get(), method(), nullptr));
    begun = true;
    return context.get();
  }
};

Sha256Hasher::Sha256Hasher() : state_(std::make_unique<State>()) {
  if (!state_->context) throw Error(ErrorKind::kUnavailable, "out of memory");
}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

void Sha256Hasher::update(ByteView bytes) {
  require(EVP_DigestUpdate(state_->begin(), bytes.data(), bytes.size()));
}

void Sha256Hasher::continue_from(const Sha256Hasher& other) {
  state_->begun = other.state_->begun;
  if (state_->begun) {
    require(EVP_MD_CTX_copy_ex(state_->context.get(), other.state_->context.get()));
  }
}

Sha256 Sha256Hasher::finish() {
  Sha256::Array digest{};
  require(EVP_DigestFinal_ex(state_->begin(), digest.data(), nullptr));
  state_->begun = false;
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
