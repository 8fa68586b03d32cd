// SPDX-License-Identifier: Apache-2.0
#include "crypto/keygen.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/bytes.h"
#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/sha256.h"

namespace dossier {
namespace {

// A file under a name of its own until publish(); removed again by the destructor unless kept.
class NewFile {
 public:
  NewFile(const std::string& path, mode_t mode, ByteView content)
      : path_(path), current_(path + ".partial-" + to_hex(random_bytes(6))) {
    const int file = ::open(current_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
      const int reason = errno;
      current_.clear();
      throw system_error(reason, "write the key", path);
    }
    const int reason = write_all(file, mode, content);
    if (::close(file) != 0 || reason != 0) {
      const int first = reason != 0 ? reason : errno;
      remove();
      throw system_error(first, "write the key", path);
    }
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() { remove(); }

  // Gives the file its name, or throws because there is one of that name.
  void publish() {
    if (::link(current_.c_str(), path_.c_str()) == 0) {
      ::unlink(current_.c_str());
    } else {
      rename_without_replacing();
    }
    current_ = path_;
  }
  void keep() { current_.clear(); }

 private:
  static int write_all(int file, mode_t mode, ByteView content) {
    if (::fchmod(file, mode) != 0 && errno != EPERM) return errno;
    while (!content.empty()) {
      const ssize_t count = ::write(file, content.data(), content.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return errno;
      content = content.subspan(static_cast<std::size_t>(count));
    }
    return ::fsync(file) == 0 ? 0 : errno;
  }

  // For file systems without hard links, such as those of memory sticks.
  void rename_without_replacing() {
    int reason = errno;
#ifdef RENAME_NOREPLACE
    if (reason != EEXIST) {
      if (::renameat2(AT_FDCWD, current_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) {
        return;
      }
      reason = errno;
    }
#endif
    if (reason == EEXIST) {
      throw Error(ErrorKind::kRefused, "this file exists already", path_,
                  "a key is never overwritten; choose another name");
    }
    throw system_error(reason, "write the key", path_);
  }

  void remove() {
    if (!current_.empty()) ::unlink(current_.c_str());
    current_.clear();
  }

  std::string path_;
  std::string current_;
};

bool is_printable(const std::string& comment) {
  return std::none_of(comment.begin(), comment.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

}  // namespace

PublicKey write_ed25519_pair(const std::string& path, const std::string& comment) {
  if (!is_printable(comment)) {
    throw Error(ErrorKind::kUsage, "the comment of a key must not hold control characters");
  }
  const PrivateKey key = PrivateKey::generate_ed25519();
  const Secret secret_text = key.to_openssh(comment);
  const std::string public_text = key.public_key().line(comment) + '\n';
  NewFile secret_file(path, 0600, secret_text.bytes());
  NewFile public_file(path + ".pub", 0644, as_bytes(public_text));
  secret_file.publish();
  public_file.publish();
  secret_file.keep();
  public_file.keep();
  return key.public_key();
}

}  // namespace dossier
