// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/progress.h"
#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "manifests/finding.h"

namespace dossier {

// One entry after its only read.
struct EntryContent {
  std::size_t index;
  Sha256 digest;
  // The CRC-32 is that of the header; always true in a folder, which has none.
  bool crc_agrees;
  // The whole content if it was asked for, valid during the call only; else empty.
  ByteView bytes;
};

struct ReadOptions {
  unsigned threads = 0;  // 0: one a core
  ProgressCounters* progress = nullptr;
  // Entries whose whole content `visit` shall see; asked on any thread. Only what the caller's own
  // limits allow may be asked for: it is held in memory. Null: none.
  std::function<bool(std::size_t index)> wanted;
  // Sees every piece of every entry in order, before it is known whether the entry is right; an
  // empty entry as one empty piece. With one thread, entries come in order too. Null: nobody.
  std::function<void(std::size_t index, ByteView piece)> tap;
};

// What a bundle holds: its files in the order of the format, below the top folder. The paths live
// as long as the source. Reading is positioned and works from any thread; memory does not grow with
// the size of files.
class EntrySource {
 public:
  virtual ~EntrySource() = default;
  // NAME, the one top folder of a ZIP; none for a folder, whose own name means nothing.
  virtual std::optional<std::string_view> top_folder() const = 0;
  virtual std::size_t count() const = 0;
  virtual std::string_view path(std::size_t index) const = 0;
  virtual std::uint64_t size(std::size_t index) const = 0;
  // Reads the entries [first, last) once, in parallel, and calls `visit` for each from any thread
  // and in any order. Appends container.* findings that only reading can show. Throws an Error if
  // the file cannot be read or changes meanwhile.
  virtual void read(std::size_t first, std::size_t last, const ReadOptions& options,
                    const std::function<void(const EntryContent&)>& visit,
                    std::vector<Finding>& findings) const = 0;
  // Throws an Error if the file or folder is not what it was when it was opened.
  virtual void require_unchanged() const = 0;
};

// What opening found out. There is no source when the structure does not allow reading at all.
struct OpenedSource {
  std::unique_ptr<EntrySource> source;
  std::vector<Finding> findings;
  std::uint64_t bytes = 0;  // of the file, or of all files of the folder
};

// A bundle as one ZIP file (FORMAT.md, "The container"). An Error if the file cannot be read.
OpenedSource open_zip_source(const std::string& path);
// The same from standard input: spooled to an unnamed file first, then judged like any other.
OpenedSource open_zip_source_from_pipe(int fd);
// A bundle unpacked as a folder. Only regular files count; a symbolic link is a finding.
OpenedSource open_folder_source(const std::string& path);

// Where in the order of the format a path stands: 0 bagit.txt, 1 bag-info.txt, 2 data/, 3 seal/, 4
// and 5 the manifests, 6 signatures/; 7 is no place of the format.
int format_rank(std::string_view path);
// Whether `a` stands before `b` in a bundle; false for equal paths.
bool in_format_order(std::string_view a, std::string_view b);

}  // namespace dossier
