// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "manifests/records/record_id.h"

// The one way into a page. Markup comes from this program's source only: the types below can be
// made from literals alone, and the compiler refuses others. All other text is escaped, always.
namespace dossier {

// A word of this source: the name of an element, attribute or class, or a fixed value.
class Word {
 public:
  consteval Word(const char* literal) : text_(literal) {
    for (const char c : text_) {
      if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' || c == '`') throw "no word";
    }
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Whole tags and text of this source. A literal that ends inside a tag does not compile, so no
// untrusted text can follow where an attribute would be read.
class Markup {
 public:
  consteval Markup(const char* literal) : text_(literal) {
    bool in_tag = false;
    bool in_value = false;
    for (const char c : text_) {
      if (in_tag && c == '"') in_value = !in_value;
      if (in_value) continue;
      if (c == '<' || c == '>') {
        if (in_tag != (c == '>')) throw "no whole tag";
        in_tag = !in_tag;
      }
    }
    if (in_tag) throw "no whole tag";
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Style of this source; no element can be in it.
class Style {
 public:
  consteval Style(const char* literal) : text_(literal) {
    for (const char c : text_) {
      if (c == '<') throw "no style";
    }
  }
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A place in the page that links lead to.
class Anchor {
 public:
  explicit Anchor(const RecordId& id) : text_(id.text()) {}
  explicit Anchor(Word word) : text_(word.text()) {}
  Anchor(Word word, std::size_t number)
      : text_(std::string(word.text()) + "-" + std::to_string(number)) {}
  Anchor(Word word, const RecordId& id) : text_(std::string(word.text()) + "-" + id.text()) {}
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// An attribute. There is none for an address outside of the page, and none that could hold script.
class Attribute {
 public:
  Attribute(Word name, Word value) : name_(name.text()), value_(value.text()) {}
  Attribute(Word name, std::int64_t value) : name_(name.text()), value_(std::to_string(value)) {}
  static Attribute id(const Anchor& anchor) { return with("id", anchor.text()); }
  static Attribute link(const Anchor& anchor) { return with("href", "#" + anchor.text()); }
  static Attribute label(std::string_view untrusted) {
    return with("aria-label", std::string(untrusted));
  }
  static Attribute title(std::string_view untrusted) {
    return with("title", std::string(untrusted));
  }
  static Attribute view_box(std::int64_t width, std::int64_t height) {
    return with("viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height));
  }
  // Content-Security-Policy for a page with exactly these style sheets in one <style>: nothing else
  // is loaded or run.
  static Attribute policy(std::initializer_list<Style> sheets);

 private:
  friend class Html;
  friend class SvgPath;
  static Attribute with(Word name, std::string value) {
    Attribute attribute(name, 0);
    attribute.value_ = std::move(value);
    return attribute;
  }
  std::string_view name_;
  std::string value_;
};

// The line of a drawing, in whole units.
class SvgPath {
 public:
  SvgPath& move(std::int64_t x, std::int64_t y) { return add('M', {x, y}); }
  SvgPath& line(std::int64_t x, std::int64_t y) { return add('L', {x, y}); }
  SvgPath& curve(std::int64_t x1, std::int64_t y1, std::int64_t x2, std::int64_t y2, std::int64_t x,
                 std::int64_t y) {
    return add('C', {x1, y1, x2, y2, x, y});
  }
  Attribute attribute() const { return Attribute::with("d", text_); }

 private:
  SvgPath& add(char command, std::initializer_list<std::int64_t> numbers);
  std::string text_;
};

// A page, or a drawing as a file of its own, being written. What is written is well-formed XML as
// far as the callers close what they open.
class Html {
 public:
  // Where a character stands that would be hidden or turn the reading order, its number is shown:
  // in a page as a small mark of its own.
  enum class Kind { kPage, kDrawing };
  explicit Html(Kind kind = Kind::kPage) : kind_(kind) {}

  Html& raw(Markup markup) { return append(markup.text()); }
  Html& open(Word element, std::initializer_list<Attribute> attributes = {});
  Html& empty(Word element, std::initializer_list<Attribute> attributes = {});  // <br/>
  Html& close(Word element);

  // Untrusted text. Line feeds stay.
  Html& text(std::string_view untrusted);
  // The same for places that hold no elements: a title, an option.
  Html& plain(std::string_view untrusted);
  // In a <bdi> of its own, so that its reading order changes nothing around it.
  Html& isolated(std::string_view untrusted);
  // <style>; the digest in the policy is that of the sheets one after the other.
  Html& style(std::initializer_list<Style> sheets);
  Html& number(std::uint64_t value) { return append(std::to_string(value)); }

  // <element class="c">text</element>
  Html& element(Word name, std::string_view untrusted);
  Html& element(Word name, Word css_class, std::string_view untrusted);

  const std::string& str() const { return out_; }
  std::size_t size() const { return out_.size(); }

 private:
  Html& append(std::string_view text) {
    out_ += text;
    return *this;
  }
  void append_attributes(std::initializer_list<Attribute> attributes);
  void append_escaped(std::string_view untrusted, bool marks_allowed);

  Kind kind_;
  std::string out_;
};

}  // namespace dossier
