// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/foresight.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "manifests/rules/check_dossier.h"

namespace dossier {

std::string without_position(const std::string& sentence) {
  const std::size_t colon = sentence.starts_with("line ") ? sentence.find(": ") : std::string::npos;
  return colon == std::string::npos ? sentence : sentence.substr(colon + 2);
}

namespace {

// Files come into the case with the records, and so does the event that names them.
bool is_of_files(std::string_view code) {
  return code.starts_with("capture.file-") || code == "event.capture-unrecorded";
}

std::vector<Finding> errors_of(const Dossier& dossier, Profile profile) {
  const CaseIndex index(dossier, RuleContext{.profile = profile});
  std::vector<Finding> findings = check_dossier(index, {}, {}).findings;
  std::erase_if(findings, [](const Finding& finding) {
    return finding.severity != Severity::kError || is_of_files(finding.code);
  });
  for (Finding& finding : findings) finding.sentence = without_position(finding.sentence);
  return findings;
}

// What makes a finding the same one before and after a change.
std::string identity(const Finding& finding) {
  return std::string(finding.code) + '\n' + finding.where + '\n' + finding.sentence;
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
  std::vector<Finding> findings = errors_of(then, profile);
  std::erase_if(findings,
                [&](const Finding& finding) { return !concerned.contains(finding.where); });
  return findings;
}

std::vector<Finding> foresee_new_errors(const Dossier& now, const std::vector<AnyRecord>& planned,
                                        const std::vector<RecordId>& removed, Profile profile) {
  const std::unordered_set<RecordId> gone(removed.begin(), removed.end());
  std::vector<RecordFile> files;
  for (const RecordFile& file : now.files()) {
    if (!file.id || !gone.contains(file.id)) files.push_back(file);
  }
  for (const AnyRecord& record : planned) {
    files.push_back(read_record_file(path_of(record), write_record(record), profile));
  }
  std::unordered_set<std::string> before;
  for (const Finding& finding : errors_of(now, profile)) before.insert(identity(finding));
  std::vector<Finding> findings = errors_of(Dossier(std::move(files), profile), profile);
  std::erase_if(findings,
                [&](const Finding& finding) { return before.contains(identity(finding)); });
  return findings;
}

}  // namespace dossier
