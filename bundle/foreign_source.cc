// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_source.h"

#include <atomic>
#include <cerrno>
#include <new>
#include <sys/stat.h>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "bundle/descriptor.h"
#include "bundle/folder_listing.h"
#include "bundle/interrupt.h"
#include "bundle/layout.h"
#include "bundle/utf8_names.h"
#include "bundle/workers.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using ArchiveReader = Handle<archive, archive_read_free>;

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
// The error number by which libarchive calls an archive malformed; EINVAL and -1 are others.
#ifdef EFTYPE
constexpr int kMalformed = EFTYPE;
#else
constexpr int kMalformed = EILSEQ;
#endif

class FolderFiles : public ForeignSource {
 public:
  explicit FolderFiles(const std::string& path) : listing_(path, "", nullptr) {
    for (const FolderListing::Other& other : listing_.others()) {
      others_.push_back({other.path, std::string(other.what)});
    }
  }

  void each(
      unsigned threads,
      const std::function<void(const std::string&, std::uint64_t, const Pieces&)>& visit) override {
    std::atomic<std::size_t> next{0};
    run_workers(worker_count(threads), [&](unsigned, const StopFlag& stop) {
      Bytes buffer(kPieceBytes);
      for (std::size_t i = next++; i < listing_.count() && !stop(); i = next++) {
        visit_one(i, buffer, visit);
      }
    });
  }

 private:
  void visit_one(
      std::size_t index, Bytes& buffer,
      const std::function<void(const std::string&, std::uint64_t, const Pieces&)>& visit) {
    Descriptor file;
    const std::string shown = listing_.full_path(index);
    visit(std::string(listing_.path(index)), listing_.size(index), [&](ByteView& piece) {
      if (!file) file = listing_.open(index);
      const std::size_t count = read_up_to(file.get(), buffer, shown);
      if (count == 0) listing_.require_unchanged(file.get(), index);
      piece = ByteView(buffer).first(count);
      return count != 0;
    });
  }

  FolderListing listing_;
};

class ArchiveFiles : public ForeignSource {
 public:
  explicit ArchiveFiles(std::string path) : path_(std::move(path)) {}

  // Whether libarchive knows it as one of the formats.
  bool is_known() {
    ArchiveReader reader = open();
    archive_entry* entry = nullptr;
    if (!reader) return false;
    if (archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) require_read(reader.get());
    const int format = archive_format(reader.get()) & ARCHIVE_FORMAT_BASE_MASK;
    is_zip_ = format == ARCHIVE_FORMAT_ZIP;
    return is_zip_ || format == ARCHIVE_FORMAT_TAR;
  }

  bool is_zip() const override { return is_zip_; }

  void each(
      unsigned,
      const std::function<void(const std::string&, std::uint64_t, const Pieces&)>& visit) override {
    others_.clear();
    damage_.clear();
    const Utf8Names names;
    ArchiveReader reader = open();
    if (!reader) throw Error(ErrorKind::kUnavailable, "cannot be read", path_);
    archive_entry* entry = nullptr;
    std::uint64_t count = 0;
    while (damage_.empty()) {
      throw_if_interrupted();
      const int result = archive_read_next_header(reader.get(), &entry);
      if (result == ARCHIVE_EOF) return;
      if (result != ARCHIVE_OK) {
        damage_ = reason(reader.get());
      } else if (++count > kMaxEntries) {
        damage_ = "holds more than " + std::to_string(kMaxEntries) + " entries";
      } else {
        visit_one(reader.get(), entry, visit);
      }
    }
  }

 private:
  ArchiveReader open() const {
    ArchiveReader reader(archive_read_new());
    if (!reader) throw Error(ErrorKind::kUnavailable, "out of memory", path_);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_zip(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), path_.c_str(), kPieceBytes) != ARCHIVE_OK) {
      require_read(reader.get());
      reader.reset();
    }
    return reader;
  }

  // An Error where the system is to blame for what libarchive could not do, and not the archive.
  void require_read(archive* reader) const {
    const int number = archive_errno(reader);
    if (number == ENOMEM) throw std::bad_alloc();
    const bool blames_archive = number <= 0 || number == kMalformed || number == EINVAL;
    if (!blames_archive) throw system_error(number, "read", path_);
  }

  std::string reason(archive* reader) const {
    require_read(reader);
    const char* const text = archive_error_string(reader);
    return text == nullptr ? "is damaged" : std::string("is damaged: ") + text;
  }

  void visit_one(
      archive* reader, archive_entry* entry,
      const std::function<void(const std::string&, std::uint64_t, const Pieces&)>& visit) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    if (name == nullptr) {
      damage_ = "has an entry whose name cannot be read";
      return;
    }
    std::string path(name);
    while (path.starts_with("./")) path.erase(0, 2);
    if (archive_entry_filetype(entry) == AE_IFDIR) return;
    if (path.empty()) {
      others_.push_back({path_, "an archive in which a file has no name"});
      return;
    }
    if (archive_entry_hardlink(entry) != nullptr) {
      others_.push_back({path, "a hard link"});
      return;
    }
    if (archive_entry_filetype(entry) != AE_IFREG) {
      others_.push_back({path, archive_entry_filetype(entry) == AE_IFLNK ? "a symbolic link"
                                                                         : "no regular file"});
      return;
    }
    modified_ = archive_entry_mtime_is_set(entry) != 0
                    ? Timestamp::from_unix(archive_entry_mtime(entry))
                    : std::nullopt;
    std::uint64_t expected_offset = 0;
    visit(path, size_of(entry), [&](ByteView& piece) {
      const void* bytes = nullptr;
      std::size_t count = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(reader, &bytes, &count, &offset);
      if (result == ARCHIVE_EOF) return false;
      if (result != ARCHIVE_OK) {
        damage_ = reason(reader);
        return false;
      }
      if (static_cast<std::uint64_t>(offset) != expected_offset) {
        damage_ = "has a file with holes, " + path;
        return false;
      }
      expected_offset += count;
      piece = ByteView(static_cast<const std::uint8_t*>(bytes), count);
      return true;
    });
  }

  static std::uint64_t size_of(archive_entry* entry) {
    return archive_entry_size_is_set(entry) != 0
               ? static_cast<std::uint64_t>(archive_entry_size(entry))
               : 0;
  }

  std::string path_;
  bool is_zip_ = false;
};

}  // namespace

std::unique_ptr<ForeignSource> open_foreign_source(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw system_error(errno, "open", path);
  if (S_ISDIR(info.st_mode)) return std::make_unique<FolderFiles>(path);
  if (!S_ISREG(info.st_mode)) return nullptr;
  auto files = std::make_unique<ArchiveFiles>(path);
  if (!files->is_known()) return nullptr;
  return files;
}

}  // namespace dossier
