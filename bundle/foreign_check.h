// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bundle/foreign_signatures.h"
#include "bundle/progress.h"
#include "manifests/finding.h"

namespace dossier {

struct ForeignVerdict {
  std::string version;  // of BagIt, "0.97"; empty when bagit.txt could not be read
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // of the files
  std::vector<Finding> findings;
  ForeignSignatures signatures;  // their findings are among the others
};

// A bag that another tool made: a folder, or a zip, tar or tar.gz that holds one (libarchive, these
// formats and filters only). nullopt when it is none: when nothing of a bag is there, or when
// anything shows that it was packed as a dossier, for then the rules of dossiers hold and nothing
// less. Reads the files twice: names and tag files, then all bytes. An Error where the file or
// folder cannot be read; an archive that is damaged is not valid and never an Error.
std::optional<ForeignVerdict> check_foreign_bag(const std::string& path, unsigned threads,
                                                ProgressCounters* progress,
                                                const ForeignTrust& rules);

}  // namespace dossier
