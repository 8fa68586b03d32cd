// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <iterator>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
#include <utility>

#include <libdeflate.h>

#include "bundle/descriptor.h"
#include "bundle/entry_source.h"
#include "bundle/interrupt.h"
#include "bundle/large_memory.h"
#include "bundle/layout.h"
#include "bundle/workers.h"
#include "bundle/zip_format.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// Neighbouring entries are read together up to this many bytes; larger entries are read alone.
constexpr std::size_t kRunBytes = std::size_t{512} * 1024;
// From here on reading and hashing of one entry overlap on two threads.
constexpr std::uint64_t kOverlapFromBytes = std::uint64_t{16} << 20;
constexpr std::size_t kMaxHeaderNameBytes = 255 + 1 + 1024;  // top folder, slash, path
constexpr std::size_t kTailBytes = kEndRecordBytes + kZip64LocatorBytes + kZip64EndBytes;
// With the longest name that a header can tell, and a zip64 field.
constexpr std::uint64_t kMaxDirectoryHeaderBytes = kDirectoryHeaderBytes + 0xFFFF + 28;

struct Entry {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint32_t name_at = 0;  // in the directory buffer
  std::uint16_t name_bytes = 0;
};

// What tells whether a file is still the one that was opened.
struct FileState {
  std::uint64_t bytes = 0;
  timespec modified{};

  static FileState of(int fd, const std::string& path) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) throw system_error(errno, "read", path);
    return {static_cast<std::uint64_t>(info.st_size), info.st_mtim};
  }
  bool operator==(const FileState& other) const {
    return bytes == other.bytes && modified.tv_sec == other.modified.tv_sec &&
           modified.tv_nsec == other.modified.tv_nsec;
  }
};

class ZipSource : public EntrySource {
 public:
  ZipSource(Descriptor file, std::string path, FileState state, std::uint64_t directory_offset,
            Bytes directory, std::vector<Entry> entries, std::size_t top_bytes)
      : file_(std::move(file)),
        path_(std::move(path)),
        state_(state),
        directory_offset_(directory_offset),
        directory_(std::move(directory)),
        entries_(std::move(entries)),
        top_bytes_(top_bytes) {}

  std::optional<std::string_view> top_folder() const override {
    if (entries_.empty()) return std::nullopt;
    return name(entries_.front()).substr(0, top_bytes_ - 1);
  }
  std::size_t count() const override { return entries_.size(); }
  std::string_view path(std::size_t index) const override {
    return name(entries_[index]).substr(top_bytes_);
  }
  std::uint64_t size(std::size_t index) const override { return entries_[index].size; }

  void read(std::size_t first, std::size_t last, const ReadOptions& options,
            const std::function<void(const EntryContent&)>& visit,
            std::vector<Finding>& findings) const override;

  void require_unchanged() const override {
    if (FileState::of(file_.get(), path_) == state_) return;
    throw Error(ErrorKind::kUnavailable, "was changed while it was read", path_,
                "let nothing write to it, or verify a copy");
  }

 private:
  class Worker;

  std::string_view name(const Entry& entry) const {
    return as_text(ByteView(directory_).subspan(entry.name_at, entry.name_bytes));
  }
  ZipEntryInfo info(const Entry& entry) const {
    return {name(entry), entry.size, entry.crc, entry.offset};
  }
  std::uint64_t end_of(std::size_t index) const {
    return index + 1 < entries_.size() ? entries_[index + 1].offset : directory_offset_;
  }

  Descriptor file_;
  std::string path_;
  FileState state_;
  std::uint64_t directory_offset_;
  Bytes directory_;
  std::vector<Entry> entries_;
  std::size_t top_bytes_;
};

// One thread's buffers and its share of the reading.
class ZipSource::Worker {
 public:
  Worker(const ZipSource& source, const ReadOptions& options,
         const std::function<void(const EntryContent&)>& visit)
      : source_(source), options_(options), visit_(visit), buffer_(kRunBytes) {}

