// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "manifests/finding.h"

namespace dossier {

// What is wrong between the names of one container, each of which find_path_fault() accepted
// (FORMAT.md §3.6); names first, then folders, each in the order of the list:
//   container.duplicate    the same name a second time
//   path.collision         a name that differs from an earlier one only in case or normal form
//   path.folder-conflict   a file that is also a folder of another, with or without regard to case
// Linear in the bytes of all names, whatever they are; takes 16 to 24 bytes a name.
std::vector<Finding> find_path_conflicts(std::span<const std::string_view> paths);

}  // namespace dossier
