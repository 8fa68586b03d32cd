// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// The canonical ZIP of FORMAT.md ("The container"), as pure functions of (name, size, CRC-32,
// offset): there is one spelling of every structure, so a reader re-encodes and compares.
// Numbers are little-endian as in APPNOTE 6.3; names are bytes as stored.

inline constexpr std::size_t kLocalHeaderBytes = 30;
inline constexpr std::size_t kDirectoryHeaderBytes = 46;
inline constexpr std::size_t kEndRecordBytes = 22;
inline constexpr std::size_t kZip64EndBytes = 56;
inline constexpr std::size_t kZip64LocatorBytes = 20;
inline constexpr std::uint64_t kZip64Threshold32 = 0xFFFFFFFF;
inline constexpr std::uint64_t kZip64Threshold16 = 0xFFFF;

struct ZipEntryInfo {
  std::string_view name;  // with the top folder
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint64_t offset = 0;  // of the local header, from the start of the file
};

struct ZipEnd {
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t directory_offset = 0;
};

std::size_t local_header_bytes(std::size_t name_bytes, std::uint64_t size);
std::size_t directory_header_bytes(std::size_t name_bytes, std::uint64_t size,
                                   std::uint64_t offset);
std::size_t end_bytes(const ZipEnd& end);

void append_local_header(Bytes& out, const ZipEntryInfo& entry);
void append_directory_header(Bytes& out, const ZipEntryInfo& entry);
// The zip64 end record and locator where they are needed, then the end record.
void append_end(Bytes& out, const ZipEnd& end);

// A deviation from the one spelling: a container.* code and what was found.
struct ZipDefect {
  std::string_view code;
  std::string sentence;
};

// Reads the end structures from the last bytes of a file (the whole file if it is shorter than
// kEndRecordBytes + kZip64LocatorBytes + kZip64EndBytes). Checks that directory and end records
// tile the file's end, the limits of FORMAT.md, and that every byte is as append_end would write
// it.
std::optional<ZipDefect> decode_end(ByteView tail, std::uint64_t file_bytes, ZipEnd& end);

// Reads the directory header at the start of `bytes` and tells its length. The name is a view into
// `bytes`. Every byte is as append_directory_header would write it, or there is a defect.
std::optional<ZipDefect> decode_directory_header(ByteView bytes, ZipEntryInfo& entry,
                                                 std::size_t& header_bytes);

// Whether `bytes` begins with exactly the local header that belongs to the entry; what deviates
// otherwise. `bytes` holds at least local_header_bytes(...) bytes or all that the file has.
std::optional<ZipDefect> check_local_header(ByteView bytes, const ZipEntryInfo& entry);

// Whether `bytes` begins with the signature of such a structure.
bool begins_with_directory_header(ByteView bytes);
bool begins_with_end_record(ByteView bytes);  // zip64 end record or end record

// What a local header at the start of `bytes` tells, when it is in its one form; for files whose
// directory is damaged. The name is a view into `bytes`, the offset is left alone.
bool decode_local_header(ByteView bytes, ZipEntryInfo& entry);

}  // namespace dossier
