// SPDX-License-Identifier: Apache-2.0
#include "cli/chance.h"

#include <cstdlib>

#include "cli/terminal.h"
#include "crypto/bytes.h"
#include "crypto/error.h"
#include "crypto/sha256.h"

namespace dossier {
namespace {

constexpr std::size_t kBytes = 16;

// Zero bytes part what is joined, so that no two questions are alike.
Bytes derived(std::string_view seed, std::string_view what, std::string_view detail) {
  std::string message = "dossier-test/";
  message += what;
  message += '\0';
  message += detail;
  const Sha256 digest = hmac_sha256(as_bytes(seed), as_bytes(message));
  return {digest.bytes().begin(), digest.bytes().begin() + kBytes};
}

}  // namespace

Chance Chance::from_environment() {
  Chance chance;
  const char* seed = std::getenv("DOSSIER_TEST_SEED");
  if (seed == nullptr) return chance;
  if (std::getenv("SOURCE_DATE_EPOCH") == nullptr) {
    throw Error(ErrorKind::kUsage, "is set without SOURCE_DATE_EPOCH", "DOSSIER_TEST_SEED",
                "It makes nonces that can be guessed, and is only for tests. Unset it.");
  }
  tell("dossier: DOSSIER_TEST_SEED is set: nonces can be guessed; only for tests\n");
  chance.seed_ = seed;
  return chance;
}

std::string Chance::nonce(std::string_view dossier_id, std::uint64_t seq) const {
  if (!seed_) return to_hex(random_bytes(kBytes));
  return to_hex(derived(*seed_, "nonce", std::string(dossier_id) + '\0' + std::to_string(seq)));
}

std::string Chance::urn_uuid() const {
  Bytes bytes = seed_ ? derived(*seed_, "uuid", {}) : random_bytes(kBytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // the variant of RFC 9562
  const std::string hex = to_hex(bytes);
  return "urn:uuid:" + hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20);
}

}  // namespace dossier
