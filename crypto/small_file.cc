// SPDX-License-Identifier: Apache-2.0
#include "crypto/small_file.h"

#include <cerrno>
#include <fcntl.h>
#include <span>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/error.h"

namespace dossier {
namespace {

struct FileDescriptor {
  int number;
  ~FileDescriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

std::optional<SmallFile> find_small_file(const std::string& path, std::size_t limit) {
  // O_NONBLOCK: a FIFO that nobody writes to must not hang the program.
  const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat status = {};
  if (file.number < 0) {
    const int reason = errno;
    if (reason == ENOENT && ::lstat(path.c_str(), &status) != 0 && errno == ENOENT) {
      return std::nullopt;
    }
    throw system_error(reason, "read this file", path);
  }
  if (::fstat(file.number, &status) != 0) throw system_error(errno, "read this file", path);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::kUnavailable, "this is not a regular file", path);
  }
  if (static_cast<std::uintmax_t>(status.st_size) > limit) {
    throw Error(ErrorKind::kUnavailable,
                "this file has " + std::to_string(status.st_size) + " bytes; at most " +
                    std::to_string(limit) + " are read",
                path);
  }
  SmallFile out{Bytes(static_cast<std::size_t>(status.st_size)), status.st_mode};
  std::span<std::uint8_t> rest = out.content;
  while (!rest.empty()) {
    const ssize_t count = ::read(file.number, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(errno, "read this file", path);
    if (count == 0)
      throw Error(ErrorKind::kUnavailable, "this file shrank while it was read", path);
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  return out;
}

SmallFile read_small_file(const std::string& path, std::size_t limit) {
  std::optional<SmallFile> file = find_small_file(path, limit);
  if (!file) throw system_error(ENOENT, "read this file", path);
  return std::move(*file);
}

}  // namespace dossier
