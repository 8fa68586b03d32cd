// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <sys/types.h>

#include "crypto/bytes.h"

namespace dossier {

struct SmallFile {
  Bytes content;
  mode_t mode;
};

// Reads a whole regular file of at most limit bytes (keys and trust files; they are checked against
// the limit before memory is taken, and never waited for). nullopt only if there is nothing of that
// name, not even a dangling link; an Error (kUnavailable) for everything else: not readable, a
// folder or FIFO, too large, changing while it is read. The caller wipes a secret content.
std::optional<SmallFile> find_small_file(const std::string& path, std::size_t limit);
// The same, and a missing file is an Error too.
SmallFile read_small_file(const std::string& path, std::size_t limit);

}  // namespace dossier
