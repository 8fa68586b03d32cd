// SPDX-License-Identifier: Apache-2.0
#include "bundle/zip_writer.h"

#include <algorithm>
#include <mutex>
#include <tuple>
#include <utility>

#include <libdeflate.h>

#include "bundle/interrupt.h"
#include "bundle/workers.h"
#include "bundle/zip_format.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// Neighbouring small files are placed with one write of about this many bytes.
constexpr std::size_t kRunBytes = std::size_t{512} * 1024;
// From here on reading, writing and hashing of one file overlap on two threads.
constexpr std::uint64_t kOverlapFromBytes = std::uint64_t{4} << 20;
constexpr std::size_t kDirectoryPieceBytes = std::size_t{1} << 20;

std::uint32_t crc32(std::uint32_t crc, ByteView bytes) {
  return libdeflate_crc32(crc, bytes.data(), bytes.size());
}

[[noreturn]] void throw_size_changed(const std::string& shown) {
  throw Error(ErrorKind::kUnavailable, "changed its size while it was packed", shown,
              "let nothing write to the case folder meanwhile, and pack again");
}

}  // namespace

ZipWriter::ZipWriter(int fd, std::string shown_path, std::string top)
    : fd_(fd), shown_path_(std::move(shown_path)), top_(std::move(top)) {}

std::size_t ZipWriter::add(std::string_view path, std::uint64_t size) {
  entries_.push_back({path, size, end_offset_, 0});
  end_offset_ += local_header_bytes(top_.size() + path.size(), size) + size;
  return entries_.size() - 1;
}

std::uint64_t ZipWriter::total_bytes() const {
  std::uint64_t directory = 0;
  for (const Entry& entry : entries_) {
    directory += directory_header_bytes(top_.size() + entry.path.size(), entry.size, entry.offset);
  }
  return end_offset_ + directory + end_bytes({entries_.size(), directory, end_offset_});
}

std::size_t ZipWriter::header_bytes(std::size_t index) const {
  return local_header_bytes(top_.size() + entries_[index].path.size(), entries_[index].size);
}

void ZipWriter::append_header(Bytes& out, std::size_t index) const {
  const Entry& entry = entries_[index];
  const std::string name = top_ + std::string(entry.path);
  append_local_header(out, {name, entry.size, entry.crc, entry.offset});
}

Sha256 ZipWriter::put(std::size_t index, ByteView content) {
  Entry& entry = entries_[index];
  if (content.size() != entry.size) throw Error(ErrorKind::kDefect, "an entry got another size");
  entry.crc = crc32(0, content);
  Bytes bytes;
  append_header(bytes, index);
  bytes.insert(bytes.end(), content.begin(), content.end());
  write_at(fd_, bytes, entry.offset, shown_path_);
  return sha256(content);
}

Sha256 ZipWriter::put_generated(
    std::size_t index, const std::function<void(const std::function<void(ByteView)>&)>& generate) {
  Entry& entry = entries_[index];
  Sha256Hasher hasher;
  std::uint64_t at = entry.offset + header_bytes(index);
  const std::uint64_t end = at + entry.size;
  entry.crc = 0;
  generate([&](ByteView piece) {
    if (piece.size() > end - at) throw Error(ErrorKind::kDefect, "an entry got another size");
    hasher.update(piece);
    entry.crc = crc32(entry.crc, piece);
    write_at(fd_, piece, at, shown_path_);
    at += piece.size();
  });
  if (at != end) throw Error(ErrorKind::kDefect, "an entry got another size");
  Bytes header;
  append_header(header, index);
  write_at(fd_, header, entry.offset, shown_path_);
  return hasher.finish();
}

// One thread's buffers.
class ZipWriter::Worker {
 public:
  Worker(ZipWriter& writer, const PayloadFiles& files, const ReadOptions& options,
         const std::function<void(const EntryContent&)>& visit)
      : writer_(writer), files_(files), options_(options), visit_(visit) {
    run_.reserve(kRunBytes + 1);
  }

  // Adds a small file to the run that is written with the next flush.
  void put_small(std::size_t index) {
    Entry& entry = writer_.entries_[index];
    const std::size_t header = writer_.header_bytes(index);
    const std::size_t size = static_cast<std::size_t>(entry.size);
    if (run_.size() + header + size > kRunBytes || run_offset_ + run_.size() != entry.offset) {
      flush();
      run_offset_ = entry.offset;
    }
    const std::size_t at = run_.size();
    if (const std::optional<ByteView> held = files_.held(index)) {
      if (held->size() != size) throw_size_changed(files_.shown_path(index));
      run_.resize(at + header);
      run_.insert(run_.end(), held->begin(), held->end());
    } else {
      run_.resize(at + header + size + 1);  // one more: to see that the file has not grown
      const Descriptor file = files_.open(index);
      const std::span<std::uint8_t> room = std::span(run_).subspan(at + header);
      const std::string shown = files_.shown_path(index);
      if (read_up_to(file.get(), room, shown) != size) throw_size_changed(shown);
      files_.require_unchanged(file.get(), index);
      run_.pop_back();
    }
    const ByteView content = ByteView(run_).subspan(at + header);
    entry.crc = crc32(0, content);
    head_.clear();
    writer_.append_header(head_, index);
    std::copy(head_.begin(), head_.end(), run_.begin() + std::ptrdiff_t(at));
    hasher_.update(content);
    finish(index, content, size);
  }

