// SPDX-License-Identifier: Apache-2.0
#include "bundle/zip_format.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "bundle/layout.h"

namespace dossier {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034B50;
constexpr std::uint32_t kDirectorySignature = 0x02014B50;
constexpr std::uint32_t kEndSignature = 0x06054B50;
constexpr std::uint32_t kZip64EndSignature = 0x06064B50;
constexpr std::uint32_t kZip64LocatorSignature = 0x07064B50;
constexpr std::uint16_t kFlagUtf8Names = 0x0800;
constexpr std::uint16_t kDosDate19800101 = 0x0021;
constexpr std::uint16_t kMadeByUnix20 = 0x0314;
constexpr std::uint16_t kVersionPlain = 20;
constexpr std::uint16_t kVersionZip64 = 45;
constexpr std::uint32_t kRegularFileMode = std::uint32_t{0100644} << 16;
constexpr std::uint16_t kZip64FieldId = 0x0001;

void put16(std::uint8_t*& to, std::uint64_t value) {
  *to++ = static_cast<std::uint8_t>(value);
  *to++ = static_cast<std::uint8_t>(value >> 8);
}
void put32(std::uint8_t*& to, std::uint64_t value) {
  put16(to, value & 0xFFFF);
  put16(to, value >> 16 & 0xFFFF);
}
void put64(std::uint8_t*& to, std::uint64_t value) {
  put32(to, value & 0xFFFFFFFF);
  put32(to, value >> 32);
}

// Little-endian, whatever the machine; compiles to one load where the machine is little-endian too.
std::uint16_t get16(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8);
}
std::uint32_t get32(ByteView bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} | std::uint32_t{bytes[at + 1]} << 8 |
         std::uint32_t{bytes[at + 2]} << 16 | std::uint32_t{bytes[at + 3]} << 24;
}
std::uint64_t get64(ByteView bytes, std::size_t at) {
  return get32(bytes, at) | std::uint64_t{get32(bytes, at + 4)} << 32;
}
// A field of 2 or 4 bytes.
std::uint64_t get_field(ByteView bytes, std::size_t at, std::size_t count) {
  return count == 2 ? get16(bytes, at) : get32(bytes, at);
}

std::uint64_t capped32(std::uint64_t value) {
  return std::min(value, kZip64Threshold32);
}
bool is_large(std::uint64_t value) {
  return value >= kZip64Threshold32;
}

std::size_t directory_extra_bytes(std::uint64_t size, std::uint64_t offset) {
  const std::size_t members = (is_large(size) ? 16U : 0U) + (is_large(offset) ? 8U : 0U);
  return members == 0 ? 0 : 4 + members;
}

// Everything of a local header but its name and extra field.
void put_local_fixed(std::uint8_t* to, const ZipEntryInfo& e) {
  const bool large = is_large(e.size);
  put32(to, kLocalSignature);
  put16(to, large ? kVersionZip64 : kVersionPlain);
  put16(to, kFlagUtf8Names);
  put16(to, 0);  // stored
  put16(to, 0);  // time
  put16(to, kDosDate19800101);
  put32(to, e.crc);
  put32(to, capped32(e.size));
  put32(to, capped32(e.size));
  put16(to, e.name.size());
  put16(to, large ? 20 : 0);
}

void put_local_extra(std::uint8_t* to, const ZipEntryInfo& e) {
  put16(to, kZip64FieldId);
  put16(to, 16);
  put64(to, e.size);
  put64(to, e.size);
}

void put_directory_fixed(std::uint8_t* to, const ZipEntryInfo& e) {
  const std::size_t extra = directory_extra_bytes(e.size, e.offset);
  put32(to, kDirectorySignature);
  put16(to, kMadeByUnix20);
  put16(to, extra != 0 ? kVersionZip64 : kVersionPlain);
  put16(to, kFlagUtf8Names);
  put16(to, 0);  // stored
  put16(to, 0);  // time
  put16(to, kDosDate19800101);
  put32(to, e.crc);
  put32(to, capped32(e.size));
  put32(to, capped32(e.size));
  put16(to, e.name.size());
  put16(to, extra);
  put16(to, 0);  // comment
  put16(to, 0);  // disk
  put16(to, 0);  // internal attributes
  put32(to, kRegularFileMode);
  put32(to, capped32(e.offset));
}

void put_directory_extra(std::uint8_t* to, const ZipEntryInfo& e) {
  put16(to, kZip64FieldId);
  put16(to, directory_extra_bytes(e.size, e.offset) - 4);
  if (is_large(e.size)) {
    put64(to, e.size);
    put64(to, e.size);
  }
  if (is_large(e.offset)) put64(to, e.offset);
}

bool needs_zip64(const ZipEnd& end) {
  return end.entries >= kZip64Threshold16 || is_large(end.directory_bytes) ||
         is_large(end.directory_offset);
}