  // Entries [first, last) that lie together in at most kRunBytes.
  void read_run(std::size_t first, std::size_t last) {
    const std::uint64_t start = source_.entries_[first].offset;
    const std::span<std::uint8_t> run(buffer_.data(), source_.end_of(last - 1) - start);
    read_exactly(source_.file_.get(), run, start, source_.path_);
    for (std::size_t i = first; i < last; ++i) {
      const Entry& entry = source_.entries_[i];
      const ByteView whole = ByteView(run).subspan(entry.offset - start);
      check_header(i, whole);
      const ByteView bytes =
          whole.subspan(local_header_bytes(entry.name_bytes, entry.size), entry.size);
      tap(i, bytes);
      hasher_.update(bytes);
      const std::uint32_t crc = libdeflate_crc32(0, bytes.data(), bytes.size());
      finish(i, hasher_.finish(), crc, bytes);
    }
  }

  // One entry that is larger than a run, in pieces or, if it is wanted, whole.
  void read_large(std::size_t index) {
    const Entry& entry = source_.entries_[index];
    const std::size_t header = local_header_bytes(entry.name_bytes, entry.size);
    const std::span<std::uint8_t> head(buffer_.data(), header);
    read_exactly(source_.file_.get(), head, entry.offset, source_.path_);
    check_header(index, head);
    Bytes kept;
    if (options_.wanted && options_.wanted(index)) kept.resize(entry.size);
    std::uint64_t at = 0;
    std::uint32_t crc = 0;
    const auto produce = [&](std::span<std::uint8_t> out) {
      const std::size_t count =
          static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), entry.size - at));
      const std::span<std::uint8_t> piece = out.first(count);
      read_exactly(source_.file_.get(), piece, entry.offset + header + at, source_.path_);
      crc = libdeflate_crc32(crc, piece.data(), piece.size());
      if (!kept.empty()) std::copy(piece.begin(), piece.end(), kept.begin() + std::ptrdiff_t(at));
      at += count;
      return count;
    };
    const auto consume = [&](ByteView piece) {
      throw_if_interrupted();
      tap(index, piece);
      hasher_.update(piece);
      if (options_.progress != nullptr) options_.progress->bytes_done += piece.size();
    };
    if (entry.size >= kOverlapFromBytes) {
      overlap(produce, consume);
    } else {
      while (const std::size_t count = produce(buffer_)) consume(ByteView(buffer_).first(count));
    }
    finish(index, hasher_.finish(), crc, kept);
  }

  std::vector<std::pair<std::size_t, ZipDefect>> defects;

 private:
  void check_header(std::size_t index, ByteView bytes) {
    if (auto defect = check_local_header(bytes, source_.info(source_.entries_[index]))) {
      defects.emplace_back(index, std::move(*defect));
    }
  }
  void tap(std::size_t index, ByteView piece) const {
    if (options_.tap) options_.tap(index, piece);
  }
  void finish(std::size_t index, const Sha256& digest, std::uint32_t crc, ByteView bytes) const {
    visit_({index, digest, crc == source_.entries_[index].crc, bytes});
  }

  const ZipSource& source_;
  const ReadOptions& options_;
  const std::function<void(const EntryContent&)>& visit_;
  Bytes buffer_;
  Sha256Hasher hasher_;
};

// Gives out the entries in order, in runs that are read together.
class RunQueue {
 public:
  template <typename EndOf>
  RunQueue(const std::vector<Entry>& entries, std::size_t first, std::size_t last, EndOf end_of)
      : entries_(entries), next_(first), last_(last), end_of_(end_of) {}

  // An empty range at the end. A single entry may be larger than a run.
  std::pair<std::size_t, std::size_t> take() {
    const std::lock_guard lock(mutex_);
    const std::size_t first = next_;
    if (first == last_) return {first, first};
    ++next_;
    while (next_ < last_ && end_of_(next_) - entries_[first].offset <= kRunBytes) ++next_;
    return {first, next_};
  }

