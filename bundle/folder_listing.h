// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/descriptor.h"
#include "crypto/bytes.h"

namespace dossier {

// All regular files below a folder, sorted by the bytes of their path, as they were when listed.
// Symbolic links are never followed: neither below the folder nor when a file is opened.
class FolderListing {
 public:
  // Lists `root`; what `skip` says yes to (paths below root, folders with a final /) is left out.
  // `prefix` is put before every path that is given out. An Error if a folder cannot be read.
  FolderListing(std::string root, std::string_view prefix,
                const std::function<bool(std::string_view path)>& skip);

  std::size_t count() const { return files_.size(); }
  std::string_view path(std::size_t index) const;
  std::uint64_t size(std::size_t index) const { return files_[index].size; }
  std::uint64_t total_bytes() const { return total_bytes_; }
  const std::string& root() const { return root_; }

  // What is neither a regular file nor a folder: its path, and what it is ("a symbolic link").
  struct Other {
    std::string path;
    std::string_view what;
  };
  const std::vector<Other>& others() const { return others_; }

  // Opens a listed file for reading. An Error if it is gone, has become something else, has another
  // size, or may not be read.
  Descriptor open(std::size_t index) const;
  // Throws an Error if the opened file is not what it was when listed (size, time of change).
  void require_unchanged(int fd, std::size_t index) const;
  // The place on disk, for messages.
  std::string full_path(std::size_t index) const;

 private:
  struct File {
    std::uint64_t name_at;
    std::uint64_t size;
    std::uint64_t inode;
    std::int64_t modified_ns;
    std::uint32_t name_bytes;
  };

  void list_folder(const std::string& folder, const std::function<bool(std::string_view)>& skip,
                   std::vector<std::string>& pending);

  std::string below_root(std::size_t index) const;

  std::string root_;
  std::string prefix_;
  Descriptor root_fd_;
  std::string names_;
  std::vector<File> files_;
  std::vector<Other> others_;
  std::uint64_t total_bytes_ = 0;
};

// Opens a path below a folder without following a symbolic link in any part of it. Sets errno and
// returns an empty descriptor on failure.
Descriptor open_beneath(int folder, const std::string& path, int flags);

}  // namespace dossier
