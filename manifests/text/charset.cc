// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/charset.h"

#include <algorithm>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [&lower](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

// Takes the next part of a parameter list up to a semicolon outside of quotation marks.
std::string_view take_parameter(std::string_view& list) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < list.size() && (quoted || list[at] != ';'); ++at) {
    if (list[at] == '"') {
      quoted = !quoted;
    } else if (quoted && list[at] == '\\') {
      ++at;
    }
  }
  at = std::min(at, list.size());
  const std::string_view part = list.substr(0, at);
  list.remove_prefix(std::min(at + 1, list.size()));
  return part;
}

std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') {
    return std::string(value);
  }
  std::string out;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '\\' && i + 2 < value.size()) {
      ++i;
    }
    out.push_back(value[i]);
  }
  return out;
}

std::string_view byte_order_mark(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    return "utf-8";
  }
  if (text.substr(0, 2) == "\xFE\xFF") {
    return "utf-16be";
  }
  return text.substr(0, 2) == "\xFF\xFE" ? "utf-16le" : "";
}

}  // namespace

std::string content_type_charset(std::string_view content_type) {
  take_parameter(content_type);
  while (!content_type.empty()) {
    const std::string_view part = take_parameter(content_type);
    const std::size_t equals = std::min(part.find('='), part.size());
    if (equals < part.size() && equal_ignoring_case(trimmed(part.substr(0, equals)), "charset")) {
      return unquoted(trimmed(part.substr(equals + 1)));
    }
  }
  return {};
}

Charset detect_charset(ByteView bytes, std::string_view content_type, bool is_html) {
  const std::string_view text = as_text(bytes);
  if (const std::string_view name = byte_order_mark(text); !name.empty()) {
    return {name, "bom"};
  }
  const std::string_view http = encoding_name(content_type_charset(content_type));
  if (!http.empty()) {
    return {http, "http"};
  }
  const std::string_view meta = is_html ? prescan_meta(text) : std::string_view();
  if (!meta.empty()) {
    return {meta, "meta"};
  }
  return is_valid_utf8(text) ? Charset{"utf-8", "valid-utf8"} : Charset{"windows-1252", "fallback"};
}

}  // namespace dossier