 private:
  std::mutex mutex_;
  const std::vector<Entry>& entries_;
  std::size_t next_;
  std::size_t last_;
  std::function<std::uint64_t(std::size_t)> end_of_;
};

void ZipSource::read(std::size_t first, std::size_t last, const ReadOptions& options,
                     const std::function<void(const EntryContent&)>& visit,
                     std::vector<Finding>& findings) const {
  RunQueue queue(entries_, first, last, [this](std::size_t i) { return end_of(i); });
  std::mutex mutex;
  std::vector<std::pair<std::size_t, ZipDefect>> defects;
  const unsigned threads = static_cast<unsigned>(
      std::min<std::size_t>(worker_count(options.threads), std::max<std::size_t>(last - first, 1)));
  run_workers(threads, [&](unsigned, const StopFlag& stop) {
    Worker worker(*this, options, visit);
    for (auto [a, b] = queue.take(); a != b && !stop(); std::tie(a, b) = queue.take()) {
      const bool large = end_of(b - 1) - entries_[a].offset > kRunBytes;
      if (large) {
        worker.read_large(a);
      } else {
        worker.read_run(a, b);
      }
      if (options.progress != nullptr) {
        options.progress->files_done += b - a;
        if (!large) options.progress->bytes_done += end_of(b - 1) - entries_[a].offset;
      }
    }
    const std::lock_guard lock(mutex);
    std::move(worker.defects.begin(), worker.defects.end(), std::back_inserter(defects));
  });
  std::sort(defects.begin(), defects.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [index, defect] : defects) {
    findings.push_back(
        make_finding(defect.code, std::string(this->path(index)), std::move(defect.sentence)));
  }
}

// Reads the directory's headers: each in its one form, together tiling the file up to the
// directory.
class DirectoryReader {
 public:
  DirectoryReader(int fd, const std::string& path, ByteView directory, const ZipEnd& end)
      : fd_(fd), path_(path), directory_(directory), end_(end) {}

  std::optional<Finding> read(std::vector<Entry>& entries) {
    reserve_large(entries, end_.entries);
    std::size_t at = 0;
    std::uint64_t expected_offset = 0;
    while (at < directory_.size()) {
      if (entries.size() == end_.entries) return wrong_count("more than");
      ZipEntryInfo info;
      std::size_t header_bytes = 0;
      if (auto defect = decode_directory_header(directory_.subspan(at), info, header_bytes)) {
        return make_finding(defect->code, info.name.empty() ? path_ : std::string(info.name),
                            std::move(defect->sentence));
      }
      if (info.name.ends_with('/')) {
        return make_finding("container.folder-entry", std::string(info.name),
                            "is an entry for a folder");
      }
      if (info.offset != expected_offset) {
        return displaced(entries, info, at + header_bytes, expected_offset);
      }
      const std::uint64_t room = end_.directory_offset - expected_offset;
      const std::uint64_t header = local_header_bytes(info.name.size(), info.size);
      if (header > room || info.size > room - header) {
        return make_finding("container.gap", std::string(info.name),
                            "reaches beyond the start of the central directory");
      }
      expected_offset += header + info.size;
      entries.push_back({info.offset, info.size, info.crc,
                         static_cast<std::uint32_t>(at + kDirectoryHeaderBytes),
                         static_cast<std::uint16_t>(info.name.size())});
      at += header_bytes;
    }
    if (entries.size() != end_.entries) return wrong_count("not");
    if (expected_offset == end_.directory_offset) return std::nullopt;
    if (auto finding = local_header_fault(entries)) return finding;
    return make_finding("container.gap", path_,
                        "there are " + std::to_string(end_.directory_offset - expected_offset) +
                            " bytes between the last entry and the central directory");
  }

