// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "manifests/text/charset.h"
#include "manifests/text/iconv_difference.h"
#include "manifests/text/iconv_table.h"
#include "manifests/text/multi_byte.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

void append_replacement(DecodedText& out) {
  append_utf8(out.text, kReplacementCharacter);
  ++out.replacements;
}

DecodedText decode_utf_8(std::string_view bytes) {
  if (bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark) {
    bytes.remove_prefix(kUtf8Mark.size());
  }
  DecodedText out;
  if (is_valid_utf8(bytes)) {
    out.text = bytes;
    return out;
  }
  out.text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    bool valid = true;
    append_utf8(out.text, next_code_point(bytes, at, valid));
    out.replacements += valid ? 0 : 1;
  }
  return out;
}

DecodedText decode_utf_16(ByteView bytes, bool big_endian) {
  DecodedText out;
  out.text.reserve(bytes.size());
  auto unit = [&](std::size_t at) {
    const char32_t first = bytes[at];
    const char32_t second = bytes[at + 1];
    return big_endian ? (first << 8) | second : (second << 8) | first;
  };
  constexpr char32_t kByteOrderMark = 0xFEFF;
  std::size_t at = bytes.size() >= 2 && unit(0) == kByteOrderMark ? 2 : 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const char32_t c = unit(at);
    const bool is_lead = c >= 0xD800 && c <= 0xDBFF;
    const char32_t next = is_lead && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (next >= 0xDC00 && next <= 0xDFFF) {
      append_utf8(out.text, 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00));
      at += 2;
    } else if (c >= 0xD800 && c <= 0xDFFF) {
      append_replacement(out);
      // A lead that is cut off by the end is one error together with the odd byte.
      if (is_lead && at + 3 == bytes.size()) {
        return out;
      }
    } else {
      append_utf8(out.text, c);
    }
  }
  if (at < bytes.size()) {
    append_replacement(out);
  }
  return out;
}

struct SingleByteName {
  std::string_view encoding;
  const char* iconv_name;
};
constexpr std::array<SingleByteName, 28> kSingleByte = {{
    {"ibm866", "IBM866"},           {"iso-8859-2", "ISO-8859-2"},   {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},   {"iso-8859-5", "ISO-8859-5"},   {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},   {"iso-8859-8", "ISO-8859-8"},   {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"}, {"iso-8859-13", "ISO-8859-13"}, {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"}, {"iso-8859-16", "ISO-8859-16"}, {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},           {"macintosh", "MACINTOSH"},     {"windows-874", "CP874"},
    {"windows-1250", "CP1250"},     {"windows-1251", "CP1251"},     {"windows-1252", "CP1252"},
    {"windows-1253", "CP1253"},     {"windows-1254", "CP1254"},     {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},     {"windows-1257", "CP1257"},     {"windows-1258", "CP1258"},
    {"x-mac-cyrillic", "MAC-UK"},
}};

std::optional<std::array<char32_t, 128>> single_byte_index(std::string_view name,
                                                           const char* iconv_name) {
  const auto table = IconvTable::open(iconv_name);
  if (!table) {
    return std::nullopt;
  }
  std::array<char32_t, 128> index{};
  for (std::size_t i = 0; i < index.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    const std::u32string found = standard_character(name, {&byte, 1}, *table);
    index[i] = found.size() == 1 ? found[0] : U'\0';
    if (index[i] == 0 && i < 0x20) {
      index[i] = static_cast<char32_t>(0x80 + i);  // the standard fills these with C1 controls
    }
  }
  return index;
}

DecodedText decode_single_byte(ByteView bytes, const std::array<char32_t, 128>& index) {
  DecodedText out;
  out.text.reserve(bytes.size() + bytes.size() / 8);
  for (const std::uint8_t byte : bytes) {
    const char32_t c = byte < 0x80 ? byte : index[byte - 0x80u];
    if (c == 0 && byte >= 0x80) {
      append_replacement(out);
    } else {
      append_utf8(out.text, c);
    }
  }
  return out;
}

std::array<char32_t, 128> user_defined_index() {
  std::array<char32_t, 128> index{};
  for (std::size_t i = 0; i < index.size(); ++i) {
    index[i] = static_cast<char32_t>(0xF780 + i);
  }
  return index;
}

}  // namespace

std::optional<DecodedText> decode_charset(ByteView bytes, std::string_view name) {
  if (name == "utf-8") {
    return decode_utf_8(as_text(bytes));
  }
  if (name == "utf-16le" || name == "utf-16be") {
    return decode_utf_16(bytes, name == "utf-16be");
  }
  if (name == "x-user-defined") {
    return decode_single_byte(bytes, user_defined_index());
  }
  if (name == "replacement") {
    DecodedText out;
    if (!bytes.empty()) {
      append_replacement(out);
    }
    return out;
  }
  const auto single = std::find_if(kSingleByte.begin(), kSingleByte.end(),
                                   [&](const SingleByteName& e) { return e.encoding == name; });
  if (single == kSingleByte.end()) {
    return decode_multi_byte(bytes, name);
  }
  const auto index = single_byte_index(name, single->iconv_name);
  return index ? std::optional(decode_single_byte(bytes, *index)) : std::nullopt;
}

}  // namespace dossier
