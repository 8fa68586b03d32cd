// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "manifests/json/reader.h"
#include "manifests/rules/rule_groups.h"

namespace dossier {

// Files that are neither records nor captured, and records that were too large to be read.
void check_records(const CaseIndex& index, const std::vector<PayloadFile>& files,
                   RuleFindings& findings) {
  constexpr std::string_view kSealFolder = "seal/";
  for (const PayloadFile& file : files) {
    if (is_record_path(file.path)) {
      if (index.dossier().find_file(file.path) == nullptr)
        findings.add("record.limit-exceeded", file.path, "",
                     "has " + std::to_string(file.bytes) + " bytes; at most " +
                         std::to_string(json::kMaxFileBytes) + " are read");
    } else if (!file.path.starts_with(kCapturesFolder) && !file.path.starts_with(kSealFolder)) {
      findings.add("record.misplaced", file.path, "", "is no record and no captured file",
                   "Take the file out of the case folder, or add it with dossier add.");
    }
  }
}

}  // namespace dossier
