// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/bytes.h"

namespace dossier {

// The tag files of bags that other tools made, BagIt 0.93 to 1.0 (RFC 8493), line by line. What the
// versions differ in is told by `is_final`: true for 1.0.

// What is wrong in a line of a tag file; the first line is 1.
struct LineFault {
  std::size_t line = 1;
  std::string sentence;
};

struct BagDeclaration {
  std::string version;   // "0.97"
  std::string encoding;  // of all other tag files, by the WHATWG name
  bool is_final = false;
  // In 1.0 a label, a colon, one space, a value; earlier versions allow more white space. What is
  // wrong with it leaves the rest readable.
  std::optional<LineFault> spacing;
};
// bagit.txt: two lines, UTF-8 without a byte order mark.
std::variant<BagDeclaration, LineFault> parse_foreign_declaration(ByteView file);

struct TagLine {
  std::string label;
  std::string value;  // with its continuations
};
// bag-info.txt or package-info.txt, decoded.
std::variant<std::vector<TagLine>, LineFault> parse_tag_lines(std::string_view text);

// "OCTETS.STREAMS" of the label Payload-Oxum.
struct PayloadOxum {
  std::uint64_t octets = 0;
  std::uint64_t streams = 0;
};
std::optional<PayloadOxum> parse_payload_oxum(std::string_view value);

struct ForeignManifestLine {
  Bytes digest;
  std::string path;      // as the file is called: decoded where the version says so, without "./"
  bool had_dot = false;  // "./" stood before it
  bool had_star = false;
};
// A digest of that many bytes in hexadecimal digits of either case, white space, a path.
std::variant<ForeignManifestLine, std::string> parse_foreign_manifest_line(std::string_view line,
                                                                           std::size_t digest_bytes,
                                                                           bool is_final);

// A line of fetch.txt: an address, a length or "-", a path. Nothing is ever fetched.
std::variant<std::string, std::string> parse_fetch_line(std::string_view line, bool is_final);

// Why a path of a manifest or of fetch.txt leads out of the bag, or would on some system; nullopt
// when it stays inside.
std::optional<std::string> foreign_path_fault(std::string_view path);

// The lines of a text, without their ends (LF, CR LF or CR).
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace dossier
