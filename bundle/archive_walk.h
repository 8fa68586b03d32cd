// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bundle/decompressed.h"
#include "bundle/progress.h"
#include "crypto/time.h"

namespace dossier {

// A file in an archive or a folder.
struct WalkedFile {
  std::string path;                   // as it is called there; for messages, never for the disk
  std::optional<Timestamp> modified;  // as the archive or the disk tells it
};

// Reads a zip, tar, tar.gz or folder once, file by file, in the order of the archive or of the
// paths. `visit` need not take all pieces. Links and devices are told by `other` with their path
// and what they are. Returns why reading ended early, a sentence without final stop, or nothing;
// the visit of a file that cannot be read to its end is left by an exception.
//
// An Error (kRefused) for what is no archive, for one that has a path twice, and for one that
// expands beyond kMostExpansion.
std::string walk_archive(
    const std::string& path, ProgressCounters* progress,
    const std::function<void(const WalkedFile& file, const Pieces& pieces)>& visit,
    const std::function<void(const std::string& path, const std::string& what)>& other);

// All of a file, but at most `limit` bytes and one: a longer result tells that there are more.
Bytes read_pieces(const Pieces& pieces, std::size_t limit);

}  // namespace dossier
