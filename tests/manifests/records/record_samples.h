// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "manifests/records/record_id.h"

// One complete record of each kind in the stored form, all fields of its table filled, with no
// finding under any profile. Fictional throughout.
namespace dossier {

struct RecordSample {
  RecordKind kind;
  std::string_view path;
  std::string_view text;
};

const std::array<RecordSample, kRecordKinds>& record_samples();
const RecordSample& record_sample(RecordKind kind);

}  // namespace dossier
