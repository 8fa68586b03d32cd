// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/diff/diff_model.h"

namespace dossier {

// The difference for programs: schema "dossier/diff/1", published as
// manifests/schema/diff.schema.json. Complete, but for hunks beyond kMostHunks of one text. What
// would move a terminal's cursor or turn the reading order is written as JSON escapes.
std::string diff_json(const DiffModel& model);

}  // namespace dossier
