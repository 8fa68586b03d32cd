// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/bytes.h"
#include "manifests/finding.h"

namespace dossier {

struct ZipEntry {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint32_t name_at = 0;  // in the directory's bytes
  std::uint16_t name_bytes = 0;
};

// The central directory of a bundle (FORMAT.md, "The container"), as it lies in the file.
struct ZipDirectory {
  Bytes bytes;
  std::uint64_t offset = 0;
  std::vector<ZipEntry> entries;  // in their order, which is that of the file
  std::size_t top_bytes = 0;      // of the one top folder at the front of all names, with its slash

  std::string_view name(const ZipEntry& entry) const {
    return as_text(ByteView(bytes).subspan(entry.name_at, entry.name_bytes));
  }
};

// Reads directory and end records: each in its one form, the entries together tiling the file up to
// the directory, all in one top folder. Otherwise the first thing that is not so, container.*; the
// local headers of the entries are looked at only to find it. An Error where the file cannot be
// read.
std::variant<ZipDirectory, Finding> read_zip_directory(int fd, std::uint64_t file_bytes,
                                                       const std::string& path);

}  // namespace dossier
