// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "bundle/case_folder.h"
#include "manifests/finding.h"
#include "manifests/records/dossier.h"

namespace dossier {

// What a case folder holds, as far as it was asked for.
struct CaseRecords {
  Dossier dossier;                // the records of the kinds read
  std::vector<RecordId> all_ids;  // of all kinds, as the file names tell; sorted
};

// Reads the records of the kinds. A record that cannot be used is in the dossier with its findings;
// a file that cannot be read from the disk, or is larger than a record may be, is an Error.
CaseRecords read_case_records(const CaseFolder& folder, KindSet kinds,
                              Profile profile = Profile::kNewsroom);

}  // namespace dossier