std::uint8_t* grow(Bytes& out, std::size_t count) {
  out.resize(out.size() + count);
  return out.data() + (out.size() - count);
}

ZipDefect defect(std::string_view code, std::string sentence) {
  return {code, std::move(sentence)};
}

std::string found_expected(const std::string& field, std::uint64_t found, std::uint64_t expected) {
  return field + " is " + std::to_string(found) + ", must be " + std::to_string(expected);
}

// A field of a header: where it stands, its width, its name, and the code of a deviation.
struct Field {
  std::size_t at;
  std::size_t bytes;
  const char* name;
  std::string_view code;
};

// Which field differs between two fixed headers, in words; `whole` is the code for the header
// itself.
template <std::size_t kCount>
ZipDefect first_difference(ByteView found, ByteView expected,
                           const std::array<Field, kCount>& fields, const std::string& where) {
  for (const Field& field : fields) {
    const std::uint64_t a = get_field(found, field.at, field.bytes);
    const std::uint64_t b = get_field(expected, field.at, field.bytes);
    if (a != b) return defect(field.code, where + found_expected(field.name, a, b));
  }
  return defect(fields.front().code, where + "bytes differ");
}

constexpr std::array<Field, 11> kLocalFields = {{
    {0, 4, "signature", "container.local-header"},
    {8, 2, "method", "container.method"},
    {6, 2, "flags", "container.flags"},
    {28, 2, "length of the extra field", "container.extra"},
    {26, 2, "length of the name", "container.local-header"},
    {4, 2, "version needed", "container.local-header"},
    {10, 2, "time", "container.local-header"},
    {12, 2, "date", "container.local-header"},
    {14, 4, "CRC-32", "container.local-header"},
    {18, 4, "compressed size", "container.local-header"},
    {22, 4, "size", "container.local-header"},
}};

constexpr std::array<Field, 16> kDirectoryFields = {{
    {10, 2, "method", "container.method"},
    {8, 2, "flags", "container.flags"},
    {30, 2, "length of the extra field", "container.extra"},
    {32, 2, "length of the comment", "container.comment"},
    {0, 4, "signature", "container.directory-header"},
    {4, 2, "version made by", "container.directory-header"},
    {6, 2, "version needed", "container.directory-header"},
    {12, 2, "time", "container.directory-header"},
    {14, 2, "date", "container.directory-header"},
    {20, 4, "compressed size", "container.directory-header"},
    {24, 4, "size", "container.directory-header"},
    {28, 2, "length of the name", "container.directory-header"},
    {34, 2, "disk number", "container.directory-header"},
    {36, 2, "internal attributes", "container.directory-header"},
    {38, 4, "external attributes", "container.directory-header"},
    {42, 4, "offset", "container.directory-header"},
}};

}  // namespace

std::size_t local_header_bytes(std::size_t name_bytes, std::uint64_t size) {
  return kLocalHeaderBytes + name_bytes + (is_large(size) ? 20U : 0U);
}

std::size_t directory_header_bytes(std::size_t name_bytes, std::uint64_t size,
                                   std::uint64_t offset) {
  return kDirectoryHeaderBytes + name_bytes + directory_extra_bytes(size, offset);
}

std::size_t end_bytes(const ZipEnd& end) {
  return kEndRecordBytes + (needs_zip64(end) ? kZip64EndBytes + kZip64LocatorBytes : 0U);
}

void append_local_header(Bytes& out, const ZipEntryInfo& entry) {
  std::uint8_t* to = grow(out, local_header_bytes(entry.name.size(), entry.size));
  put_local_fixed(to, entry);
  std::copy(entry.name.begin(), entry.name.end(), to + kLocalHeaderBytes);
  if (is_large(entry.size)) put_local_extra(to + kLocalHeaderBytes + entry.name.size(), entry);
}

void append_directory_header(Bytes& out, const ZipEntryInfo& entry) {
  const std::size_t extra = directory_extra_bytes(entry.size, entry.offset);
  std::uint8_t* to = grow(out, kDirectoryHeaderBytes + entry.name.size() + extra);
  put_directory_fixed(to, entry);
  std::copy(entry.name.begin(), entry.name.end(), to + kDirectoryHeaderBytes);
  if (extra != 0) put_directory_extra(to + kDirectoryHeaderBytes + entry.name.size(), entry);
}

