// SPDX-License-Identifier: Apache-2.0
#include "bundle/descriptor.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/error.h"

namespace dossier {
namespace {

constexpr const char* kDiskFullHint = "free some space, or choose another place with -o or TMPDIR";

[[noreturn]] void throw_write_error(const std::string& path) {
  const bool full = errno == ENOSPC || errno == EDQUOT;
  throw system_error(errno, "write", path, full ? kDiskFullHint : "");
}

}  // namespace

void Descriptor::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void Descriptor::close(const std::string& path) {
  if (fd_ >= 0 && ::close(std::exchange(fd_, -1)) != 0 && errno != EINTR) throw_write_error(path);
}

void read_exactly(int fd, std::span<std::uint8_t> out, std::uint64_t offset,
                  const std::string& path) {
  while (!out.empty()) {
    const ssize_t count = ::pread(fd, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(errno, "read", path);
    if (count == 0) {
      throw Error(ErrorKind::kUnavailable, "became shorter while it was read", path,
                  "let nothing write to it, or work on a copy");
    }
    out = out.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

std::size_t read_up_to(int fd, std::span<std::uint8_t> out, const std::string& path) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t count = ::read(fd, out.data() + done, out.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(errno, "read", path);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

void write_at(int fd, ByteView bytes, std::uint64_t offset, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_write_error(path);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

void write_all(int fd, ByteView bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_write_error(path);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

Descriptor unnamed_temporary_file() {
  const char* folder = std::getenv("TMPDIR");
  if (folder == nullptr || *folder == '\0') folder = "/tmp";
  Descriptor file(::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file) return file;
  std::string name = std::string(folder) + "/dossier-XXXXXX";
  file = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) throw system_error(errno, "make a temporary file", folder, "set TMPDIR");
  ::unlink(name.c_str());
  return file;
}

Bytes read_file(const std::string& path, std::uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) throw system_error(errno, "open", path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", path);
  if (!S_ISREG(info.st_mode)) throw Error(ErrorKind::kUnavailable, "is not a regular file", path);
  if (static_cast<std::uint64_t>(info.st_size) > limit) {
    throw Error(ErrorKind::kRefused,
                "has " + std::to_string(info.st_size) + " bytes, at most " + std::to_string(limit) +
                    " are read",
                path);
  }
  Bytes bytes(static_cast<std::size_t>(info.st_size));
  read_exactly(file.get(), bytes, 0, path);
  return bytes;
}

}  // namespace dossier
