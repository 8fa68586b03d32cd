// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "bundle/descriptor.h"
#include "crypto/bytes.h"

namespace dossier {

// A file that appears under its name whole or not at all. Until commit() it has no name, or, where
// the file system cannot make unnamed files, the name NAME.partial, which is removed again whatever
// happens short of a crash.
class OutputFile {
 public:
  // An Error if the folder is missing or not writable, if `path` exists and `replace` is false
  // (kind kRefused), if it exists and is no regular file, or if less than `bytes` are free.
  OutputFile(std::string path, bool replace, std::uint64_t bytes);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  int fd() const { return file_.get(); }
  const std::string& path() const { return path_; }
  // Writes everything to the disk and gives the file its name; without `replace` an existing file
  // is never overwritten, even if it appeared meanwhile. Throws an Error, and then has no effect,
  // but for has_replaced().
  void commit();
  // The file has taken the place of another one. Should commit() have thrown nevertheless, that may
  // be undone if the machine stops now.
  bool has_replaced() const { return has_replaced_; }

 private:
  void publish();

  std::string path_;
  bool replace_;
  std::string partial_;  // empty while the file has no name
  Descriptor file_;
  bool committed_ = false;
  bool has_replaced_ = false;
};

// Makes such a file of these bytes.
void write_output_file(const std::string& path, bool replace, ByteView bytes);

// Throws the Error of OutputFile's constructor if `path` may not be written to.
void require_writable_output(const std::string& path, bool replace);

// Throws an Error (kRefused) if `path` lies in `folder` or below it, whatever links lead there: an
// output must not become part of what it is made from.
void require_outside(const std::string& path, const std::string& folder);

// Makes the renames in a folder durable; an Error if that fails.
void sync_folder_of(const std::string& path);

}  // namespace dossier
