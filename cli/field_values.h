// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "crypto/time.h"
#include "manifests/records/capture.h"

namespace dossier {

// How fields of records are spelled on the command line. What cannot be read is an Error (kUsage).

// The reason of "missing: REASON" (fields marked † in RECORDS of FORMAT.md); else empty.
std::string missing_reason(const std::string& text);
// Absent for an empty text.
OrMissing<std::string> value_or_missing(const std::string& text);
// Before and behind the first separator, spaces around it dropped; behind it may be nothing.
std::pair<std::string, std::string> split_at(const std::string& text, char separator);
Timestamp parse_time(const std::string& text, const std::string& option);
// "DE,direct", "DE" or ",tor".
Vantage parse_vantage(const std::string& text);
// "706:741=boilerplate"
RegionOverride parse_region_override(const std::string& text);

}  // namespace dossier