 private:
  Finding wrong_count(const std::string& relation) const {
    return make_finding("container.directory", path_,
                        "the central directory holds " + relation + " the " +
                            std::to_string(end_.entries) + " entries that the end record tells");
  }

  // Why an entry does not begin where the one before it ends.
  Finding displaced(const std::vector<Entry>& before, const ZipEntryInfo& info, std::size_t at,
                    std::uint64_t expected_offset) const {
    const std::string name(info.name);
    if (auto finding = local_header_fault(before)) return std::move(*finding);
    ZipEntryInfo other;
    std::size_t header_bytes = 0;
    for (; info.offset > expected_offset && at < directory_.size(); at += header_bytes) {
      if (decode_directory_header(directory_.subspan(at), other, header_bytes)) break;
      if (other.offset != expected_offset) continue;
      return make_finding("container.order", name,
                          "stands in the central directory before " + std::string(other.name) +
                              ", which lies before it in the file");
    }
    return make_finding("container.gap", name,
                        "begins at " + std::to_string(info.offset) + " and not at " +
                            std::to_string(expected_offset) + ", where the one before it ends");
  }

  // A longer local header than there may be is what puts all after it out of place.
  std::optional<Finding> local_header_fault(const std::vector<Entry>& entries) const {
    if (entries.empty()) return std::nullopt;
    const Entry& last = entries.back();
    const std::string_view name = as_text(directory_.subspan(last.name_at, last.name_bytes));
    Bytes header(local_header_bytes(name.size(), last.size));
    read_exactly(fd_, header, last.offset, path_);
    auto defect = check_local_header(header, {name, last.size, last.crc, last.offset});
    if (!defect) return std::nullopt;
    return make_finding(defect->code, std::string(name), std::move(defect->sentence));
  }

  int fd_;
  const std::string& path_;
  ByteView directory_;
  const ZipEnd& end_;
};

// Whether all that was sealed is whole, and what follows it is no directory with an end record:
// then an append to the end was interrupted.
bool is_torn(int fd, std::uint64_t file_bytes, const std::string& path) {
  const std::string last_sealed = "/" + std::string(kTagManifest);
  bool sealed_is_whole = false;
  Bytes head(kLocalHeaderBytes + kMaxHeaderNameBytes + 20);
  std::uint64_t at = 0;
  while (at < file_bytes) {
    throw_if_interrupted();
    const std::span<std::uint8_t> bytes = std::span(head).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(head.size(), file_bytes - at)));
    read_exactly(fd, bytes, at, path);
    ZipEntryInfo info;
    if (!decode_local_header(bytes, info)) break;
    const std::uint64_t header = local_header_bytes(info.name.size(), info.size);
    if (info.size > file_bytes - at - header) break;
    if (info.name.ends_with(last_sealed)) sealed_is_whole = true;
    at += header + info.size;
  }
  if (!sealed_is_whole) return false;
  // A directory from its first header that is followed by whole end records was not torn, whatever
  // comes after it. One that begins with another header is what is left of an overwritten one.
  ZipEnd end{0, 0, at};
  bool is_from_the_first = false;
  while (at < file_bytes) {
    const std::span<std::uint8_t> bytes = std::span(head).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(head.size(), file_bytes - at)));
    read_exactly(fd, bytes, at, path);
    ZipEntryInfo info;
    std::size_t header_bytes = 0;
    if (decode_directory_header(bytes, info, header_bytes)) {
      return !(is_from_the_first && begins_with_end_record(bytes) &&
               file_bytes - at >= end_bytes(end));
    }
    if (end.entries == 0) is_from_the_first = info.offset == 0;
    at += header_bytes;
    end = {end.entries + 1, end.directory_bytes + header_bytes, end.directory_offset};
  }
  return true;
}

