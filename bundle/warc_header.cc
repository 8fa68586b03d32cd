// SPDX-License-Identifier: Apache-2.0
#include "bundle/warc_header.h"

#include <algorithm>
#include <charconv>

namespace dossier {
namespace {

constexpr std::string_view kLength = "Content-Length";
constexpr std::string_view kMark = "WARC/";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// The line up to its end, which is taken off.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim_white_space(std::string_view text) {
  while (!text.empty() && is_white(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  return text;
}

const std::string* find_field(const HeaderFields& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const HeaderField& field) {
    return equal_without_case(field.name, name);
  });
  return found == fields.end() ? nullptr : &found->value;
}

std::size_t count_fields(const HeaderFields& fields, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(),
      [&](const HeaderField& field) { return equal_without_case(field.name, name); }));
}

std::string read_header_fields(std::string_view lines, HeaderFields& out) {
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
    if (is_folded && !out.empty()) {
      const std::string_view more = trim_white_space(line);
      if (!more.empty()) out.back().value += " " + std::string(more);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
      return "line " + std::to_string(out.size() + 1) + " of its fields is no \"name: value\"";
    }
    out.push_back({std::string(line.substr(0, colon)),
                   std::string(trim_white_space(line.substr(colon + 1)))});
  }
  return {};
}

std::string WarcHeader::field(std::string_view name) const {
  const std::string* const value = find_field(fields, name);
  return value == nullptr ? std::string() : *value;
}

std::string read_warc_header(std::string_view text, WarcHeader& out) {
  const std::string_view first = take_line(text);
  if (!first.starts_with(kMark)) return "does not begin with \"WARC/\"";
  out.version = first.substr(kMark.size());
  if (out.version != "1.0" && out.version != "1.1") {
    return "is of the WARC version \"" + out.version + "\"; 1.0 and 1.1 are read";
  }
  std::string fault = read_header_fields(text, out.fields);
  if (!fault.empty()) return fault;
  const std::string length = out.field(kLength);
  const char* const end = length.data() + length.size();
  const auto [stopped, error] = std::from_chars(length.data(), end, out.length);
  if (length.empty() || error != std::errc() || stopped != end) {
    return "has no Content-Length that is a number";
  }
  if (count_fields(out.fields, kLength) > 1) return "has Content-Length more than once";
  return {};
}

}  // namespace dossier
