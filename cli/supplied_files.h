// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "bundle/verify.h"

namespace dossier {

// What --with names: files that came beside a bundle, each read whole. An Error for a file that
// cannot be read, or is larger than 1 GiB.
std::vector<SuppliedFile> read_supplied_files(const std::vector<std::string>& paths);

}  // namespace dossier
