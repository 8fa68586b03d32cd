// SPDX-License-Identifier: Apache-2.0
#include "bundle/zip_format.h"

#include <doctest/doctest.h>

#include "bundle/layout.h"

using namespace dossier;

namespace {

constexpr std::uint64_t kBelow32 = 0xFFFFFFFE;
constexpr std::uint64_t kAt32 = 0xFFFFFFFF;

Bytes directory_header(std::uint64_t size, std::uint64_t offset) {
  Bytes bytes;
  append_directory_header(bytes, {"n/data/a", size, 0x12345678, offset});
  return bytes;
}

Bytes local_header(std::uint64_t size) {
  Bytes bytes;
  append_local_header(bytes, {"n/data/a", size, 0x12345678, 0});
  return bytes;
}

Bytes ending(const ZipEnd& end) {
  Bytes bytes;
  append_end(bytes, end);
  return bytes;
}

std::string code_of(const std::optional<ZipDefect>& defect) {
  return defect ? std::string(defect->code) : "";
}

std::string decoded_end(ByteView tail, std::uint64_t file_bytes) {
  ZipEnd end;
  return code_of(decode_end(tail, file_bytes, end));
}

}  // namespace

TEST_CASE("a local header is laid out as APPNOTE 4.3.7 says, with the fixed fields of the format") {
  const Bytes expected = {'P', 'K',  3,    4,    20,   0,   0,   8,   0,   0,   0,   0,  0x21,
                          0,   0x78, 0x56, 0x34, 0x12, 5,   0,   0,   0,   5,   0,   0,  0,
                          8,   0,    0,    0,    'n',  '/', 'd', 'a', 't', 'a', '/', 'a'};
  CHECK(local_header(5) == expected);
}

TEST_CASE("the zip64 field of a local header exists from 0xFFFFFFFF bytes on") {
  CHECK(local_header(kBelow32).size() == 38);
  const Bytes large = local_header(kAt32);
  REQUIRE(large.size() == 58);
  CHECK(large[4] == 45);
  CHECK(Bytes(large.begin() + 18, large.begin() + 26) == Bytes(8, 0xFF));
  CHECK(Bytes(large.begin() + 38, large.end()) ==
        Bytes{1, 0, 16, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0});
}

TEST_CASE("a directory header holds only the zip64 members that it needs") {
  CHECK(directory_header(kBelow32, kBelow32).size() == 54);
  CHECK(directory_header(kAt32, 0).size() == 54 + 4 + 16);
  CHECK(directory_header(0, kAt32).size() == 54 + 4 + 8);
  CHECK(directory_header(kAt32, kAt32).size() == 54 + 4 + 24);
}

TEST_CASE("directory headers of every shape are read back") {
  for (const std::uint64_t size : {std::uint64_t{0}, kBelow32, kAt32, kAt32 + 1, kAt32 << 8}) {
    for (const std::uint64_t offset : {std::uint64_t{0}, kBelow32, kAt32, kAt32 << 9}) {
      CAPTURE(size);
      CAPTURE(offset);
      Bytes bytes = directory_header(size, offset);
      const std::size_t length = bytes.size();
      bytes.push_back('P');
      ZipEntryInfo info;
      std::size_t header_bytes = 0;
      REQUIRE(code_of(decode_directory_header(bytes, info, header_bytes)).empty());
      CHECK(header_bytes == length);
      CHECK(info.name == "n/data/a");
      CHECK(info.size == size);
      CHECK(info.offset == offset);
      CHECK(info.crc == 0x12345678);
    }
  }
}

TEST_CASE("a directory header with one bit changed is refused, or says something else") {
  for (const std::uint64_t size : {std::uint64_t{77}, kAt32 + 7}) {
    const Bytes good = directory_header(size, kAt32 + 3);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      CAPTURE(bit);
      Bytes bad = good;
      bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1U << bit % 8);
      ZipEntryInfo info;
      std::size_t header_bytes = 0;
      if (decode_directory_header(bad, info, header_bytes)) continue;
      const bool says_the_same = info.name == "n/data/a" && info.size == size &&
                                 info.offset == kAt32 + 3 && info.crc == 0x12345678;
      CHECK_FALSE(says_the_same);
    }
  }
}

