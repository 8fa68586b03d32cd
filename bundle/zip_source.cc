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
#include <variant>

#include <libdeflate.h>

#include "bundle/descriptor.h"
#include "bundle/entry_source.h"
#include "bundle/interrupt.h"
#include "bundle/workers.h"
#include "bundle/zip_directory.h"
#include "bundle/zip_format.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// Neighbouring entries are read together up to this many bytes; larger entries are read alone.
constexpr std::size_t kRunBytes = std::size_t{512} * 1024;
// From here on reading and hashing of one entry overlap on two threads.
constexpr std::uint64_t kOverlapFromBytes = std::uint64_t{16} << 20;

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
  ZipSource(Descriptor file, std::string path, FileState state, ZipDirectory directory)
      : file_(std::move(file)),
        path_(std::move(path)),
        state_(state),
        directory_(std::move(directory)),
        entries_(directory_.entries) {}

  std::optional<std::string_view> top_folder() const override {
    if (entries_.empty()) return std::nullopt;
    return directory_.name(entries_.front()).substr(0, directory_.top_bytes - 1);
  }
  std::size_t count() const override { return entries_.size(); }
  std::string_view path(std::size_t index) const override {
    return directory_.name(entries_[index]).substr(directory_.top_bytes);
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

  ZipEntryInfo info(const ZipEntry& entry) const {
    return {directory_.name(entry), entry.size, entry.crc, entry.offset};
  }
  std::uint64_t end_of(std::size_t index) const {
    return index + 1 < entries_.size() ? entries_[index + 1].offset : directory_.offset;
  }

  Descriptor file_;
  std::string path_;
  FileState state_;
  const ZipDirectory directory_;
  const std::vector<ZipEntry>& entries_;  // of the directory
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
      const ZipEntry& entry = source_.entries_[i];
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
    const ZipEntry& entry = source_.entries_[index];
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
  RunQueue(const std::vector<ZipEntry>& entries, std::size_t first, std::size_t last, EndOf end_of)
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
  const std::vector<ZipEntry>& entries_;
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

OpenedSource open_descriptor(Descriptor file, const std::string& path) {
  OpenedSource opened;
  const FileState state = FileState::of(file.get(), path);
  opened.bytes = state.bytes;
  auto directory = read_zip_directory(file.get(), state.bytes, path);
  if (auto* finding = std::get_if<Finding>(&directory)) {
    opened.findings.push_back(std::move(*finding));
    return opened;
  }
  opened.source = std::make_unique<ZipSource>(std::move(file), path, state,
                                              std::get<ZipDirectory>(std::move(directory)));
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
