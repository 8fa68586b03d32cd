// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/parser_input.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dossier {
namespace {

constexpr std::array<std::string_view, 9> kRawTextElements = {
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

bool is_digit(char c, bool hexadecimal) {
  return (c >= '0' && c <= '9') || (hexadecimal && lower(c) >= 'a' && lower(c) <= 'f');
}

bool ends_name(char c) {
  return is_space(c) || c == '/' || c == '>';
}

// One pass over a page, by the tokenizer of the HTML standard as far as it is needed to know where
// tags are.
class Scan {
 public:
  explicit Scan(std::string_view html) : text_(html), out_(html) {}

  std::string run() && {
    while ((at_ = text_.find_first_of("<&", at_)) < text_.size()) {
      if (text_[at_] == '&') {
        character_reference();
      } else if (starts("<!--")) {
        skip_comment();
      } else if (at_ + 1 < text_.size() && is_letter(text_[at_ + 1])) {
        start_tag();
      } else if (at_ + 2 < text_.size() && text_[at_ + 1] == '/' && is_letter(text_[at_ + 2])) {
        tag_name(at_ + 2);
        skip_attributes();
      } else if (starts("<!") || starts("<?") || starts("</")) {
        at_ = after(text_.find('>', at_), 1);
      } else {
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  std::size_t after(std::size_t found, std::size_t length) const {
    return found == std::string_view::npos ? text_.size() : found + length;
  }

  void skip_comment() {
    at_ += 4;
    if (starts(">") || starts("->")) {
      at_ = after(text_.find('>', at_), 1);
      return;
    }
    for (std::size_t dash = text_.find("--", at_); dash < text_.size();
         dash = text_.find("--", dash + 1)) {
      const std::string_view rest = text_.substr(dash + 2, 2);
      if (rest.substr(0, 1) == ">" || rest == "!>") {
        at_ = text_.find('>', dash) + 1;
        return;
      }
    }
    at_ = text_.size();
  }

  void character_references(std::size_t from, std::size_t end) {
    for (at_ = std::min(text_.find('&', from), end); at_ < end;
         at_ = std::min(text_.find('&', at_), end)) {
      character_reference();
    }
    at_ = end;
  }

  void character_reference() {
    if (!starts("&#")) {
      ++at_;
      return;
    }
    at_ += 2;
    const bool hexadecimal = at_ < text_.size() && lower(text_[at_]) == 'x';
    at_ += hexadecimal ? 1 : 0;
    const std::string_view limit = hexadecimal ? "110000" : "1114112";
    constexpr std::uint32_t kBeyond = 0x110000;
    const std::size_t start = at_;
    std::uint32_t number = 0;
    for (; at_ < text_.size() && is_digit(text_[at_], hexadecimal); ++at_) {
      const char c = lower(text_[at_]);
      const char zero = c >= 'a' ? 'a' - 10 : '0';
      number = number * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(c - zero);
      number = std::min(number, kBeyond);
    }
    if (number == kBeyond) {
      out_.replace(start, at_ - start - limit.size(), at_ - start - limit.size(), '0');
      out_.replace(at_ - limit.size(), limit.size(), limit);
    }
  }

  std::string tag_name(std::size_t from) {
    at_ = from;
    while (at_ < text_.size() && !ends_name(text_[at_])) {
      ++at_;
    }
    std::string name(text_.substr(from, at_ - from));
    std::transform(name.begin(), name.end(), name.begin(), lower);
    if (name == "dialog" || name == "search") {
      out_.replace(from, name.size(), "hgroup");
    } else if (name == "isindex") {
      out_.replace(from, name.size(), "iisinde");
    }
    return name;
  }

  void skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) {
      ++at_;
    }
  }
  bool at_end_of_tag() const { return at_ >= text_.size() || text_[at_] == '>'; }

  // From behind the name to behind the tag's end.
  void skip_attributes() {
    while (!at_end_of_tag()) {
      if (is_space(text_[at_]) || text_[at_] == '/') {
        ++at_;
        continue;
      }
      do {
        ++at_;
      } while (at_ < text_.size() && !ends_name(text_[at_]) && text_[at_] != '=');
      skip_spaces();
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        skip_spaces();
        skip_value();
      }
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  void skip_value() {
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      at_ = after(text_.find(text_[at_], at_ + 1), 1);
      return;
    }
    while (!at_end_of_tag() && !is_space(text_[at_])) {
      ++at_;
    }
  }

  void start_tag() {
    const std::string name = tag_name(at_ + 1);
    skip_attributes();
    if (name == "plaintext") {
      at_ = text_.size();
    } else if (name == "script") {
      skip_script();
    } else if (std::find(kRawTextElements.begin(), kRawTextElements.end(), name) !=
               kRawTextElements.end()) {
      const std::size_t content = at_;
      at_ = find_tag("</", name, at_);
      if (name == "title") {
        character_references(content, at_);
      } else if (name == "noscript") {
        out_.replace(content, at_ - content, at_ - content, ' ');
      }
    }
  }

  // The next opening with that name, or the end of the text.
  std::size_t find_tag(std::string_view opening, std::string_view name, std::size_t from) const {
    for (std::size_t found = text_.find(opening, from); found < text_.size();
         found = text_.find(opening, found + 1)) {
      if (is_tag(found, opening, name)) {
        return found;
      }
    }
    return text_.size();
  }

  bool is_tag(std::size_t at, std::string_view opening, std::string_view name) const {
    if (text_.substr(at, opening.size()) != opening) {
      return false;
    }
    const std::string_view rest = text_.substr(at + opening.size());
    return rest.size() > name.size() && ends_name(rest[name.size()]) &&
           std::equal(name.begin(), name.end(), rest.begin(),
                      [](char a, char b) { return a == lower(b); });
  }

  // Behind <!-- a script that opens inside does not end at its own end tag, until --> comes.
  void skip_script() {
    bool escaped = false;
    bool doubly = false;
    for (; at_ < text_.size(); ++at_) {
      if (!escaped && starts("<!--")) {
        escaped = true;
        at_ += 1;  // <!--> and <!---> end at once
      } else if (escaped && starts("-->")) {
        escaped = doubly = false;
      } else if (escaped && !doubly && is_tag(at_, "<", "script")) {
        doubly = true;
      } else if (is_tag(at_, "</", "script")) {
        if (!doubly) {
          return;
        }
        doubly = false;
      }
    }
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string parser_input(std::string_view html) {
  return Scan(html).run();
}

}  // namespace dossier
