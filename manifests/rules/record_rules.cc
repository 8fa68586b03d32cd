// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "manifests/json/reader.h"
#include "manifests/rules/rule_groups.h"

namespace dossier {

// Files beside the salt, and records that were too large to be read. What lies outside the folders
// of the format is the investigator's own, and is sealed like all else.
void check_records(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings) {
  constexpr std::string_view kSealFolder = "seal/";
  constexpr std::string_view kSaltFile = "seal/salt.txt";
  const auto check_record = [&](const PayloadFile& file) {
    if (!is_record_path(file.path) || index.dossier().find_file(file.path) != nullptr) return;
    findings.add("record.limit-exceeded", std::string(file.path), "",
                 "has " + std::to_string(file.bytes) + " bytes; at most " +
                     std::to_string(json::kMaxFileBytes) + " are read");
  };
  files.each_below(kHeadPath, check_record);
  files.each_below(kRecordsFolder, check_record);
  files.each_below(kSealFolder, [&](const PayloadFile& file) {
    if (file.path == kSaltFile) return;
    findings.add("record.misplaced", std::string(file.path), "",
                 "lies beside the salt, where nothing else may",
                 "Take the file out of the folder seal.");
  });
}

}  // namespace dossier
