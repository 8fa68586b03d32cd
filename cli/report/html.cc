// SPDX-License-Identifier: Apache-2.0
#include "cli/report/html.h"

#include "cli/escape.h"
#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// Marks that right-to-left text needs and that an isolated text keeps to itself, and the soft
// hyphen, which a page shows where a line ends.
bool is_harmless_in_page(char32_t c) {
  return c == 0x00AD || c == 0x061C || c == 0x200E || c == 0x200F;
}

std::string code_point_name(char32_t c) {
  std::string digits;
  for (auto value = static_cast<std::uint32_t>(c); value > 0 || digits.size() < 4; value /= 16) {
    digits.insert(digits.begin(), "0123456789ABCDEF"[value % 16]);
  }
  return "U+" + digits;
}

std::string_view escaped_ascii(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

SvgPath& SvgPath::add(char command, std::initializer_list<std::int64_t> numbers) {
  text_ += command;
  bool first = true;
  for (const std::int64_t number : numbers) {
    if (!first) text_ += ' ';
    text_ += std::to_string(number);
    first = false;
  }
  return *this;
}

Attribute Attribute::policy(std::initializer_list<Style> sheets) {
  std::string all;
  for (const Style& sheet : sheets) all += sheet.text();
  return with("content", "default-src 'none'; style-src 'sha256-" +
                             to_base64(sha256(as_bytes(all)).bytes()) +
                             "'; base-uri 'none'; form-action 'none'");
}

Html& Html::style(std::initializer_list<Style> sheets) {
  append("<style>");
  for (const Style& sheet : sheets) append(sheet.text());
  return append("</style>");
}

Html& Html::open(Word element, std::initializer_list<Attribute> attributes) {
  append("<").append(element.text());
  append_attributes(attributes);
  return append(">");
}

Html& Html::empty(Word element, std::initializer_list<Attribute> attributes) {
  append("<").append(element.text());
  append_attributes(attributes);
  return append("/>");
}

Html& Html::close(Word element) {
  return append("</").append(element.text()).append(">");
}

void Html::append_attributes(std::initializer_list<Attribute> attributes) {
  for (const Attribute& attribute : attributes) {
    append(" ").append(attribute.name_).append("=\"");
    append_escaped(attribute.value_, false);
    append("\"");
  }
}

void Html::append_escaped(std::string_view untrusted, bool marks_allowed) {
  std::size_t kept = 0;  // everything before is written
  for (std::size_t at = 0; at < untrusted.size();) {
    const std::size_t start = at;
    std::string instead;
    if (static_cast<unsigned char>(untrusted[at]) < 0x80 &&
        static_cast<unsigned char>(untrusted[at]) >= 0x20 && untrusted[at] != 0x7F) {
      instead = escaped_ascii(untrusted[at]);
      ++at;
    } else {
      bool valid = false;
      const char32_t c = next_code_point(untrusted, at, valid);
      if (valid && (c == U'\n' || c == U'\t')) continue;
      if (valid && (is_harmless_in_page(c) || !is_never_shown(c))) continue;
      const std::string name = valid ? code_point_name(c) : "U+FFFD";
      if (!marks_allowed) {
        instead = "[" + name + "]";
      } else if (kind_ == Kind::kPage) {
        instead = "<span class=\"ctl\">" + name + "</span>";
      } else {
        instead = "<tspan class=\"ctl\">[" + name + "]</tspan>";
      }
    }
    if (instead.empty()) continue;
    append(untrusted.substr(kept, start - kept)).append(instead);
    kept = at;
  }
  append(untrusted.substr(kept));
}

Html& Html::text(std::string_view untrusted) {
  append_escaped(untrusted, true);
  return *this;
}

Html& Html::plain(std::string_view untrusted) {
  append_escaped(untrusted, false);
  return *this;
}

Html& Html::isolated(std::string_view untrusted) {
  append("<bdi>");
  append_escaped(untrusted, true);
  return append("</bdi>");
}

Html& Html::element(Word name, std::string_view untrusted) {
  return open(name).text(untrusted).close(name);
}

Html& Html::element(Word name, Word css_class, std::string_view untrusted) {
  return open(name, {{"class", css_class}}).text(untrusted).close(name);
}

}  // namespace dossier
