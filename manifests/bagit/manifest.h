// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/sha256.h"

namespace dossier {

// manifest-sha256.txt and tagmanifest-sha256.txt in their one form (FORMAT.md §4): lines of 64
// lower-case hexadecimal digits, two spaces, the path and a line feed, strictly increasing by the
// bytes of the path. Bags that others made have more forms and their own reader.

inline constexpr std::size_t kMaxManifestLineBytes = 1200;  // without the line feed

struct ManifestEntry {
  Sha256 digest;
  std::string_view path;  // into the text that was parsed
};

// What is wrong first: bag.manifest-line, bag.manifest-order or limit.manifest-line, the line from
// 1, and a sentence that begins with "line N".
struct ManifestFault {
  std::string_view code;
  std::size_t line;
  std::string sentence;
};

struct ParsedManifest {
  std::vector<ManifestEntry> entries;  // the lines before the fault
  std::optional<ManifestFault> fault;
};

// Linear, and takes memory only for the entries. A manifest may be empty. The paths are not checked
// against FORMAT.md §3.6: one that equals the name of a checked entry is good, and any other must
// pass find_path_fault() before a file is opened by it.
ParsedManifest parse_manifest(ByteView text);

void append_manifest_line(std::string& out, const Sha256& digest, std::string_view path);

}  // namespace dossier
