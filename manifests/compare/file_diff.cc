// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/file_diff.h"

namespace dossier {

std::vector<FileChange> compare_files(const std::vector<PayloadFile>& before,
                                      const std::vector<PayloadFile>& after) {
  std::vector<FileChange> changes;
  auto former = before.begin();
  auto file = after.begin();
  while (former != before.end() || file != after.end()) {
    const int order = former == before.end() ? 1
                      : file == after.end()  ? -1
                                             : former->path.compare(file->path);
    if (order < 0) {
      changes.push_back({Change::kRemoved, *former++, std::nullopt});
    } else if (order > 0) {
      changes.push_back({Change::kAdded, std::nullopt, *file++});
    } else {
      if (former->sha256 != file->sha256) changes.push_back({Change::kChanged, *former, *file});
      ++former;
      ++file;
    }
  }
  return changes;
}

}  // namespace dossier
