// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_transaction.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/interrupt.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

std::uint64_t size_of_regular_file(int file, const std::string& shown) {
  struct stat info {};
  if (::fstat(file, &info) != 0) throw system_error(errno, "read", shown);
  if (!S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::kUnavailable, "is not a regular file", shown);
  }
  return static_cast<std::uint64_t>(info.st_size);
}

}  // namespace

CaseTransaction::CaseTransaction(const CaseFolder& folder)
    : folder_(folder), in_{folder.fd(), folder.state_fd(), folder.root()} {
  staging_ = make_staging(in_);
}

CaseTransaction::~CaseTransaction() {
  if (!done_) discard_staging(in_);
}

void CaseTransaction::note(const std::string& path, bool must_exist) {
  if (!is_case_path(path) || !paths_.insert(path).second) {
    throw Error(ErrorKind::kDefect, "is no path for a change, or is changed twice", path);
  }
  struct stat info {};
  const Descriptor parent = open_parent(folder_.fd(), path, !must_exist);
  const std::string shown = folder_.full_path(path);
  if (!parent && !(must_exist && errno == ENOENT)) {
    throw system_error(errno, "open the folder of", shown);
  }
  const std::string name = path.substr(path.rfind('/') + 1);
  const bool exists =
      parent && ::fstatat(parent.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
  if (parent && !exists && errno != ENOENT) throw system_error(errno, "read", shown);
  if (exists && !must_exist) throw Error(ErrorKind::kRefused, "exists already", shown);
  if (!exists && must_exist) throw Error(ErrorKind::kRefused, "does not exist", shown);
  if (exists && !S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::kRefused, "is not a regular file", shown);
  }
}

Descriptor CaseTransaction::stage(const std::string& path) {
  const std::string name = std::to_string(++last_staged_);
  if (before_disk_step != nullptr) before_disk_step("stage");
  Descriptor file(::openat(staging_.get(), name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) throw system_error(errno, "write", folder_.full_path(path));
  changes_.push_back({name, path});
  return file;
}

void CaseTransaction::create(const std::string& path, ByteView bytes) {
  note(path, false);
  Descriptor file = stage(path);
  write_all(file.get(), bytes, folder_.full_path(path));
  file.close(folder_.full_path(path));
}

void CaseTransaction::replace(const std::string& path, ByteView bytes) {
  note(path, true);
  Descriptor file = stage(path);
  write_all(file.get(), bytes, folder_.full_path(path));
  file.close(folder_.full_path(path));
}

StoredFile CaseTransaction::create_from(const std::string& path, int source,
                                        const std::string& shown) {
  note(path, false);
  const std::uint64_t expected = size_of_regular_file(source, shown);
  Descriptor file = stage(path);
  Bytes buffer(kPieceBytes);
  Sha256Hasher hasher;
  std::uint64_t done = 0;
  while (const std::size_t count = read_up_to(source, buffer, shown)) {
    throw_if_interrupted();
    const ByteView piece = ByteView(buffer).first(count);
    write_all(file.get(), piece, folder_.full_path(path));
    hasher.update(piece);
    done += count;
  }
  file.close(folder_.full_path(path));
  if (done != expected || size_of_regular_file(source, shown) != expected) {
    throw Error(ErrorKind::kUnavailable, "changed while it was copied", shown,
                "Let nothing write to it, and try again.");
  }
  return {done, hasher.finish()};
}

void CaseTransaction::remove(const std::string& path) {
  note(path, true);
  changes_.push_back({{}, path});
}

std::string CaseTransaction::staged_file(const std::string& path) const {
  const auto found = std::find_if(changes_.begin(), changes_.end(),
                                  [&](const CaseChange& change) { return change.path == path; });
  if (found == changes_.end()) throw Error(ErrorKind::kDefect, "is not staged", path);
  return folder_.full_path(std::string(kStateFolder) + "/staging/" + found->staged);
}

std::vector<std::string> CaseTransaction::staged_from(std::size_t first) const {
  std::vector<std::string> paths;
  for (std::size_t i = first; i < changes_.size(); ++i) paths.push_back(changes_[i].path);
  return paths;
}

void CaseTransaction::take_back(const std::set<std::string>& paths) {
  std::erase_if(changes_, [&](const CaseChange& change) {
    if (!paths.contains(change.path)) return false;
    // Space on the disk only: what is left there is thrown away with the staging folder.
    if (!change.staged.empty()) ::unlinkat(staging_.get(), change.staged.c_str(), 0);
    paths_.erase(change.path);
    return true;
  });
  for (const std::string& path : paths) {  // folders made for them
    const std::string folder = path.substr(0, path.rfind('/'));
    const Descriptor parent = open_parent(folder_.fd(), folder, false);
    const std::string name = folder.substr(folder.rfind('/') + 1);
    if (parent) ::unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR);
  }
}

void CaseTransaction::commit() {
  throw_if_interrupted();
  if (changes_.empty()) return;
  try {
    write_journal(in_, changes_);
    apply_journal(in_, changes_);
  } catch (const Error& error) {
    if (!has_journal(in_.state_fd)) throw;
    throw Error(error.kind(),
                error.message() +
                    "; what this command does is recorded and will be finished by the "
                    "next command in this case folder",
                error.path(), error.hint());
  }
  done_ = true;
}

}  // namespace dossier
