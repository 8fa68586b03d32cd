// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/time.h"

namespace dossier {

// SOURCE_DATE_EPOCH (seconds since 1970-01-01T00:00:00Z) if it is set, else the system's clock. An
// Error (kUsage) if it is set to anything but a whole number within the years 1970 to 9999.
Timestamp current_time();

}  // namespace dossier
