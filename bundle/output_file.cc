// SPDX-License-Identifier: Apache-2.0
#include "bundle/output_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "crypto/error.h"

namespace dossier {
namespace {

constexpr const char* kLeftoverHint =
    "remove it if no other dossier is writing there; beside a bundle, dossier recover does so";
constexpr const char* kExistsHint = "choose another name with -o, or give --force to replace it";

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Error exists_error(const std::string& path) {
  return Error(ErrorKind::kRefused, "exists already", path, kExistsHint);
}

// Links the open file under a name that must be free; false with errno set if it did not work.
bool link_open_file(int fd, const std::string& path) {
  const std::string proc = "/proc/self/fd/" + std::to_string(fd);
  return ::linkat(AT_FDCWD, proc.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

// Renames to a name that must be free, as atomically as the file system can.
bool rename_to_free_name(const std::string& from, const std::string& to) {
#ifdef RENAME_NOREPLACE
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
#endif
  if (::link(from.c_str(), to.c_str()) == 0) {
    if (::unlink(from.c_str()) == 0) return true;
    const int why = errno;
    ::unlink(to.c_str());
    errno = why;
    return false;
  }
  if (errno == EEXIST) return false;
  struct stat info {};
  if (::lstat(to.c_str(), &info) == 0) {
    errno = EEXIST;
    return false;
  }
  return ::rename(from.c_str(), to.c_str()) == 0;
}

Descriptor open_folder_of(const std::string& path) {
  const std::string folder = folder_of(path);
  Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) throw system_error(errno, "open the folder", folder);
  return opened;
}

// Some file systems cannot sync folders and say EINVAL; there the rename is as durable as it gets.
bool sync_folder(const Descriptor& folder) {
  return ::fsync(folder.get()) == 0 || errno == EINVAL;
}

}  // namespace

void write_output_file(const std::string& path, bool replace, ByteView bytes) {
  OutputFile file(path, replace, bytes.size());
  write_all(file.fd(), bytes, path);
  file.commit();
}

void require_writable_output(const std::string& path, bool replace) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return;
  if (!S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::kRefused, "exists and is no regular file", path,
                "choose another name with -o");
  }
  if (!replace) throw exists_error(path);
}

void require_outside(const std::string& path, const std::string& folder) {
  std::error_code missing;  // what cannot be resolved is told when it is opened
  const auto inner = std::filesystem::canonical(folder_of(path), missing);
  if (missing) return;
  const auto outer = std::filesystem::canonical(folder, missing);
  if (missing) return;
  if (std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first != outer.end()) {
    return;
  }
  throw Error(ErrorKind::kRefused, "lies inside the case folder", path,
              "choose a place outside of it with -o");
}

OutputFile::OutputFile(std::string path, bool replace, std::uint64_t bytes)
    : path_(std::move(path)), replace_(replace) {
  require_writable_output(path_, replace_);
  const std::string folder = folder_of(path_);
#ifdef O_TMPFILE
  file_ = Descriptor(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
#endif
  if (!file_) {
    std::string partial = path_ + ".partial";
    file_ = Descriptor(::open(partial.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666));
    if (!file_ && errno == EEXIST) {
      throw Error(ErrorKind::kRefused, "is left from an interrupted run", partial, kLeftoverHint);
    }
    if (!file_) throw system_error(errno, "write into the folder", folder);
    partial_ = std::move(partial);
  }
  // Tells recover_bundle() that a file of the name NAME.partial is still being written. Where the
  // file system cannot lock, it is as if nobody wrote.
  ::flock(file_.get(), LOCK_EX | LOCK_NB);
  struct statvfs space {};
  if (::fstatvfs(file_.get(), &space) == 0) {
    const std::uint64_t free_bytes = std::uint64_t{space.f_bavail} * space.f_frsize;
    if (free_bytes < bytes) {
      if (!partial_.empty()) ::unlink(partial_.c_str());
      throw Error(ErrorKind::kUnavailable,
                  "needs " + std::to_string(bytes) + " bytes, and only " +
                      std::to_string(free_bytes) + " are free there",
                  path_, "free some space, or choose another place with -o");
    }
  }
}

OutputFile::~OutputFile() {
  if (!committed_ && !partial_.empty()) ::unlink(partial_.c_str());
}

void OutputFile::commit() {
  if (::fsync(file_.get()) != 0) throw system_error(errno, "write", path_);
  const Descriptor folder = open_folder_of(path_);  // while nothing has a name that could not be
  publish();
  committed_ = true;
  if (sync_folder(folder)) return;
  const int why = errno;
  if (!has_replaced_) {
    ::unlink(path_.c_str());
    throw system_error(why, "give the finished file its name", path_);
  }
  throw system_error(why, "make sure that the new file stays", path_,
                     "it is whole and has its name; run sync, and look for faults of the disk");
}

void OutputFile::publish() {
  if (partial_.empty()) {
    if (link_open_file(file_.get(), path_)) return;
    if (errno == EEXIST && !replace_) throw exists_error(path_);
    if (errno != EEXIST) throw system_error(errno, "give the finished file its name", path_);
    // Replacing is atomic only by rename, so the file gets a name beside the old one first.
    std::string partial = path_ + ".partial";
    if (!link_open_file(file_.get(), partial)) {
      if (errno == EEXIST) {
        throw Error(ErrorKind::kRefused, "is left from an interrupted run", partial, kLeftoverHint);
      }
      throw system_error(errno, "give the finished file its name", partial);
    }
    partial_ = std::move(partial);
  }
  struct stat info {};
  const bool is_there = replace_ && ::lstat(path_.c_str(), &info) == 0;
  const bool done = replace_ ? ::rename(partial_.c_str(), path_.c_str()) == 0
                             : rename_to_free_name(partial_, path_);
  has_replaced_ = done && is_there;
  if (done) return;
  if (errno == EEXIST) throw exists_error(path_);
  throw system_error(errno, "give the finished file its name", path_);
}

void sync_folder_of(const std::string& path) {
  if (!sync_folder(open_folder_of(path))) throw system_error(errno, "write", folder_of(path));
}

}  // namespace dossier
