// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "manifests/records/record_id.h"

namespace dossier {

// The id that this program gives to the event of that number and type: evt-0005-seal.
RecordId event_id(std::int64_t seq, std::string_view type);

}  // namespace dossier