  void put_large(std::size_t index) {
    Entry& entry = writer_.entries_[index];
    const std::string shown = files_.shown_path(index);
    const Descriptor file = files_.open(index);
    const std::uint64_t start = entry.offset + writer_.header_bytes(index);
    Bytes kept;
    if (options_.wanted && options_.wanted(index))
      kept.resize(static_cast<std::size_t>(entry.size));
    std::uint64_t done = 0;
    std::uint32_t crc = 0;
    const auto produce = [&](std::span<std::uint8_t> buffer) {
      const std::size_t count = read_up_to(file.get(), buffer, shown);
      if (count > entry.size - done) throw_size_changed(shown);
      const ByteView piece = ByteView(buffer).first(count);
      crc = crc32(crc, piece);
      if (!kept.empty()) std::copy(piece.begin(), piece.end(), kept.begin() + std::ptrdiff_t(done));
      write_at(writer_.fd_, piece, start + done, writer_.shown_path_);
      done += count;
      return count;
    };
    const auto consume = [&](ByteView piece) {
      throw_if_interrupted();
      hasher_.update(piece);
      if (options_.progress != nullptr) options_.progress->bytes_done += piece.size();
    };
    if (entry.size >= kOverlapFromBytes) {
      overlap(produce, consume);
    } else {
      flush();
      run_.resize(kRunBytes);
      while (const std::size_t count = produce(run_)) consume(ByteView(run_).first(count));
      run_.clear();
    }
    if (done != entry.size) throw_size_changed(shown);
    files_.require_unchanged(file.get(), index);
    entry.crc = crc;
    head_.clear();
    writer_.append_header(head_, index);
    write_at(writer_.fd_, head_, entry.offset, writer_.shown_path_);
    finish(index, kept, 0);
  }

  void flush() {
    write_at(writer_.fd_, run_, run_offset_, writer_.shown_path_);
    run_.clear();
  }

 private:
  void finish(std::size_t index, ByteView content, std::size_t bytes) {
    visit_({index, hasher_.finish(), true, content});
    if (options_.progress == nullptr) return;
    ++options_.progress->files_done;
    options_.progress->bytes_done += bytes;
  }

  ZipWriter& writer_;
  const PayloadFiles& files_;
  const ReadOptions& options_;
  const std::function<void(const EntryContent&)>& visit_;
  Sha256Hasher hasher_;
  Bytes run_;
  Bytes head_;
  std::uint64_t run_offset_ = 0;
};

void ZipWriter::put_files(std::span<const std::size_t> indexes, const PayloadFiles& files,
                          const ReadOptions& options,
                          const std::function<void(const EntryContent&)>& visit) {
  std::mutex mutex;
  std::size_t next = 0;
  const auto is_large = [&](std::size_t i) {
    return header_bytes(indexes[i]) + entries_[indexes[i]].size > kRunBytes;
  };
  // The next files that fit into one run, or one large file.
  const auto take = [&] {
    const std::lock_guard lock(mutex);
    const std::size_t first = next;
    std::uint64_t bytes = 0;
    while (next < indexes.size()) {
      if (is_large(next)) {
        if (next == first) ++next;
        break;
      }
      bytes += header_bytes(indexes[next]) + entries_[indexes[next]].size;
      if (bytes > kRunBytes) break;
      ++next;
    }
    return std::pair(first, next);
  };
  run_workers(worker_count(options.threads), [&](unsigned, const StopFlag& stop) {
    Worker worker(*this, files, options, visit);
    for (auto [first, last] = take(); first != last && !stop(); std::tie(first, last) = take()) {
      if (is_large(first)) {
        if (const auto held = files.held(indexes[first])) {
          visit({indexes[first], put(indexes[first], *held), true, *held});
        } else {
          worker.put_large(indexes[first]);
        }
        continue;
      }
      for (std::size_t i = first; i < last; ++i) worker.put_small(indexes[i]);
      worker.flush();
    }
  });
}

void ZipWriter::finish() {
  Bytes bytes;
  std::uint64_t at = end_offset_;
  std::string name = top_;
  const auto flush = [&] {
    write_at(fd_, bytes, at, shown_path_);
    at += bytes.size();
    bytes.clear();
  };
  for (const Entry& entry : entries_) {
    name.resize(top_.size());
    name += entry.path;
    append_directory_header(bytes, {name, entry.size, entry.crc, entry.offset});
    if (bytes.size() >= kDirectoryPieceBytes) flush();
  }
  flush();
  append_end(bytes, {entries_.size(), at - end_offset_, end_offset_});
  flush();
}

}  // namespace dossier
