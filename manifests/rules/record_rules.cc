// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "manifests/json/reader.h"
#include "manifests/rules/rule_groups.h"

namespace dossier {

// Files beside the salt, and records that were too large to be read. What lies outside the folders
// of the format is the investigator's own, and is sealed like all else.
void check_records(const CaseIndex& index, const std::vector<PayloadFile>& files,
                   RuleFindings& findings) {
  constexpr std::string_view kSealFolder = "seal/";
  constexpr std::string_view kSaltFile = "seal/salt.txt";
  for (const PayloadFile& file : files) {
    if (is_record_path(file.path)) {
      if (index.dossier().find_file(file.path) == nullptr)
        findings.add("record.limit-exceeded", std::string(file.path), "",
                     "has " + std::to_string(file.bytes) + " bytes; at most " +
                         std::to_string(json::kMaxFileBytes) + " are read");
    } else if (file.path.starts_with(kSealFolder) && file.path != kSaltFile) {
      findings.add("record.misplaced", std::string(file.path), "",
                   "lies beside the salt, where nothing else may",
                   "Take the file out of the folder seal.");
    }
  }
}

}  // namespace dossier
