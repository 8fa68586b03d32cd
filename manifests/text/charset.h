// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// The name, in lower case, of the encoding that the WHATWG Encoding Standard means by a label
// (iso-8859-1 means windows-1252); empty when it knows no such label.
std::string_view encoding_name(std::string_view label);

// The value of the charset parameter of a Content-Type (RFC 9110, section 8.3), as written; empty
// when there is none.
std::string content_type_charset(std::string_view content_type);

inline constexpr std::size_t kPrescanBytes = 1024;
// The encoding that a meta element in the first kPrescanBytes names, by the prescan of the HTML
// standard (UTF-16 there means utf-8, x-user-defined windows-1252); empty when there is none.
std::string_view prescan_meta(std::string_view html);

// How the encoding was found: bom, http, meta, valid-utf8, fallback.
struct Charset {
  std::string_view name;
  std::string_view rule;
};
// The first rule that answers. A label that is not known is as if absent. The rule meta is left out
// unless `is_html`.
Charset detect_charset(ByteView bytes, std::string_view content_type, bool is_html);

struct DecodedText {
  std::string text;               // UTF-8 without byte order mark
  std::int64_t replacements = 0;  // how many U+FFFD stand for what could not be decoded
};
// Decodes by the Encoding Standard. nullopt when the system's iconv does not know the encoding.
std::optional<DecodedText> decode_charset(ByteView bytes, std::string_view name);

}  // namespace dossier
