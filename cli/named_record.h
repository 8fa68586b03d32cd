// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/case_work.h"

namespace dossier {

// Sources and agents as people name them: by id or by name. An Error (kRefused) when there is none,
// with the command that makes one, or when several have the name. `option` is what named it.
RecordId source_named(const CaseWork& work, const std::string& named, const std::string& option);
RecordId agent_named(const CaseWork& work, const std::string& named, const std::string& option);

}  // namespace dossier
