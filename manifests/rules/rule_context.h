// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
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

// All files of a case, sorted by path, each path once. Does not own them: there may be a million,
// and whoever has their names and digests need not hold them twice.
class PayloadIndex {
 public:
  using At = std::function<PayloadFile(std::size_t)>;

  PayloadIndex() = default;  // none
  PayloadIndex(std::size_t count, At at) : count_(count), at_(std::move(at)) {}
  PayloadIndex(const std::vector<PayloadFile>& files)
      : PayloadIndex(files.size(), [&files](std::size_t i) { return files[i]; }) {}

  std::optional<PayloadFile> find(std::string_view path) const {
    const std::size_t index = first_from(path);
    if (index == count_) return std::nullopt;
    PayloadFile file = at_(index);
    return file.path == path ? std::optional(file) : std::nullopt;
  }
  // Each file whose path begins so; all, for an empty prefix. Costs nothing for the others.
  template <typename Visit>
  void each_below(std::string_view prefix, Visit visit) const {
    for (std::size_t i = first_from(prefix); i < count_; ++i) {
      const PayloadFile file = at_(i);
      if (!file.path.starts_with(prefix)) return;
      visit(file);
    }
  }

 private:
  // The first whose path does not come before that one.
  std::size_t first_from(std::string_view path) const {
    std::size_t first = 0;
    for (std::size_t last = count_; first < last;) {
      const std::size_t middle = first + (last - first) / 2;
      if (at_(middle).path < path) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first;
  }

  std::size_t count_ = 0;
  At at_;
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
