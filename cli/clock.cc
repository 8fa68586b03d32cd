// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.h"

#include <cstdlib>
#include <ctime>
#include <string>

#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kMostDigits = 12;  // of a year below 10000

}  // namespace

Timestamp current_time() {
  const char* set = std::getenv("SOURCE_DATE_EPOCH");
  if (set == nullptr) {
    const auto now = Timestamp::from_unix(std::time(nullptr));
    if (now) return *now;
    throw Error(ErrorKind::kUnavailable, "the system's clock is beyond the year 9999");
  }
  const std::string digits = set;
  std::optional<Timestamp> time;
  if (!digits.empty() && digits.size() <= kMostDigits &&
      digits.find_first_not_of("0123456789") == std::string::npos) {
    time = Timestamp::from_unix(std::stoll(digits));
  }
  if (time) return *time;
  throw Error(ErrorKind::kUsage, "cannot be '" + digits + "'", "SOURCE_DATE_EPOCH",
              "It is a whole number of seconds since 1970-01-01T00:00:00Z, or not set at all.");
}

}  // namespace dossier
