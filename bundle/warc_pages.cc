// SPDX-License-Identifier: Apache-2.0
#include "bundle/warc_pages.h"

#include <algorithm>
#include <array>

#include "bundle/warc_scan.h"
#include "manifests/json/utf8.h"
#include "manifests/records/syntax.h"
#include "manifests/text/charset.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 4> kPageTypes = {"text/html", "application/xhtml+xml",
                                                        "text/plain", "application/pdf"};
constexpr std::string_view kNotInAddress = " \"<>\\^`{|}";

void append_percent(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

}  // namespace

bool is_page_type(std::string_view media_type) {
  return std::find(kPageTypes.begin(), kPageTypes.end(), media_type) != kPageTypes.end();
}

std::string stored_media_type(std::string_view content_type) {
  std::string type(trim_white_space(content_type.substr(0, content_type.find(';'))));
  for (char& c : type) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (!fits(kMediaType, type)) return {};
  const std::string with_charset = type + "; charset=" + content_type_charset(content_type);
  return fits(kMediaType, with_charset) ? with_charset : type;
}

std::string stored_address(std::string_view address) {
  // Some writers took the angle brackets of the standard's grammar for a part of the value.
  if (address.starts_with('<') && address.ends_with('>')) {
    address = address.substr(1, address.size() - 2);
  }
  const bool is_utf8 = is_valid_utf8(address);
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_allowed = byte > 0x20 && byte != 0x7F && (byte < 0x80 || is_utf8) &&
                            kNotInAddress.find(c) == std::string_view::npos;
    if (is_allowed) {
      out += c;
    } else {
      append_percent(out, c);
    }
  }
  return fits(kUri, out) ? out : std::string();
}

std::string redirect_target(const std::string& from, std::string_view location) {
  const std::size_t scheme = from.find("://");
  if (scheme == std::string::npos || location.empty()) return {};
  const std::string target(location.substr(0, location.find('#')));
  if (target.starts_with("//")) return stored_address(from.substr(0, scheme + 1) + target);
  if (target.starts_with('/')) {
    return stored_address(from.substr(0, from.find_first_of("/?", scheme + 3)) + target);
  }
  return target.find("://") == std::string::npos ? std::string() : stored_address(target);
}

bool WarcPages::next(WarcItem& item) {
  item = {};
  if (!reader_.next()) return false;
  item.place = reader_.place();
  WarcScan scan(reader_.header());
  ByteView piece;
  while (reader_.block(piece)) scan.update(piece);
  if (!reader_.damage().empty()) return false;
  scan.finish(item);
  return true;
}

}  // namespace dossier
