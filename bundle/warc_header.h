// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

// A named field of a WARC or HTTP header. Names are compared without regard to case.
struct HeaderField {
  std::string name;
  std::string value;  // without white space around it; folded lines joined by a space
};
using HeaderFields = std::vector<HeaderField>;

// The value of the first field of that name; nullptr when there is none.
const std::string* find_field(const HeaderFields& fields, std::string_view name);
std::size_t count_fields(const HeaderFields& fields, std::string_view name);
// Lines "name: value", each ended by LF or CRLF, no empty line among them. A sentence without final
// stop for what is none; then `out` holds those before.
std::string read_header_fields(std::string_view lines, HeaderFields& out);

bool equal_without_case(std::string_view a, std::string_view b);
std::string_view trim_white_space(std::string_view text);

inline constexpr std::size_t kMaxWarcHeaderBytes = 64 * 1024;

// The header of a WARC record (ISO 28500, WARC 1.0 and 1.1, section 4).
struct WarcHeader {
  std::string version;  // "1.0"
  HeaderFields fields;
  std::uint64_t length = 0;  // of the block

  // Empty when there is no such field.
  std::string field(std::string_view name) const;
};

// `text` is all up to the empty line, without it. A sentence without final stop when it is no
// header that tells where the record ends: then nothing behind it can be read. What else is wrong
// with a record is for others to say.
std::string read_warc_header(std::string_view text, WarcHeader& out);

}  // namespace dossier
