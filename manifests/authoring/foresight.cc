// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/foresight.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "manifests/rules/check_dossier.h"

namespace dossier {
namespace {

std::string without_position(const std::string& sentence) {
  const std::size_t colon = sentence.starts_with("line ") ? sentence.find(": ") : std::string::npos;
  return colon == std::string::npos ? sentence : sentence.substr(colon + 2);
}

// Files come into the case with the records, and so does the event that names them.
bool is_of_files(std::string_view code) {
  return code.starts_with("capture.file-") || code == "event.capture-unrecorded";
}

}  // namespace

std::vector<Finding> foresee(const Dossier& now, const std::vector<AnyRecord>& planned,
                             Profile profile, const std::vector<RecordId>& expected) {
  std::vector<RecordFile> files = now.files();
  std::unordered_set<std::string> concerned;  // findings name a record by path or by id
  for (const AnyRecord& record : planned) {
    const std::string path = path_of(record);
    files.push_back(read_record_file(path, write_record(record), profile));
    concerned.insert(path);
    if (files.back().id) concerned.insert(files.back().id.text());
  }
  for (const RecordId& id : expected) {
    if (now.knows(id)) continue;
    RecordFile& file = files.emplace_back();
    file.path = id.path();
    file.kind = id.kind();
    file.id = id;
  }
  const Dossier then(std::move(files), profile);
  const CaseIndex index(then, RuleContext{.profile = profile});
  std::vector<Finding> findings = check_dossier(index, {}, {}).findings;
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.severity != Severity::kError || !concerned.contains(finding.where) ||
           is_of_files(finding.code);
  });
  for (Finding& finding : findings) finding.sentence = without_position(finding.sentence);
  return findings;
}

}  // namespace dossier
