// SPDX-License-Identifier: Apache-2.0
#include "cli/escape_json.h"

#include "cli/escape.h"
#include "manifests/json/writer.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// As a string of JSON spells it: beyond U+FFFF in two halves (RFC 8259, section 7).
void append_json_escape(std::string& out, char32_t code_point) {
  if (code_point > 0xFFFF) {
    append_json_escape(out, 0xD800 + ((code_point - 0x10000) >> 10));
    append_json_escape(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
    return;
  }
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += "0123456789abcdef"[(code_point >> shift) & 0xF];
  }
}

}  // namespace

std::string escape_json(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t start = at;
    bool valid = false;
    const char32_t c = next_code_point(json, at, valid);
    if (valid && c != U'\n' && is_never_shown(c)) {
      append_json_escape(escaped, c);
    } else {
      escaped += json.substr(start, at - start);
    }
  }
  return escaped;
}

std::string printed_json(const json::Value& value) {
  return escape_json(json::write(value));
}

}  // namespace dossier
