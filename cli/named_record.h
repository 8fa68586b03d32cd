// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/case_work.h"

namespace dossier {

// Sources and agents as people name them: by id or by name. An Error (kRefused) when there is none,
// with the command that makes one, or when several have the name. `option` is what named it.
RecordId source_named(const CaseWork& work, const std::string& named, const std::string& option);
RecordId agent_named(const CaseWork& work, const std::string& named, const std::string& option);

// The file of the record that ID names: an id, or "head" for dossier.json. An Error that names the
// nearest id of the case when there is none. All records must have been read.
const RecordFile& record_file_named(const Dossier& dossier, const std::string& named);

}  // namespace dossier
