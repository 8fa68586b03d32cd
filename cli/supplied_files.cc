// SPDX-License-Identifier: Apache-2.0
#include "cli/supplied_files.h"

#include "bundle/descriptor.h"

namespace dossier {
namespace {

constexpr std::uint64_t kMaxSuppliedBytes = std::uint64_t{1} << 30;

}  // namespace

std::vector<SuppliedFile> read_supplied_files(const std::vector<std::string>& paths) {
  std::vector<SuppliedFile> files;
  for (const std::string& path : paths) files.push_back({path, read_file(path, kMaxSuppliedBytes)});
  return files;
}

}  // namespace dossier
