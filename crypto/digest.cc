// SPDX-License-Identifier: Apache-2.0
#include "crypto/digest.h"

#include <algorithm>
#include <string>
#include <utility>

#include <openssl/evp.h>

#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::array<DigestKind, 6> kDigestKinds = {{
    {DigestAlgorithm::kMd5, "md5", 16, true},
    {DigestAlgorithm::kSha1, "sha1", 20, true},
    {DigestAlgorithm::kSha224, "sha224", 28, false},
    {DigestAlgorithm::kSha256, "sha256", 32, false},
    {DigestAlgorithm::kSha384, "sha384", 48, false},
    {DigestAlgorithm::kSha512, "sha512", 64, false},
}};

const EVP_MD* method_of(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kMd5:
      return EVP_md5();
    case DigestAlgorithm::kSha1:
      return EVP_sha1();
    case DigestAlgorithm::kSha224:
      return EVP_sha224();
    case DigestAlgorithm::kSha256:
      return EVP_sha256();
    case DigestAlgorithm::kSha384:
      return EVP_sha384();
    case DigestAlgorithm::kSha512:
      break;
  }
  return EVP_sha512();
}

}  // namespace

const std::array<DigestKind, 6>& digest_kinds() {
  return kDigestKinds;
}

const DigestKind& digest_kind(DigestAlgorithm algorithm) {
  return kDigestKinds.at(static_cast<std::size_t>(algorithm));
}

std::optional<DigestAlgorithm> digest_algorithm(std::string_view name) {
  const auto* const kind =
      std::find_if(kDigestKinds.begin(), kDigestKinds.end(),
                   [name](const DigestKind& each) { return each.name == name; });
  if (kind == kDigestKinds.end()) return std::nullopt;
  return kind->algorithm;
}

struct MultiHasher::State {
  struct Part {
    DigestAlgorithm algorithm;
    DigestContext context;

    void begin() {
      if (EVP_DigestInit_ex(context.get(), method_of(algorithm), nullptr) != 1) {
        throw Error(ErrorKind::kUnavailable, "OpenSSL here does not offer the digest " +
                                                 std::string(digest_kind(algorithm).name));
      }
    }
  };
  std::vector<Part> parts;
};

MultiHasher::MultiHasher(const std::vector<DigestAlgorithm>& algorithms)
    : state_(std::make_unique<State>()) {
  for (const DigestAlgorithm algorithm : algorithms) {
    State::Part& part = state_->parts.emplace_back();
    part.algorithm = algorithm;
    part.context.reset(EVP_MD_CTX_new());
    if (!part.context) throw Error(ErrorKind::kUnavailable, "out of memory");
    part.begin();
  }
}

MultiHasher::~MultiHasher() = default;
MultiHasher::MultiHasher(MultiHasher&&) noexcept = default;

void MultiHasher::update(ByteView bytes) {
  for (State::Part& part : state_->parts) {
    if (EVP_DigestUpdate(part.context.get(), bytes.data(), bytes.size()) != 1) {
      throw Error(ErrorKind::kUnavailable, "OpenSSL cannot compute a digest");
    }
  }
}

std::vector<Bytes> MultiHasher::finish() {
  std::vector<Bytes> digests;
  for (State::Part& part : state_->parts) {
    Bytes& digest = digests.emplace_back(digest_kind(part.algorithm).bytes);
    if (EVP_DigestFinal_ex(part.context.get(), digest.data(), nullptr) != 1) {
      throw Error(ErrorKind::kUnavailable, "OpenSSL cannot compute a digest");
    }
    part.begin();
  }
  return digests;
}

}  // namespace dossier
