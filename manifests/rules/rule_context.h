// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/finding.h"

namespace dossier {

// What the rules are asked for.
//   packed   the records are those of a sealed bundle, or are about to be sealed
//   secrets  words that may stand nowhere, or null; must outlive the rules
struct RuleContext {
  Profile profile = Profile::kNewsroom;
  bool packed = false;
  const std::vector<std::string>* secrets = nullptr;
};

// A file of the case folder, records included; the path is from the folder's root.
struct PayloadFile {
  std::string path;
  std::uint64_t bytes = 0;
  Sha256 sha256;
};

// The files of a case by path. Does not own them.
class PayloadIndex {
 public:
  explicit PayloadIndex(const std::vector<PayloadFile>& files) {
    by_path_.reserve(files.size());
    for (const PayloadFile& file : files) by_path_.emplace(file.path, &file);
  }

  const PayloadFile* find(std::string_view path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string_view, const PayloadFile*> by_path_;
};

// Takes what the rules of one profile find. A code that is not run under the profile is dropped.
class RuleFindings {
 public:
  explicit RuleFindings(Profile profile) : profile_(profile) {}

  // `where` is a record's id, or a path where no record is concerned. An empty mend means the
  // code's own.
  void add(std::string_view code, std::string where, std::string pointer, std::string sentence,
           std::string mend = {}) {
    if (finding_code(code).severities[static_cast<std::size_t>(profile_)] == '-') return;
    Finding finding = make_finding(code, std::move(where), std::move(sentence), profile_);
    finding.pointer = std::move(pointer);
    finding.mend = std::move(mend);
    findings_.push_back(std::move(finding));
  }
  // Of the finding that was added last.
  void lower(Severity severity) { findings_.back().severity = severity; }

  Profile profile() const { return profile_; }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  Profile profile_;
  std::vector<Finding> findings_;
};

}  // namespace dossier
