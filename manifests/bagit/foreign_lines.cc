// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/foreign_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "manifests/text/charset.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kVersionLabel = "BagIt-Version";
constexpr std::string_view kEncodingLabel = "Tag-File-Character-Encoding";
constexpr std::array<std::string_view, 6> kVersions = {"0.93", "0.94", "0.95",
                                                       "0.96", "0.97", "1.0"};

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The value of "LABEL: VALUE". Strict: exactly one space, and only there.
std::optional<std::string_view> value_of(std::string_view line, std::string_view label,
                                         bool is_strict) {
  if (!line.starts_with(label)) return std::nullopt;
  line.remove_prefix(label.size());
  if (is_strict) {
    if (!line.starts_with(": ")) return std::nullopt;
    line.remove_prefix(2);
    if (line.empty() || line != trim(line)) return std::nullopt;
    return line;
  }
  line = trim(line);
  if (!line.starts_with(":")) return std::nullopt;
  return trim(line.substr(1));
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 8493, section 2.1.3: only line ends and the percent sign itself are escaped.
std::string decode_path(std::string_view path) {
  std::string decoded;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string_view rest = path.substr(i);
    if (rest.starts_with("%0A") || rest.starts_with("%0a")) {
      decoded += '\n';
    } else if (rest.starts_with("%0D") || rest.starts_with("%0d")) {
      decoded += '\r';
    } else if (rest.starts_with("%25")) {
      decoded += '%';
    } else {
      decoded += path[i];
      continue;
    }
    i += 2;
  }
  return decoded;
}

std::string path_of(std::string_view text, bool is_final) {
  return is_final ? decode_path(text) : std::string(text);
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) {
      text.remove_prefix(2);
    } else if (!text.empty()) {
      text.remove_prefix(1);
    }
  }
  return lines;
}

std::variant<BagDeclaration, LineFault> parse_foreign_declaration(ByteView file) {
  const std::string_view text = as_text(file);
  if (text.starts_with(kByteOrderMark)) return LineFault{1, "begins with a byte order mark"};
  if (!decode_utf8(text)) return LineFault{1, "is not UTF-8"};
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() != 2) {
    return LineFault{1, "has " + std::to_string(lines.size()) + " lines; it must have two"};
  }
  BagDeclaration declaration;
  const auto version = value_of(lines[0], kVersionLabel, false);
  if (!version) return LineFault{1, "does not tell the BagIt-Version"};
  if (std::find(kVersions.begin(), kVersions.end(), *version) == kVersions.end()) {
    return LineFault{
        1, "tells the BagIt-Version " + std::string(*version) + "; known are 0.93 to 0.97 and 1.0"};
  }
  declaration.version = *version;
  declaration.is_final = *version == "1.0";
  const auto encoding = value_of(lines[1], kEncodingLabel, false);
  if (!encoding) return LineFault{2, "does not tell the Tag-File-Character-Encoding"};
  declaration.encoding = encoding_name(*encoding);
  if (declaration.encoding.empty()) {
    return LineFault{2, "tells the encoding " + std::string(*encoding) + ", which is not known"};
  }
  const bool first_is_right = value_of(lines[0], kVersionLabel, true).has_value();
  if (declaration.is_final &&
      (!first_is_right || !value_of(lines[1], kEncodingLabel, true).has_value())) {
    declaration.spacing = LineFault{first_is_right ? std::size_t{2} : std::size_t{1},
                                    "has other white space than one space after the colon"};
  }
  return declaration;
}

std::variant<std::vector<TagLine>, LineFault> parse_tag_lines(std::string_view text) {
  std::vector<TagLine> tags;
  std::size_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (!line.empty() && is_blank(line.front())) {
      if (tags.empty()) return LineFault{number, "continues a line, and there is none before it"};
      tags.back().value += "\n" + std::string(trim(line));
      continue;
    }
    if (trim(line).empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || trim(line.substr(0, colon)).empty()) {
      return LineFault{number, "is not a label, a colon and a value"};
    }
    tags.push_back(
        {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  }
  return tags;
}

std::optional<PayloadOxum> parse_payload_oxum(std::string_view value) {
  PayloadOxum oxum;
  const char* const end = value.data() + value.size();
  const auto octets = std::from_chars(value.data(), end, oxum.octets);
  if (octets.ec != std::errc() || octets.ptr == end || *octets.ptr != '.') return std::nullopt;
  const auto streams = std::from_chars(octets.ptr + 1, end, oxum.streams);
  if (streams.ec != std::errc() || streams.ptr != end) return std::nullopt;
  return oxum;
}

std::variant<ForeignManifestLine, std::string> parse_foreign_manifest_line(std::string_view line,
                                                                           std::size_t digest_bytes,
                                                                           bool is_final) {
  ForeignManifestLine parsed;
  while (line.size() >= 2 && hex_value(line[0]) >= 0 && hex_value(line[1]) >= 0) {
    parsed.digest.push_back(
        static_cast<std::uint8_t>(hex_value(line[0]) * 16 + hex_value(line[1])));
    line.remove_prefix(2);
  }
  if (parsed.digest.size() != digest_bytes || line.empty() || !is_blank(line.front())) {
    return "does not begin with a digest of " + std::to_string(2 * digest_bytes) +
           " hexadecimal digits and white space";
  }
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  if (line.starts_with("*")) {
    parsed.had_star = true;
    line.remove_prefix(1);
  }
  parsed.path = path_of(line, is_final);
  while (parsed.path.starts_with("./")) {
    parsed.had_dot = true;
    parsed.path.erase(0, 2);
  }
  if (parsed.path.empty()) return "names no file";
  return parsed;
}

std::variant<std::string, std::string> parse_fetch_line(std::string_view line, bool is_final) {
  using Result = std::variant<std::string, std::string>;
  std::string_view rest = line;
  for (int field = 0; field < 2; ++field) {
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    if (end == 0 || end == rest.size()) {
      return Result(std::in_place_index<1>, "is not an address, a length and a path");
    }
    const std::string_view word = rest.substr(0, end);
    if (field == 1 && word != "-" &&
        !std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return Result(std::in_place_index<1>, "has a length that is neither a number nor -");
    }
    rest = rest.substr(end);
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  }
  std::string path = path_of(rest, is_final);
  while (path.starts_with("./")) path.erase(0, 2);
  if (path.empty()) return Result(std::in_place_index<1>, "names no file");
  return Result(std::in_place_index<0>, std::move(path));
}

std::optional<std::string> foreign_path_fault(std::string_view path) {
  if (path.starts_with("/")) return "is an absolute path";
  if (path.starts_with("~")) return "begins with a home folder";
  if (path.starts_with("\\")) return "is a path from a root of Windows";
  const bool has_letter =
      path.size() >= 2 && path[1] == ':' && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
  if (has_letter) return "begins with a drive letter of Windows";
  const std::size_t percent = path.starts_with("%") ? path.find('%', 1) : std::string_view::npos;
  const std::size_t end = path.find_first_of("/\\");
  if (percent != std::string_view::npos && (end == std::string_view::npos || percent < end)) {
    return "begins with a variable of Windows";
  }
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t next = std::min(path.find_first_of("/\\", at), path.size());
    if (path.substr(at, next - at) == "..") return "leads out of its folder by ..";
    at = next + 1;
  }
  if (path.find('\0') != std::string_view::npos) return "holds a zero byte";
  return std::nullopt;
}

}  // namespace dossier
