// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "manifests/compare/record_diff.h"
#include "manifests/rules/rule_context.h"

namespace dossier {

// One file that is not the same in both. The paths are not owned.
struct FileChange {
  Change change = Change::kChanged;
  std::optional<PayloadFile> before;
  std::optional<PayloadFile> after;

  std::string_view path() const { return after ? after->path : before->path; }
};

// Both lists sorted by path, each path once; the result is sorted by path.
std::vector<FileChange> compare_files(const std::vector<PayloadFile>& before,
                                      const std::vector<PayloadFile>& after);

}  // namespace dossier
