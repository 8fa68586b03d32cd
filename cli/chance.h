// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

// Where records need chance. From the system's generator, unless DOSSIER_TEST_SEED is set: then the
// same commands write the same bytes, and whoever knows the seed can guess every nonce, so that
// withheld events could be found by trying. That is only for tests: it is an Error (kUsage) unless
// SOURCE_DATE_EPOCH is set too, and each use is told on standard error.
class Chance {
 public:
  static Chance from_environment();

  // 32 lower-case hexadecimal digits for the event of that number in the dossier.
  std::string nonce(std::string_view dossier_id, std::uint64_t seq) const;
  // A random UUID (RFC 9562, version 4) as "urn:uuid:…".
  std::string urn_uuid() const;

 private:
  std::optional<std::string> seed_;
};

}  // namespace dossier
