// SPDX-License-Identifier: Apache-2.0
#include "bundle/zip_directory.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "bundle/descriptor.h"
#include "bundle/interrupt.h"
#include "bundle/large_memory.h"
#include "bundle/layout.h"
#include "bundle/zip_format.h"

namespace dossier {
namespace {

constexpr std::size_t kMaxHeaderNameBytes = 255 + 1 + 1024;  // top folder, slash, path
// With the longest name that a header can tell, and a zip64 field.
constexpr std::uint64_t kMaxDirectoryHeaderBytes = kDirectoryHeaderBytes + 0xFFFF + 28;
constexpr std::size_t kPieceBytes = std::size_t{512} * 1024;
constexpr std::size_t kTailBytes = kEndRecordBytes + kZip64LocatorBytes + kZip64EndBytes;

// Reads the directory's headers: each in its one form, together tiling the file up to the
// directory.
class DirectoryReader {
 public:
  DirectoryReader(int fd, const std::string& path, ByteView directory, const ZipEnd& end)
      : fd_(fd), path_(path), directory_(directory), end_(end) {}

  std::optional<Finding> read(std::vector<ZipEntry>& entries) {
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
  Finding displaced(const std::vector<ZipEntry>& before, const ZipEntryInfo& info, std::size_t at,
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
  std::optional<Finding> local_header_fault(const std::vector<ZipEntry>& entries) const {
    if (entries.empty()) return std::nullopt;
    const ZipEntry& last = entries.back();
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
  Bytes piece(kPieceBytes);
  while (directory.size() < end.directory_bytes) {
    const std::span<std::uint8_t> part = std::span(piece).first(static_cast<std::size_t>(
        std::min<std::uint64_t>(piece.size(), end.directory_bytes - directory.size())));
    read_exactly(fd, part, end.directory_offset + directory.size(), path);
    directory.insert(directory.end(), part.begin(), part.end());
  }
  return directory;
}

Finding torn(const std::string& path) {
  return make_finding("container.torn", path,
                      "all that was sealed is there, and what comes after it is cut short: adding "
                      "a signature was interrupted");
}

// The first name's folder holds all; or the first name that it does not hold.
std::optional<Finding> find_top_folder(ZipDirectory& directory) {
  if (directory.entries.empty()) return std::nullopt;
  const std::string_view first = directory.name(directory.entries.front());
  directory.top_bytes = first.find('/') + 1;  // 0 when there is none
  const std::string_view top = first.substr(0, directory.top_bytes);
  for (const ZipEntry& entry : directory.entries) {
    const std::string_view name = directory.name(entry);
    if (!top.empty() && name.starts_with(top) && name.size() > top.size()) continue;
    return make_finding("container.top-folder", std::string(name),
                        "does not lie in the one top folder of all entries");
  }
  return std::nullopt;
}

}  // namespace

std::variant<ZipDirectory, Finding> read_zip_directory(int fd, std::uint64_t file_bytes,
                                                       const std::string& path) {
  Bytes tail(static_cast<std::size_t>(std::min<std::uint64_t>(kTailBytes, file_bytes)));
  read_exactly(fd, tail, file_bytes - tail.size(), path);
  ZipEnd end;
  if (auto defect = decode_end(tail, file_bytes, end)) {
    if (defect->code == "container.end-record-missing" && is_torn(fd, file_bytes, path)) {
      return torn(path);
    }
    return make_finding(defect->code, path, std::move(defect->sentence));
  }
  if (end.directory_bytes > end.entries * kMaxDirectoryHeaderBytes) {
    return make_finding("container.directory", path,
                        "the central directory has " + std::to_string(end.directory_bytes) +
                            " bytes, more than the " + std::to_string(end.entries) +
                            " entries that the end record tells can have");
  }
  ZipDirectory directory;
  directory.bytes = read_directory(fd, end, path);
  directory.offset = end.directory_offset;
  if (auto finding = DirectoryReader(fd, path, directory.bytes, end).read(directory.entries)) {
    const bool may_be_torn = !begins_with_directory_header(directory.bytes);
    if (may_be_torn && is_torn(fd, file_bytes, path)) return torn(path);
    return *std::move(finding);
  }
  if (auto finding = find_top_folder(directory)) return *std::move(finding);
  return {std::move(directory)};
}

}  // namespace dossier
