// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"

namespace dossier {

// The digests that bags of other tools use (RFC 8493, section 2.4). Dossier's own is SHA-256 alone,
// and has a type of its own.
enum class DigestAlgorithm { kMd5, kSha1, kSha224, kSha256, kSha384, kSha512 };

struct DigestKind {
  DigestAlgorithm algorithm;
  std::string_view name;  // as in manifest-<name>.txt
  std::size_t bytes;
  bool is_weak;  // collisions can be made
};

const std::array<DigestKind, 6>& digest_kinds();
const DigestKind& digest_kind(DigestAlgorithm algorithm);
// By the name in lower case; nullopt for one that is not known.
std::optional<DigestAlgorithm> digest_algorithm(std::string_view name);

// One message under several algorithms, in pieces. An Error where OpenSSL does not offer one.
class MultiHasher {
 public:
  explicit MultiHasher(const std::vector<DigestAlgorithm>& algorithms);
  ~MultiHasher();
  MultiHasher(MultiHasher&&) noexcept;

  void update(ByteView bytes);
  // In the order of the algorithms; afterwards the next message begins.
  std::vector<Bytes> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dossier
