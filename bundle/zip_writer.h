// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/descriptor.h"
#include "bundle/entry_source.h"
#include "crypto/bytes.h"
#include "crypto/sha256.h"

namespace dossier {

// Where ZipWriter gets the content of entries from, by the index that add() gave. Called from any
// thread.
class PayloadFiles {
 public:
  virtual ~PayloadFiles() = default;
  // The content, if it is in memory already; else open() is asked.
  virtual std::optional<ByteView> held(std::size_t index) const = 0;
  virtual Descriptor open(std::size_t index) const = 0;
  // Called after the last byte; throws an Error if the file is no longer what it was.
  virtual void require_unchanged(int fd, std::size_t index) const = 0;
  // For messages.
  virtual std::string shown_path(std::size_t index) const = 0;
};

// Writes entries of a canonical ZIP at places that are known before the first byte (FORMAT.md, "The
// container"). The caller adds all entries but the appendix first, then gives their content in any
// order, then appends, then finishes. Not thread-safe except where told.
class ZipWriter {
 public:
  // `top` is NAME/, put before every path. The views given to add() must outlive the writer.
  ZipWriter(int fd, std::string shown_path, std::string top);

  // The next entry in the order of the format; returns its index. No content yet.
  std::size_t add(std::string_view path, std::uint64_t size);
  std::size_t count() const { return entries_.size(); }
  std::string_view path(std::size_t index) const { return entries_[index].path; }
  std::uint64_t size(std::size_t index) const { return entries_[index].size; }
  std::uint64_t offset(std::size_t index) const { return entries_[index].offset; }
  // Where the next entry will begin.
  std::uint64_t end_offset() const { return end_offset_; }
  // How large the file gets with the entries added so far.
  std::uint64_t total_bytes() const;

  // Places an entry whose content is at hand; its size must be the one told. Returns its digest.
  // Safe on several threads for different entries.
  Sha256 put(std::size_t index, ByteView content);

  // Reads, hashes and places the entries named, each file read once, on several threads. The bytes
  // hashed are the bytes written, and the bytes that `visit` sees if `options.wanted` asks for
  // them; it is called for each entry from any thread. Throws an Error if a file is shorter or
  // longer than was told.
  void put_files(std::span<const std::size_t> indexes, const PayloadFiles& files,
                 const ReadOptions& options, const std::function<void(const EntryContent&)>& visit);

  // Places an entry that `generate` makes in pieces; they must add up to the size told.
  Sha256 put_generated(std::size_t index,
                       const std::function<void(const std::function<void(ByteView)>&)>& generate);

  // Writes directory and end records; the file is complete then.
  void finish();

 private:
  struct Entry {
    std::string_view path;
    std::uint64_t size;
    std::uint64_t offset;
    std::uint32_t crc;
  };
  class Worker;

  void append_header(Bytes& out, std::size_t index) const;
  std::size_t header_bytes(std::size_t index) const;

  int fd_;
  std::string shown_path_;
  std::string top_;
  std::vector<Entry> entries_;
  std::uint64_t end_offset_ = 0;
};

}  // namespace dossier