void append_end(Bytes& out, const ZipEnd& end) {
  const bool zip64 = needs_zip64(end);
  std::uint8_t* to = grow(out, end_bytes(end));
  if (zip64) {
    put32(to, kZip64EndSignature);
    put64(to, kZip64EndBytes - 12);
    put16(to, kMadeByUnix20);
    put16(to, kVersionZip64);
    put32(to, 0);
    put32(to, 0);
    put64(to, end.entries);
    put64(to, end.entries);
    put64(to, end.directory_bytes);
    put64(to, end.directory_offset);
    put32(to, kZip64LocatorSignature);
    put32(to, 0);
    put64(to, end.directory_offset + end.directory_bytes);
    put32(to, 1);
  }
  put32(to, kEndSignature);
  put16(to, 0);
  put16(to, 0);
  put16(to, zip64 ? kZip64Threshold16 : end.entries);
  put16(to, zip64 ? kZip64Threshold16 : end.entries);
  put32(to, zip64 ? kZip64Threshold32 : end.directory_bytes);
  put32(to, zip64 ? kZip64Threshold32 : end.directory_offset);
  put16(to, 0);
}

std::optional<ZipDefect> decode_end(ByteView tail, std::uint64_t file_bytes, ZipEnd& end) {
  if (tail.size() < kEndRecordBytes ||
      get32(tail, tail.size() - kEndRecordBytes) != kEndSignature) {
    for (std::size_t comment = 1; comment + kEndRecordBytes <= tail.size(); ++comment) {
      const ByteView record = tail.last(kEndRecordBytes + comment);
      if (get32(record, 0) != kEndSignature || get16(record, 20) != comment) continue;
      return defect("container.comment", found_expected("length of the comment", comment, 0));
    }
    return defect("container.end-record-missing",
                  "the file does not end with an end record: it is cut short, has bytes after its "
                  "end, or is no bundle");
  }
  const ByteView record = tail.last(kEndRecordBytes);
  if (get16(record, 20) != 0) {
    return defect("container.comment",
                  found_expected("length of the comment", get16(record, 20), 0));
  }
  const bool sentinel =
      get16(record, 8) == kZip64Threshold16 || get16(record, 10) == kZip64Threshold16 ||
      get32(record, 12) == kZip64Threshold32 || get32(record, 16) == kZip64Threshold32;
  constexpr std::size_t kAllEndBytes = kZip64EndBytes + kZip64LocatorBytes + kEndRecordBytes;
  if (sentinel) {
    if (tail.size() < kAllEndBytes ||
        get32(tail, tail.size() - kAllEndBytes) != kZip64EndSignature) {
      return defect("container.zip64", "the zip64 end record is not before the end record");
    }
    const ByteView zip64 = tail.last(kAllEndBytes).first(kZip64EndBytes);
    end = {get64(zip64, 32), get64(zip64, 40), get64(zip64, 48)};
  } else {
    constexpr std::size_t kLocatorAndEndBytes = kZip64LocatorBytes + kEndRecordBytes;
    if (tail.size() >= kLocatorAndEndBytes &&
        get32(tail, tail.size() - kLocatorAndEndBytes) == kZip64LocatorSignature) {
      return defect("container.zip64", "there is a zip64 end record without need");
    }
    end = {get16(record, 10), get32(record, 12), get32(record, 16)};
  }
  if (end.entries > kMaxEntries) {
    return defect("limit.entries", std::to_string(end.entries) + " entries, at most " +
                                       std::to_string(kMaxEntries) + " are read");
  }
  if (end.directory_bytes > kMaxDirectoryBytes) {
    return defect("limit.directory-size",
                  "a central directory of " + std::to_string(end.directory_bytes) +
                      " bytes, at most " + std::to_string(kMaxDirectoryBytes) + " are read");
  }
  Bytes canonical;
  append_end(canonical, end);
  if (tail.size() < canonical.size() ||
      !std::equal(canonical.begin(), canonical.end(), tail.last(canonical.size()).begin())) {
    const bool zip64_wrong = sentinel || needs_zip64(end);
    return defect(zip64_wrong ? "container.zip64" : "container.end-record",
                  zip64_wrong ? "the zip64 end record or locator is not in its one form"
                              : "the end record is not in its one form");
  }
  if (end.directory_offset > file_bytes ||
      file_bytes - end.directory_offset != end.directory_bytes + canonical.size()) {
    return defect("container.directory",
                  "the central directory is told to lie at " +
                      std::to_string(end.directory_offset) + " with " +
                      std::to_string(end.directory_bytes) +
                      " bytes, which does not reach just up to the end record of a file of " +
                      std::to_string(file_bytes) + " bytes");
  }
  if (end.entries * kDirectoryHeaderBytes > end.directory_bytes) {
    return defect("container.directory", std::to_string(end.entries) +
                                             " entries do not fit into a central directory of " +
                                             std::to_string(end.directory_bytes) + " bytes");
  }
  return std::nullopt;
}

