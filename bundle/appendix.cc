// SPDX-License-Identifier: Apache-2.0
#include "bundle/appendix.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <libdeflate.h>

#include "bundle/layout.h"
#include "bundle/output_file.h"
#include "bundle/zip_format.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kTailBytes = kEndRecordBytes + kZip64LocatorBytes + kZip64EndBytes;

Error changed_error(const std::string& path) {
  return Error(ErrorKind::kUnavailable, "was changed since it was verified", path,
               "let nothing write to it, and run the command again");
}

std::string real_path(const std::string& path) {
  std::error_code failure;
  const std::filesystem::path real = std::filesystem::canonical(path, failure);
  if (failure) throw system_error(failure.value(), "open", path);
  return real.string();
}

void sync(int fd, const std::string& path) {
  if (::fsync(fd) != 0) throw system_error(errno, "write", path);
}

// A new file that is read and owned like the one it takes the place of, as far as may be.
void copy_access(int from, int to, const std::string& path) {
  struct stat info {};
  if (::fstat(from, &info) != 0) throw system_error(errno, "read", path);
  const bool same_owner = ::fchown(to, info.st_uid, info.st_gid) == 0;
  const mode_t mode = info.st_mode & (same_owner ? 07777U : 0777U);
  if (::fchmod(to, mode) != 0) throw system_error(errno, "set the permissions of", path);
}

}  // namespace

// The directory and end records of a bundle, and what they become.
struct Appendix::Tail {
  ZipEnd end;
  Bytes directory;
  std::string top;  // NAME/

  static Tail read(int fd, std::uint64_t file_bytes, const std::string& path) {
    Tail tail;
    Bytes last(static_cast<std::size_t>(std::min<std::uint64_t>(kTailBytes, file_bytes)));
    read_exactly(fd, last, file_bytes - last.size(), path);
    if (decode_end(last, file_bytes, tail.end)) throw changed_error(path);
    tail.directory.resize(static_cast<std::size_t>(tail.end.directory_bytes));
    read_exactly(fd, tail.directory, tail.end.directory_offset, path);
    ZipEntryInfo first;
    std::size_t header_bytes = 0;
    if (decode_directory_header(tail.directory, first, header_bytes)) throw changed_error(path);
    tail.top = first.name.substr(0, first.name.find('/') + 1);
    return tail;
  }

  // New entries, to stand where the directory was; and what follows the old directory then.
  struct Addition {
    Bytes entries;
    Bytes directory;  // of the new entries, and the end records
  };
  Addition with(const std::vector<AppendixFile>& files, const std::string& path) const {
    Addition addition;
    for (const AppendixFile& file : files) {
      const std::string name = top + file.path;
      const ZipEntryInfo info{name, file.bytes.size(),
                              libdeflate_crc32(0, file.bytes.data(), file.bytes.size()),
                              end.directory_offset + addition.entries.size()};
      append_local_header(addition.entries, info);
      addition.entries.insert(addition.entries.end(), file.bytes.begin(), file.bytes.end());
      append_directory_header(addition.directory, info);
    }
    const ZipEnd next{end.entries + files.size(), end.directory_bytes + addition.directory.size(),
                      end.directory_offset + addition.entries.size()};
    if (next.entries > kMaxEntries || next.directory_bytes > kMaxDirectoryBytes) {
      throw Error(ErrorKind::kRefused,
                  "is as large as a bundle may be, and takes no signature more", path,
                  "keep the signature beside it: --detached");
    }
    append_end(addition.directory, next);
    return addition;
  }
};

std::string leftover_of(const std::string& path) {
  return path + ".partial";
}

Descriptor open_locked_bundle(const std::string& path, bool& is_folder) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw system_error(errno, "open", path);
  is_folder = S_ISDIR(info.st_mode);
  if (!is_folder && !S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::kUnavailable, "is neither a regular file nor a folder", path);
  }
  Descriptor file(::open(path.c_str(), (is_folder ? O_RDONLY | O_DIRECTORY : O_RDWR) | O_CLOEXEC));
  if (!file) {
    throw system_error(errno, "write to", path, "work on a copy, or make the signature --detached");
  }
  // File systems that cannot lock say so with other errors; there two runs must not meet.
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    throw Error(ErrorKind::kUnavailable, "is being written to by another run of dossier", path,
                "wait until it has ended");
  }
  return file;
}

