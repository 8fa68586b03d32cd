// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <cerrno>
#include <unistd.h>
#include <utility>

#include "bundle/interrupt.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

}  // namespace

Output::Output(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

void Output::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() > kBufferBytes) {
    write_all(bytes);
  } else {
    buffer_ += bytes;
  }
}

void Output::line(std::string_view text) {
  write(text);
  write("\n");
}

void Output::flush() {
  const std::string pending = std::exchange(buffer_, {});
  write_all(pending);
}

void Output::close() {
  flush();
  if (!written_) return;
  // Some file systems report a failed write only here; a copy keeps the number itself open.
  const int copy = ::dup(descriptor_);
  if (copy < 0 || ::close(copy) != 0) throw system_error(errno, "write", name_);
}

void Output::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      throw_if_interrupted();
      continue;
    }
    if (count < 0) throw system_error(errno, "write", name_);
    written_ = true;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace dossier