std::optional<ZipDefect> decode_directory_header(ByteView bytes, ZipEntryInfo& entry,
                                                 std::size_t& header_bytes) {
  if (bytes.size() < kDirectoryHeaderBytes || get32(bytes, 0) != kDirectorySignature) {
    return defect("container.directory-header",
                  "the central directory does not go on with a header where one must stand");
  }
  const std::size_t name_bytes = get16(bytes, 28);
  const std::size_t extra_bytes = get16(bytes, 30);
  if (bytes.size() - kDirectoryHeaderBytes < name_bytes + extra_bytes) {
    return defect("container.directory-header", "a header reaches beyond the central directory");
  }
  entry.name = as_text(bytes.subspan(kDirectoryHeaderBytes, name_bytes));
  entry.crc = get32(bytes, 16);
  entry.size = get32(bytes, 24);
  entry.offset = get32(bytes, 42);
  const ByteView extra = bytes.subspan(kDirectoryHeaderBytes + name_bytes, extra_bytes);
  const std::size_t wanted = (is_large(entry.size) ? 16U : 0U) + (is_large(entry.offset) ? 8U : 0U);
  if (wanted != 0) {
    if (extra.size() != 4 + wanted || get16(extra, 0) != kZip64FieldId ||
        get16(extra, 2) != wanted) {
      return defect("container.extra", "the zip64 field has not exactly the members needed");
    }
    std::size_t at = 4;
    if (is_large(entry.size)) {
      entry.size = get64(extra, at);
      at += 16;
    }
    if (is_large(entry.offset)) entry.offset = get64(extra, at);
  }
  std::array<std::uint8_t, kDirectoryHeaderBytes + 28> canonical{};
  put_directory_fixed(canonical.data(), entry);
  const ByteView fixed = ByteView(canonical).first(kDirectoryHeaderBytes);
  if (std::memcmp(fixed.data(), bytes.data(), kDirectoryHeaderBytes) != 0) {
    return first_difference(bytes.first(kDirectoryHeaderBytes), fixed, kDirectoryFields,
                            "in the directory, ");
  }
  if (!extra.empty()) {
    put_directory_extra(canonical.data() + kDirectoryHeaderBytes, entry);
    if (std::memcmp(canonical.data() + kDirectoryHeaderBytes, extra.data(), extra.size()) != 0) {
      return defect("container.extra", "the zip64 field is not in its one form");
    }
  }
  header_bytes = kDirectoryHeaderBytes + name_bytes + extra_bytes;
  return std::nullopt;
}

std::optional<ZipDefect> check_local_header(ByteView bytes, const ZipEntryInfo& entry) {
  std::array<std::uint8_t, kLocalHeaderBytes> fixed{};
  put_local_fixed(fixed.data(), entry);
  if (bytes.size() < local_header_bytes(entry.name.size(), entry.size)) {
    return defect("container.local-header", "the local header reaches beyond its place");
  }
  if (std::memcmp(fixed.data(), bytes.data(), kLocalHeaderBytes) != 0) {
    return first_difference(bytes.first(kLocalHeaderBytes), ByteView(fixed), kLocalFields,
                            "in the local header, ");
  }
  if (as_text(bytes.subspan(kLocalHeaderBytes, entry.name.size())) != entry.name) {
    return defect("container.local-header",
                  "the local header has another name than the central directory");
  }
  if (is_large(entry.size)) {
    std::array<std::uint8_t, 20> extra{};
    put_local_extra(extra.data(), entry);
    if (!std::equal(extra.begin(), extra.end(),
                    bytes.subspan(kLocalHeaderBytes + entry.name.size()).begin())) {
      return defect("container.extra",
                    "in the local header, the zip64 field is not in its one form");
    }
  }
  return std::nullopt;
}

bool begins_with_directory_header(ByteView bytes) {
  return bytes.size() >= 4 && get32(bytes, 0) == kDirectorySignature;
}

bool begins_with_end_record(ByteView bytes) {
  return bytes.size() >= 4 &&
         (get32(bytes, 0) == kEndSignature || get32(bytes, 0) == kZip64EndSignature);
}

bool decode_local_header(ByteView bytes, ZipEntryInfo& entry) {
  if (bytes.size() < kLocalHeaderBytes || get32(bytes, 0) != kLocalSignature) return false;
  const std::size_t name_bytes = get16(bytes, 26);
  const std::size_t extra_bytes = get16(bytes, 28);
  if (bytes.size() - kLocalHeaderBytes < name_bytes + extra_bytes) return false;
  entry.name = as_text(bytes.subspan(kLocalHeaderBytes, name_bytes));
  entry.crc = get32(bytes, 14);
  entry.size = get32(bytes, 22);
  if (is_large(entry.size) && extra_bytes == 20) {
    entry.size = get64(bytes, kLocalHeaderBytes + name_bytes + 4);
  }
  return !check_local_header(bytes, entry);
}

}  // namespace dossier
