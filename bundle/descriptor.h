// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "crypto/bytes.h"

namespace dossier {

// Owns a POSIX file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  // Closes without looking at the result: for files that were only read, or are given up.
  void reset();
  // Closes a file that was written; an Error of kind kUnavailable if the system reports a failure.
  void close(const std::string& path);

 private:
  int fd_ = -1;
};

// All of these retry after EINTR, and throw an Error of kind kUnavailable that names `path`.

// Fills `out` from `offset`. The file being shorter is an Error: it changed while it was read.
void read_exactly(int fd, std::span<std::uint8_t> out, std::uint64_t offset,
                  const std::string& path);
// Reads from the current position until `out` is full or the end; tells how many bytes came.
std::size_t read_up_to(int fd, std::span<std::uint8_t> out, const std::string& path);
void write_at(int fd, ByteView bytes, std::uint64_t offset, const std::string& path);
// Writes at the current position: for pipes and terminals too.
void write_all(int fd, ByteView bytes, const std::string& path);

// An unnamed temporary file in $TMPDIR or /tmp, gone when it is closed.
Descriptor unnamed_temporary_file();

// The whole of a regular file of at most `limit` bytes; symbolic links are followed.
Bytes read_file(const std::string& path, std::uint64_t limit);

}  // namespace dossier