// Piece by piece into memory that is reserved only: clearing it first would take as long as
// reading.
Bytes read_directory(int fd, const ZipEnd& end, const std::string& path) {
  Bytes directory;
  reserve_large(directory, end.directory_bytes);
  Bytes piece(kRunBytes);
  while (directory.size() < end.directory_bytes) {
    const std::span<std::uint8_t> part = std::span(piece).first(static_cast<std::size_t>(
        std::min<std::uint64_t>(piece.size(), end.directory_bytes - directory.size())));
    read_exactly(fd, part, end.directory_offset + directory.size(), path);
    directory.insert(directory.end(), part.begin(), part.end());
  }
  return directory;
}

ZipDefect torn_defect() {
  return {"container.torn",
          "all that was sealed is there, and what comes after it is cut short: adding a signature "
          "was interrupted"};
}

OpenedSource open_descriptor(Descriptor file, const std::string& path) {
  OpenedSource opened;
  const FileState state = FileState::of(file.get(), path);
  opened.bytes = state.bytes;
  Bytes tail(static_cast<std::size_t>(std::min<std::uint64_t>(kTailBytes, state.bytes)));
  read_exactly(file.get(), tail, state.bytes - tail.size(), path);
  ZipEnd end;
  if (auto defect = decode_end(tail, state.bytes, end)) {
    if (defect->code == "container.end-record-missing" && is_torn(file.get(), state.bytes, path)) {
      defect = torn_defect();
    }
    opened.findings.push_back(make_finding(defect->code, path, std::move(defect->sentence)));
    return opened;
  }
  if (end.directory_bytes > end.entries * kMaxDirectoryHeaderBytes) {
    opened.findings.push_back(
        make_finding("container.directory", path,
                     "the central directory has " + std::to_string(end.directory_bytes) +
                         " bytes, more than the " + std::to_string(end.entries) +
                         " entries that the end record tells can have"));
    return opened;
  }
  Bytes directory = read_directory(file.get(), end, path);
  std::vector<Entry> entries;
  if (auto finding = DirectoryReader(file.get(), path, directory, end).read(entries)) {
    if (!begins_with_directory_header(directory) && is_torn(file.get(), state.bytes, path)) {
      const ZipDefect defect = torn_defect();
      finding = make_finding(defect.code, path, defect.sentence);
    }
    opened.findings.push_back(std::move(*finding));
    return opened;
  }
  std::size_t top_bytes = 0;
  if (!entries.empty()) {
    const ByteView all(directory);
    const std::string_view first =
        as_text(all.subspan(entries.front().name_at, entries.front().name_bytes));
    top_bytes = first.find('/') + 1;  // 0 when there is none
    const std::string_view top = first.substr(0, top_bytes);
    for (const Entry& entry : entries) {
      const std::string_view name = as_text(all.subspan(entry.name_at, entry.name_bytes));
      if (!top.empty() && name.starts_with(top) && name.size() > top.size()) continue;
      opened.findings.push_back(make_finding("container.top-folder", std::string(name),
                                             "does not lie in the one top folder of all entries"));
      return opened;
    }
  }
  opened.source = std::make_unique<ZipSource>(std::move(file), path, state, end.directory_offset,
                                              std::move(directory), std::move(entries), top_bytes);
  return opened;
}

}  // namespace

OpenedSource open_zip_source(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) throw system_error(errno, "open", path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", path);
  if (!S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::kUnavailable, "is neither a regular file nor a folder", path,
                "to read a pipe, give - and let standard input be the pipe");
  }
  return open_descriptor(std::move(file), path);
}

OpenedSource open_zip_source_from_pipe(int fd) {
  Descriptor spool = unnamed_temporary_file();
  Bytes buffer(kRunBytes);
  while (const std::size_t count = read_up_to(fd, buffer, "standard input")) {
    throw_if_interrupted();
    write_all(spool.get(), ByteView(buffer).first(count), "temporary file");
  }
  return open_descriptor(std::move(spool), "standard input");
}

}  // namespace dossier
