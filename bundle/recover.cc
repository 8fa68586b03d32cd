// SPDX-License-Identifier: Apache-2.0
#include "bundle/recover.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <libdeflate.h>

#include "bundle/appendix.h"
#include "bundle/appendix_names.h"
#include "bundle/entry_source.h"
#include "bundle/interrupt.h"
#include "bundle/layout.h"
#include "bundle/zip_format.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxHeaderBytes = kLocalHeaderBytes + 255 + 1 + 1024 + 20;

// Reads entry after entry from the start of the file, by the local headers alone.
class EntryScan {
 public:
  EntryScan(int fd, std::uint64_t file_bytes, const std::string& path)
      : fd_(fd), path_(path), file_bytes_(file_bytes), piece_(kPieceBytes) {}

  // The next whole entry with true CRC-32; none where there is no such entry.
  bool next() {
    throw_if_interrupted();
    header_.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(kMaxHeaderBytes, file_bytes_ - at_)));
    read_exactly(fd_, header_, at_, path_);
    ZipEntryInfo info;
    if (!decode_local_header(header_, info)) return false;
    const std::uint64_t header = local_header_bytes(info.name.size(), info.size);
    if (header > file_bytes_ - at_ || info.size > file_bytes_ - at_ - header) return false;
    if (crc_of(at_ + header, info.size) != info.crc) return false;
    info.offset = at_;
    entry = info;
    at_ += header + info.size;
    return true;
  }
  std::uint64_t at() const { return at_; }

  ZipEntryInfo entry;  // valid until the next call

 private:
  std::uint32_t crc_of(std::uint64_t from, std::uint64_t size) {
    std::uint32_t crc = 0;
    while (size != 0) {
      const std::size_t count =
          static_cast<std::size_t>(std::min<std::uint64_t>(piece_.size(), size));
      const std::span<std::uint8_t> part = std::span(piece_).first(count);
      read_exactly(fd_, part, from, path_);
      crc = libdeflate_crc32(crc, part.data(), count);
      from += count;
      size -= count;
    }
    return crc;
  }

  int fd_;
  const std::string& path_;
  std::uint64_t file_bytes_;
  std::uint64_t at_ = 0;
  Bytes piece_;
  Bytes header_;
};

// What is kept of a bundle: its entries up to `end.directory_offset`, and their directory.
struct Kept {
  Bytes directory;
  ZipEnd end;
  std::vector<std::string> appendix;

  void add(const ZipEntryInfo& entry, std::uint64_t end_of_entry) {
    append_directory_header(directory, entry);
    end = {end.entries + 1, directory.size(), end_of_entry};
    if (end.entries > kMaxEntries || end.directory_bytes > kMaxDirectoryBytes) {
      throw Error(ErrorKind::kRefused, "holds more than a bundle may");
    }
  }
};

Error damaged(const std::string& path) {
  return Error(
      ErrorKind::kRefused,
      "is damaged in what was sealed; only an interrupted addition behind it can be mended", path,
      "ask for the bundle again, or take it from a backup");
}

Kept scan(int fd, std::uint64_t file_bytes, const std::string& path) {
  EntryScan entries(fd, file_bytes, path);
  Kept kept;
  std::string top;
  bool is_sealed = false;
  while (!is_sealed) {
    if (!entries.next()) throw damaged(path);
    if (top.empty()) top = entries.entry.name.substr(0, entries.entry.name.find('/') + 1);
    if (top.empty() || !entries.entry.name.starts_with(top)) throw damaged(path);
    is_sealed = entries.entry.name.substr(top.size()) == kTagManifest;
    kept.add(entries.entry, entries.at());
  }
  std::string former_name;
  std::optional<AppendixName> former;  // its views are into the name
  std::optional<Kept> before_stamp;    // a stamp's text without its token is no whole addition
  while (entries.next() && entries.entry.name.starts_with(top)) {
    const std::string name(entries.entry.name.substr(top.size()));
    const std::optional<AppendixName> parsed = parse_appendix_name(name);
    if (!parsed || !may_follow(former, *parsed)) break;
    before_stamp.reset();
    if (parsed->ending == "txt") before_stamp = kept;
    kept.add(entries.entry, entries.at());
    kept.appendix.push_back(name);
    former_name = name;
    former = parse_appendix_name(former_name);
  }
  return before_stamp ? *before_stamp : kept;
}

void sync(int fd, const std::string& path) {
  if (::fsync(fd) != 0) throw system_error(errno, "write", path);
}

// Cut off first: then a run that is killed leaves a file without end records, which is torn again.
void write_directory(int fd, const Kept& kept, const std::string& path) {
  Bytes end;
  append_end(end, kept.end);
  sync(fd, path);
  if (::ftruncate(fd, static_cast<off_t>(kept.end.directory_offset)) != 0) {
    throw system_error(errno, "write", path);
  }
  write_at(fd, kept.directory, kept.end.directory_offset, path);
  write_at(fd, end, kept.end.directory_offset + kept.directory.size(), path);
  sync(fd, path);
}

// A bundle that was written anew and did not get its name. It is locked as long as somebody writes.
bool remove_leftover(const std::string& path) {
  const std::string leftover = leftover_of(path);
  struct stat info {};
  if (::lstat(leftover.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  const Descriptor file(::open(leftover.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) throw system_error(errno, "open", leftover);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    throw Error(ErrorKind::kUnavailable, "is being written by another run of dossier", leftover,
                "wait until it has ended");
  }
  if (::unlink(leftover.c_str()) != 0) throw system_error(errno, "remove", leftover);
  return true;
}

// Whether the directory is right, and the appendix that it names was written too: the disk may have
// taken the later blocks of an interrupted addition and not the earlier ones.
bool is_whole(const OpenedSource& opened) {
  if (!opened.source || !opened.findings.empty()) return false;
  const EntrySource& source = *opened.source;
  std::size_t first = source.count();
  while (first > 0 && format_rank(source.path(first - 1)) == 6) --first;
  bool agrees = true;
  std::vector<Finding> findings;
  ReadOptions reading;
  reading.threads = 1;
  source.read(
      first, source.count(), reading,
      [&](const EntryContent& content) { agrees = agrees && content.crc_agrees; }, findings);
  return agrees && findings.empty();
}

}  // namespace

Recovery recover_bundle(const std::string& path) {
  std::error_code failure;
  const std::string real = std::filesystem::canonical(path, failure).string();
  if (failure) throw system_error(failure.value(), "open", path);
  bool is_folder = false;
  const Descriptor file = open_locked_bundle(real, is_folder);
  if (is_folder) {
    throw Error(ErrorKind::kRefused, "is a folder, to which nothing is added in place", path,
                "see: dossier verify " + path);
  }
  Recovery recovery;
  recovery.removed_leftover = remove_leftover(real);
  const OpenedSource opened = open_zip_source(real);
  if (is_whole(opened)) {
    recovery.was_whole = true;
    for (std::size_t i = 0; i < opened.source->count(); ++i) {
      const std::string_view entry = opened.source->path(i);
      if (format_rank(entry) == 6) recovery.appendix.emplace_back(entry);
    }
    return recovery;
  }
  Kept kept = scan(file.get(), opened.bytes, real);
  write_directory(file.get(), kept, real);
  recovery.appendix = std::move(kept.appendix);
  return recovery;
}

}  // namespace dossier
