// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bundle/verify.h"

namespace dossier {

enum class ArchiveFormat { kTar, kTarGzip, kTarZstd };

// Verifies a bundle and, if it was found sound, writes its files as a tar archive (POSIX pax, by
// libarchive), all in one folder named `folder`: the bag as other tools take it. Times, owners and
// order are fixed, so the same bundle gives the same bytes with the same libarchive. The bundle is
// read a second time for it; the archive gets its name only when that read gave the same digests.
// An Error if `output` exists or cannot be written, or if the bundle changes meanwhile.
VerifyReport export_archive(const std::string& bundle, VerifyOptions options,
                            const std::string& folder, const std::string& output,
                            ArchiveFormat format);

}  // namespace dossier