TEST_CASE("a local header with one bit changed is refused, and so is one cut short") {
  for (const std::uint64_t size : {std::uint64_t{77}, kAt32 + 7}) {
    const ZipEntryInfo info{"n/data/a", size, 0x12345678, 0};
    const Bytes good = local_header(size);
    CHECK(code_of(check_local_header(good, info)).empty());
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      CAPTURE(bit);
      Bytes bad = good;
      bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1U << bit % 8);
      CHECK(check_local_header(bad, info));
    }
    for (std::size_t length = 0; length < good.size(); ++length) {
      CHECK(check_local_header(ByteView(good).first(length), info));
    }
  }
}

TEST_CASE("each deviation of a header has its own code") {
  const auto code_with = [](std::size_t at, std::uint8_t value) {
    Bytes bytes = directory_header(5, 0);
    bytes[at] = value;
    ZipEntryInfo info;
    std::size_t header_bytes = 0;
    return code_of(decode_directory_header(bytes, info, header_bytes));
  };
  CHECK(code_with(10, 8) == "container.method");
  CHECK(code_with(8, 8) == "container.flags");  // data descriptor
  CHECK(code_with(9, 0) == "container.flags");  // names not declared as UTF-8
  CHECK(code_with(4, 63) == "container.directory-header");
  CHECK(code_with(38, 1) == "container.directory-header");
}

TEST_CASE("zip64 end structures exist if and only if they are needed") {
  CHECK(ending({65534, 46 * 65534, 0}).size() == 22);
  CHECK(ending({65535, 46 * 65535, 0}).size() == 98);
  CHECK(ending({1, 60, kBelow32}).size() == 22);
  CHECK(ending({1, 60, kAt32}).size() == 98);
}

TEST_CASE("end structures of both kinds are read back, at the exact boundaries") {
  for (const ZipEnd& given :
       {ZipEnd{1, 60, 100}, ZipEnd{65534, 46 * 65534, 9}, ZipEnd{65535, 46 * 65535, 9},
        ZipEnd{1, 60, kBelow32}, ZipEnd{1, 60, kAt32}}) {
    const Bytes tail = ending(given);
    ZipEnd end;
    const std::uint64_t file_bytes = given.directory_offset + given.directory_bytes + tail.size();
    CHECK(code_of(decode_end(tail, file_bytes, end)).empty());
    CHECK(end.entries == given.entries);
    CHECK(end.directory_bytes == given.directory_bytes);
    CHECK(end.directory_offset == given.directory_offset);
    CHECK(decode_end(tail, file_bytes + 1, end));
    CHECK(decode_end(tail, file_bytes - 1, end));
  }
}

TEST_CASE("an end record with one bit changed is refused") {
  for (const ZipEnd& given : {ZipEnd{3, 200, 1000}, ZipEnd{65535, 46 * 65535, 9}}) {
    const Bytes good = ending(given);
    const std::uint64_t file_bytes = given.directory_offset + given.directory_bytes + good.size();
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      CAPTURE(bit);
      Bytes bad = good;
      bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1U << bit % 8);
      ZipEnd end;
      const auto defect = decode_end(bad, file_bytes, end);
      // A smaller count is found out later, when the directory holds more headers than told.
      if (!defect) CHECK(end.entries != given.entries);
    }
  }
}

TEST_CASE("end records that are not there, commented or beyond the limits have their codes") {
  CHECK(decoded_end(as_bytes("no zip"), 6) == "container.end-record-missing");
  Bytes commented = ending({1, 60, 100});
  commented[20] = 3;
  CHECK(decoded_end(commented, 182) == "container.comment");
  CHECK(decoded_end(ending({kMaxEntries + 1, 46 * (kMaxEntries + 1), 9}), 1) == "limit.entries");
  CHECK(decoded_end(ending({70000, kMaxDirectoryBytes + 1, 9}), 1) == "limit.directory-size");
  CHECK(decoded_end(ending({10, 46 * 9, 0}), 46 * 9 + 22) == "container.directory");
  Bytes unneeded(20, 0);
  unneeded[0] = 'P';
  unneeded[1] = 'K';
  unneeded[2] = 6;
  unneeded[3] = 7;
  const Bytes end = ending({1, 60, 100});
  unneeded.insert(unneeded.end(), end.begin(), end.end());
  CHECK(decoded_end(unneeded, 202) == "container.zip64");
}
