// SPDX-License-Identifier: Apache-2.0
#include "bundle/extract.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <new>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "bundle/descriptor.h"
#include "bundle/output_file.h"
#include "crypto/error.h"
#include "crypto/handle.h"
#include "manifests/entry_path.h"

namespace dossier {
namespace {

using DiskWriter = Handle<archive, archive_write_free>;
using DiskEntry = Handle<archive_entry, archive_entry_free>;

constexpr int kSecureFlags = ARCHIVE_EXTRACT_SECURE_SYMLINKS | ARCHIVE_EXTRACT_SECURE_NODOTDOT |
                             ARCHIVE_EXTRACT_SECURE_NOABSOLUTEPATHS | ARCHIVE_EXTRACT_NO_OVERWRITE;
constexpr std::size_t kPieceBytes = std::size_t{1} << 18;

// A folder that is removed with all that is in it, unless it is kept.
class NewFolder {
 public:
  explicit NewFolder(const std::string& path)
      : path_(std::filesystem::absolute(path).lexically_normal().string()) {
    while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
    partial_ = path_ + ".partial";
    struct stat info {};
    if (::lstat(path_.c_str(), &info) == 0) {
      throw Error(ErrorKind::kRefused, "exists already", path_, "name a folder that does not");
    }
    if (::mkdir(partial_.c_str(), 0777) != 0) {
      throw system_error(errno, "make the folder", partial_,
                         errno == EEXIST ? "remove it: it is left from an interrupted run" : "");
    }
  }
  ~NewFolder() {
    if (kept_) return;
    try {
      std::error_code ignored;
      std::filesystem::remove_all(partial_, ignored);
    } catch (const std::bad_alloc&) {
      // It stays, and the next extraction names it.
    }
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  const std::string& partial() const { return partial_; }
  void keep() {
    if (::rename(partial_.c_str(), path_.c_str()) != 0) {
      throw system_error(errno, "give the folder its name", path_);
    }
    kept_ = true;
    try {
      sync_folder_of(path_);
    } catch (const Error&) {
      kept_ = ::rename(path_.c_str(), partial_.c_str()) != 0;
      throw;
    }
  }

 private:
  std::string path_;
  std::string partial_;
  bool kept_ = false;
};

// libarchive's disk writer takes relative paths only when it is to be safe, so the folder is the
// current one while this lives.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& path)
      : former_(::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (!former_ || ::chdir(path.c_str()) != 0) throw system_error(errno, "enter", path);
  }
  ~WorkingFolder() {
    if (::fchdir(former_.get()) != 0) {
      // The folder that we came from is gone; there is nowhere to go back to.
    }
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  Descriptor former_;
};

// Writes the entries of one thread, one after the other.
class FileSink {
 public:
  FileSink() : writer_(archive_write_disk_new()) {
    if (!writer_) throw Error(ErrorKind::kUnavailable, "out of memory");
    require(archive_write_disk_set_options(writer_.get(), kSecureFlags));
  }

  // The next piece of a file; each file comes whole before the next.
  void write(std::string_view path, ByteView piece) {
    if (path != current_) begin(path);
    while (!piece.empty()) {
      const la_ssize_t count = archive_write_data(writer_.get(), piece.data(), piece.size());
      if (count <= 0) require(ARCHIVE_FATAL);
      piece = piece.subspan(static_cast<std::size_t>(count));
    }
  }
  void close() {
    finish();
    require(archive_write_close(writer_.get()));
  }

 private:
  void begin(std::string_view path) {
    finish();
    const DiskEntry entry(archive_entry_new());
    if (!entry) throw Error(ErrorKind::kUnavailable, "out of memory");
    current_ = std::string(path);
    archive_entry_set_pathname(entry.get(), current_.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    require(archive_write_header(writer_.get(), entry.get()));
  }
  void finish() {
    if (current_.empty()) return;
    require(archive_write_finish_entry(writer_.get()));
    current_.clear();
  }
  // A warning of libarchive is never taken for success.
  void require(int result) const {
    if (result == ARCHIVE_OK) return;
    const char* reason = archive_error_string(writer_.get());
    const int number = archive_errno(writer_.get());
    throw Error(ErrorKind::kUnavailable,
                std::string("cannot be written: ") + (reason == nullptr ? "unknown" : reason) +
                    (number > 0 ? std::string(": ") + std::strerror(number) : ""),
                current_);
  }

  DiskWriter writer_;
  std::string current_;
};

}  // namespace

VerifyReport extract_bundle(const std::string& bundle, VerifyOptions options,
                            const std::string& folder) {
  NewFolder target(folder);
  const std::string source = bundle == "-" ? bundle : std::filesystem::absolute(bundle).string();
  options.threads = 1;
  VerifyReport report;
  {
    const WorkingFolder inside(target.partial());
    FileSink sink;
    options.tap = [&](std::string_view path, ByteView piece) {
      // A name that is refused is never used; the bundle will be found unsound for it.
      if (find_path_fault(path)) return;
      sink.write(path, piece);
    };
    report = verify_bundle(source, options);
    sink.close();
  }
  report.bundle = bundle;
  if (report.is_sound) target.keep();
  return report;
}

VerifyReport cat_bundle(const std::string& bundle, VerifyOptions options, std::string_view path,
                        const std::function<void(ByteView piece)>& take) {
  const Descriptor spool = unnamed_temporary_file();
  std::mutex mutex;
  bool found = false;
  std::uint64_t bytes = 0;
  options.tap = [&](std::string_view entry, ByteView piece) {
    if (entry != path) return;
    const std::lock_guard lock(mutex);
    write_at(spool.get(), piece, bytes, "temporary file");
    bytes += piece.size();
    found = true;
  };
  const VerifyReport report = verify_bundle(bundle, options);
  if (!report.is_sound) return report;
  if (!found) {
    throw Error(ErrorKind::kRefused, "has no file " + std::string(path), bundle,
                "dossier inspect --files shows what it has");
  }
  Bytes buffer(kPieceBytes);
  for (std::uint64_t at = 0; at < bytes;) {
    const std::size_t count =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes - at));
    read_exactly(spool.get(), std::span(buffer).first(count), at, "temporary file");
    take(ByteView(buffer).first(count));
    at += count;
  }
  return report;
}

}  // namespace dossier
