// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "tests/manifests/rules/letters_case.h"

namespace dossier {

// The records of a case in memory, read.
inline std::unique_ptr<Dossier> read_dossier(const CaseBuilder& builder) {
  std::vector<RecordFile> files;
  for (const auto& [path, bytes] : builder.payload()) {
    if (is_record_path(path)) files.push_back(read_record_file(path, bytes, Profile::kNewsroom));
  }
  return std::make_unique<Dossier>(std::move(files));
}

}  // namespace dossier
