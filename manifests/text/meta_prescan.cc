// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "manifests/text/charset.h"

namespace dossier {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

struct Attribute {
  std::string name;
  std::string value;
};

// The label in the content attribute of a meta element: "algorithm for extracting a character
// encoding from a meta element" of the HTML standard.
std::string label_in_content(std::string_view content) {
  constexpr std::string_view kCharset = "charset";
  auto skip_spaces = [&content](std::size_t at) {
    return std::min(content.find_first_not_of("\t\n\f\r ", at), content.size());
  };
  std::size_t at = content.find(kCharset);
  while (at != std::string_view::npos) {
    at = skip_spaces(at + kCharset.size());
    if (at < content.size() && content[at] == '=') {
      break;
    }
    at = content.find(kCharset, at);
  }
  if (at == std::string_view::npos) {
    return {};
  }
  content.remove_prefix(skip_spaces(at + 1));
  if (!content.empty() && (content[0] == '"' || content[0] == '\'')) {
    const std::size_t end = content.find(content[0], 1);
    return std::string(end == std::string_view::npos ? "" : content.substr(1, end - 1));
  }
  return std::string(content.substr(0, content.find_first_of("\t\n\f\r ;")));
}

// "Prescan a byte stream to determine its encoding", HTML standard, section 13.2.3.2. Running out
// of bytes anywhere means that nothing was found.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes.substr(0, kPrescanBytes)) {}

  std::string_view run() {
    for (; at_ < bytes_.size(); ++at_) {
      if (starts("<!--")) {
        const std::size_t end = bytes_.find("-->", at_ + 2);
        at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
      } else if (is_meta()) {
        at_ += 6;
        const std::string_view name = meta();
        if (!name.empty()) {
          return name;
        }
      } else if (is_tag()) {
        skip_tag();
      } else if (starts("<!") || starts("</") || starts("<?")) {
        at_ = std::min(bytes_.find('>', at_), bytes_.size());
      }
    }
    return {};
  }

 private:
  bool starts(std::string_view what) const { return bytes_.substr(at_, what.size()) == what; }
  bool has(std::size_t at) const { return at < bytes_.size(); }

  bool is_meta() const {
    const std::string_view tag = bytes_.substr(at_, 6);
    return tag.size() == 6 && (is_space(tag[5]) || tag[5] == '/') &&
           std::equal(tag.begin(), tag.end() - 1, "<meta",
                      [](char a, char b) { return lower(a) == b; });
  }

  bool is_tag() const {
    const std::size_t name = starts("</") ? at_ + 2 : at_ + 1;
    return bytes_[at_] == '<' && has(name) && is_letter(bytes_[name]);
  }

  void skip_tag() {
    while (has(at_) && !is_space(bytes_[at_]) && bytes_[at_] != '>') {
      ++at_;
    }
    while (next_attribute()) {
    }
  }

  std::string_view meta() {
    std::set<std::string> seen;
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::optional<std::string_view> charset;
    while (const auto attribute = next_attribute()) {
      if (!seen.insert(attribute->name).second) {
        continue;
      }
      if (attribute->name == "http-equiv") {
        got_pragma = got_pragma || attribute->value == "content-type";
      } else if (attribute->name == "content" && !charset) {
        const std::string_view name = encoding_name(label_in_content(attribute->value));
        if (!name.empty()) {
          charset = name;
          need_pragma = true;
        }
      } else if (attribute->name == "charset") {
        charset = encoding_name(attribute->value);
        need_pragma = false;
      }
    }
    if (!has(at_) || !need_pragma || (*need_pragma && !got_pragma)) {
      return {};
    }
    if (charset == "utf-16be" || charset == "utf-16le") {
      return "utf-8";
    }
    return charset == "x-user-defined" ? "windows-1252" : *charset;
  }

  // "Get an attribute"; both name and value in lower case.
  std::optional<Attribute> next_attribute() {
    while (has(at_) && (is_space(bytes_[at_]) || bytes_[at_] == '/')) {
      ++at_;
    }
    if (!has(at_) || bytes_[at_] == '>') {
      return std::nullopt;
    }
    Attribute attribute;
    while (has(at_) && !(bytes_[at_] == '=' && !attribute.name.empty()) && !is_space(bytes_[at_]) &&
           bytes_[at_] != '/' && bytes_[at_] != '>') {
      attribute.name.push_back(lower(bytes_[at_++]));
    }
    skip_spaces();
    if (has(at_) && bytes_[at_] == '=') {
      ++at_;
      skip_spaces();
      read_value(attribute.value);
    }
    return has(at_) ? std::optional(std::move(attribute)) : std::nullopt;
  }

  void skip_spaces() {
    while (has(at_) && is_space(bytes_[at_])) {
      ++at_;
    }
  }

  void read_value(std::string& value) {
    if (has(at_) && (bytes_[at_] == '"' || bytes_[at_] == '\'')) {
      const char quote = bytes_[at_++];
      while (has(at_) && bytes_[at_] != quote) {
        value.push_back(lower(bytes_[at_++]));
      }
      ++at_;
      return;
    }
    while (has(at_) && !is_space(bytes_[at_]) && bytes_[at_] != '>') {
      value.push_back(lower(bytes_[at_++]));
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view prescan_meta(std::string_view html) {
  return Prescan(html).run();
}

}  // namespace dossier
