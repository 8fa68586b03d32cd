// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
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

// A file of the case folder, records included; the path is from the folder's root and is not owned.
struct PayloadFile {
  std::string_view path;
  std::uint64_t bytes = 0;
  Sha256 sha256;
};

// The files of a case by path. Does not own them.
class PayloadIndex {
 public:
  // Sorted by path, each path once.
  explicit PayloadIndex(const std::vector<PayloadFile>& files) : files_(files) {}

  const PayloadFile* find(std::string_view path) const {
    const auto found = std::lower_bound(
        files_.begin(), files_.end(), path,
        [](const PayloadFile& file, std::string_view wanted) { return file.path < wanted; });
    return found != files_.end() && found->path == path ? &*found : nullptr;
  }

 private:
  const std::vector<PayloadFile>& files_;
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