Appendix::State Appendix::state_of(int fd, const std::string& path) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw system_error(errno, "read", path);
  return {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino),
          static_cast<std::uint64_t>(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

Appendix::Appendix(const std::string& path, std::uint64_t rewrite_up_to)
    : path_(real_path(path)), rewrite_up_to_(rewrite_up_to) {
  file_ = open_locked_bundle(path_, is_folder_);
  state_ = state_of(file_.get(), path_);
  struct stat info {};
  if (!is_folder_ && ::lstat(leftover_of(path_).c_str(), &info) == 0) {
    throw Error(ErrorKind::kRefused, "is left from an interrupted run", leftover_of(path_),
                "run: dossier recover " + path);
  }
}

// The lock holds off runs of this program; this finds what other programs did meanwhile.
void Appendix::require_unchanged() const {
  const Descriptor now(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!now) throw changed_error(path_);
  if (state_of(now.get(), path_) != state_ || state_of(file_.get(), path_) != state_) {
    throw changed_error(path_);
  }
}

void Appendix::add(const std::vector<AppendixFile>& files) {
  require_unchanged();
  if (is_folder_) {
    add_to_folder(files);
  } else {
    const Tail tail = Tail::read(file_.get(), state_.bytes, path_);
    if (state_.bytes <= rewrite_up_to_) {
      write_anew(tail, files);
    } else {
      write_in_place(tail, files);
    }
  }
}

void Appendix::add_to_folder(const std::vector<AppendixFile>& files) const {
  const std::string folder = path_ + "/" + std::string(kSignaturesFolder);
  const bool is_new = ::mkdir(folder.c_str(), 0777) == 0;
  if (!is_new && errno != EEXIST) throw system_error(errno, "make the folder signatures in", path_);
  std::vector<std::string> added;
  added.reserve(files.size());
  try {
    for (const AppendixFile& file : files) {
      std::string path = path_ + "/" + file.path;
      OutputFile output(path, false, file.bytes.size());
      write_at(output.fd(), file.bytes, 0, path);
      output.commit();
      added.push_back(std::move(path));
    }
  } catch (...) {
    for (const std::string& path : added) ::unlink(path.c_str());
    if (is_new) ::rmdir(folder.c_str());
    throw;
  }
}

void Appendix::write_anew(const Tail& tail, const std::vector<AppendixFile>& files) const {
  const Tail::Addition addition = tail.with(files, path_);
  OutputFile output(path_, true,
                    state_.bytes + addition.entries.size() + addition.directory.size());
  Bytes piece(kPieceBytes);
  std::uint64_t at = 0;
  while (at < tail.end.directory_offset) {
    const std::size_t count = static_cast<std::size_t>(
        std::min<std::uint64_t>(piece.size(), tail.end.directory_offset - at));
    const std::span<std::uint8_t> part = std::span(piece).first(count);
    read_exactly(file_.get(), part, at, path_);
    write_at(output.fd(), part, at, path_);
    at += count;
  }
  for (const ByteView part :
       {ByteView(addition.entries), ByteView(tail.directory), ByteView(addition.directory)}) {
    write_at(output.fd(), part, at, path_);
    at += part.size();
  }
  copy_access(file_.get(), output.fd(), path_);
  require_unchanged();
  output.commit();
}

void Appendix::write_in_place(const Tail& tail, const std::vector<AppendixFile>& files) const {
  const Tail::Addition addition = tail.with(files, path_);
  sync(file_.get(), path_);
  std::uint64_t at = tail.end.directory_offset;
  try {
    for (const ByteView part :
         {ByteView(addition.entries), ByteView(tail.directory), ByteView(addition.directory)}) {
      write_at(file_.get(), part, at, path_);
      at += part.size();
    }
    sync(file_.get(), path_);
  } catch (const Error& error) {
    try {
      Bytes end;
      append_end(end, tail.end);
      write_at(file_.get(), tail.directory, tail.end.directory_offset, path_);
      write_at(file_.get(), end, tail.end.directory_offset + tail.directory.size(), path_);
      if (::ftruncate(file_.get(), static_cast<off_t>(state_.bytes)) != 0) {
        throw system_error(errno, "write", path_);
      }
      sync(file_.get(), path_);
    } catch (const Error&) {
      throw Error(error.kind(), error.message() + ", and what was begun could not be undone", path_,
                  "once the disk takes writes again, run: dossier recover " + path_);
    }
    throw;
  }
}

}  // namespace dossier
