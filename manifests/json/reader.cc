// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/reader.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "crypto/bytes.h"
#include "manifests/json/syntax_error.h"
#include "manifests/json/utf8.h"
#include "manifests/json/writer.h"

namespace dossier::json {
namespace {

using Library = nlohmann::json;

// A container that is still open.
struct Frame {
  Value container;
  Member pending;                        // the key whose value comes next
  std::unordered_set<std::string> keys;  // used once the object has many members
};

// Receives the library's events and builds the value. The library does not tell where a token
// stands, but between two tokens there is only white space, a comma or a colon, so each event
// finds its own token behind the one before.
class Builder : public nlohmann::json_sax<Library> {
 public:
  explicit Builder(std::string_view text) : text_(text), lines_(text) {}

  Parsed take() {
    Parsed parsed;
    if (problems_.empty()) parsed.value = std::move(root_);
    parsed.problems = std::move(problems_);
    return parsed;
  }

  bool null() override {
    const std::size_t start = word();
    report("record.invalid-value", start, "null is used nowhere in a dossier",
           "Leave out the member; where the format allows it, write {\"missing\": \"reason\"}.");
    return add(Value(false), start);
  }
  bool boolean(bool truth) override { return add(Value(truth), word()); }
  bool number_integer(number_integer_t number) override { return integer(number, false); }
  bool number_unsigned(number_unsigned_t number) override {
    const bool large = number > static_cast<number_unsigned_t>(kMaxInteger);
    return integer(large ? 0 : static_cast<std::int64_t>(number), large);
  }
  bool number_float(number_float_t, const string_t&) override { return refuse_number(numeral()); }
  bool string(string_t& text) override { return add(Value(std::move(text)), quoted_token()); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Value(Object{})); }
  bool start_array(std::size_t) override { return open(Value(Array{})); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& key) override;
  bool parse_error(std::size_t, const std::string&, const Library::exception& error) override;

 private:
  // The next token's offset; the cursor is left on it.
  std::size_t token() {
    cursor_ = std::min(text_.find_first_not_of(" \t\r\n,:", cursor_), text_.size());
    return cursor_;
  }
  std::size_t run_of(std::string_view characters) {
    const std::size_t start = token();
    cursor_ = std::min(text_.find_first_not_of(characters, cursor_), text_.size());
    return start;
  }
  std::size_t word() { return run_of("aeflnrstu"); }
  std::size_t numeral() { return run_of("+-.0123456789eE"); }
  std::size_t quoted_token() {
    const std::size_t start = token();
    ++cursor_;
    while (cursor_ < text_.size() && text_[cursor_] != '"')
      cursor_ += text_[cursor_] == '\\' ? 2U : 1U;
    ++cursor_;
    return start;
  }

  bool open(Value container);
  bool close();
  bool add(Value value, std::size_t offset);
  bool integer(std::int64_t number, bool too_large);
  bool refuse_number(std::size_t start);
  Expecting expecting() const;
  std::string pointer() const;
  // False when there have been enough.
  bool report(std::string_view code, std::size_t offset, std::string sentence, std::string mend);

  std::string_view text_;
  LineCounter lines_;
  std::size_t cursor_ = 0;
  std::vector<Frame> frames_;
  bool key_open_ = false;  // the innermost object waits for the value of its pending key
  std::optional<Value> root_;
  std::vector<Problem> problems_;
};

bool Builder::open(Value container) {
  const std::size_t start = token();
  if (frames_.size() == kMaxDepth) {
    report("record.limit-exceeded", start,
           "more than " + std::to_string(kMaxDepth) + " arrays and objects inside each other",
           "Flatten the structure.");
    return false;
  }
  ++cursor_;
  container.set_offset(start);
  frames_.push_back(Frame{std::move(container), {}, {}});
  key_open_ = false;
  return true;
}

bool Builder::close() {
  token();
  ++cursor_;
  Value container = std::move(frames_.back().container);
  frames_.pop_back();
  key_open_ = !frames_.empty() && frames_.back().container.is_object();
  const std::size_t offset = container.offset();
  return add(std::move(container), offset);
}

bool Builder::add(Value value, std::size_t offset) {
  if (problems_.size() >= kMaxProblems) return false;
  value.set_offset(offset);
  if (frames_.empty()) {
    root_ = std::move(value);
    return true;
  }
  Frame& frame = frames_.back();
  if (frame.container.is_array()) {
    frame.container.array().push_back(std::move(value));
  } else {
    frame.pending.value = std::move(value);
    frame.container.object().push_back(std::move(frame.pending));
    frame.pending = {};
    key_open_ = false;
  }
  return true;
}

bool Builder::key(string_t& key) {
  static constexpr std::size_t kFewMembers = 16;
  const std::size_t start = quoted_token();
  Frame& frame = frames_.back();
  const Object& members = frame.container.object();
  bool again = false;
  if (members.size() < kFewMembers) {
    again = frame.container.find(key) != nullptr;
  } else {
    if (frame.keys.empty())
      for (const Member& member : members) frame.keys.insert(member.key);
    again = !frame.keys.insert(key).second;
  }
  frame.pending.key = std::move(key);
  frame.pending.key_offset = start;
  key_open_ = true;
  if (!again) return true;
  return report("record.duplicate-key", start,
                "the key " + write_string(frame.pending.key) + " stands twice in one object",
                "Keep the right one of the two and remove the other.");
}

bool Builder::integer(std::int64_t number, bool too_large) {
  const std::size_t start = numeral();
  const std::string_view digits = text_.substr(start, cursor_ - start);
  if (digits.size() > 1 && digits[digits.front() == '-' ? 1 : 0] == '0' && digits != "-0") {
    SyntaxError found = explain_syntax_error(text_, start, Expecting::kValue);
    report("record.invalid-json", start, std::move(found.sentence), std::move(found.mend));
    return false;
  }
  if (too_large || number > kMaxInteger || number < -kMaxInteger) return refuse_number(start);
  return add(Value(number), start);
}

bool Builder::refuse_number(std::size_t start) {
  std::string digits(text_.substr(start, std::min<std::size_t>(cursor_ - start, 40)));
  const bool fraction = digits.find_first_of(".eE") != std::string::npos;
  report("record.unsafe-number", start,
         fraction ? digits + " is no integer: the format has no fractions and no exponents"
                  : digits + " is beyond ±9007199254740991, where readers begin to disagree",
         fraction
             ? "Write an integer, or put the number into quotation marks where text is allowed."
             : "Write a smaller number, or put it into quotation marks where text is allowed.");
  return add(Value(0), start);
}

Expecting Builder::expecting() const {
  if (frames_.empty()) return root_ ? Expecting::kEnd : Expecting::kValue;
  const Value& container = frames_.back().container;
  if (container.is_array())
    return container.array().empty() ? Expecting::kFirstElement : Expecting::kCommaOrBracket;
  if (key_open_) return Expecting::kColon;
  return container.object().empty() ? Expecting::kFirstKey : Expecting::kCommaOrBrace;
}

bool Builder::parse_error(std::size_t, const std::string&, const Library::exception& error) {
  static constexpr int kNumberOverflow = 406;
  if (error.id == kNumberOverflow) {
    // The cursor stands before a comma or colon that has already been read.
    refuse_number(numeral());
    return false;
  }
  SyntaxError found = explain_syntax_error(text_, cursor_, expecting());
  report("record.invalid-json", found.offset, std::move(found.sentence), std::move(found.mend));
  return false;
}

std::string Builder::pointer() const {
  std::string pointer;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const bool last = i + 1 == frames_.size();
    const Value& container = frames_[i].container;
    if (container.is_array()) {
      append_pointer(pointer, container.array().size());
    } else if (!last || key_open_) {
      append_pointer(pointer, frames_[i].pending.key);
    }
  }
  return pointer;
}

bool Builder::report(std::string_view code, std::size_t offset, std::string sentence,
                     std::string mend) {
  const Position position = lines_.at(offset);
  problems_.push_back(Problem{code, pointer(), position.line, position.column, std::move(sentence),
                              std::move(mend)});
  return problems_.size() < kMaxProblems;
}

Parsed refuse(std::string_view text, std::string_view code, std::size_t offset,
              std::string sentence, std::string mend) {
  const Position position = LineCounter(text).at(offset);
  Parsed parsed;
  parsed.problems.push_back(
      Problem{code, {}, position.line, position.column, std::move(sentence), std::move(mend)});
  return parsed;
}

}  // namespace

Position LineCounter::at(std::size_t offset) {
  if (offset < offset_) {
    offset_ = 0;
    position_ = {};
  }
  offset = std::min(offset, text_.size());
  for (; offset_ < offset; ++offset_) {
    const unsigned char c = static_cast<unsigned char>(text_[offset_]);
    if (c == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++position_.column;
    }
  }
  return position_;
}

Parsed parse(std::string_view text) {
  if (text.size() > kMaxFileBytes)
    return refuse(text, "record.limit-exceeded", 0,
                  "the file has " + std::to_string(text.size()) + " bytes, at most " +
                      std::to_string(kMaxFileBytes) + " are read",
                  "Split the record, or keep the text in a captured file.");
  if (text.starts_with("\xEF\xBB\xBF"))
    return refuse(text, "record.invalid-json", 0, "the file begins with a byte order mark",
                  "Save the file as UTF-8 without BOM.");
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
      text.substr(0, 2).find('\0') != std::string_view::npos)
    return refuse(text, "record.invalid-json", 0, "the file looks like UTF-16",
                  "Save the file as UTF-8 without BOM.");
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos)
    return refuse(text, "record.invalid-json", bad,
                  "the byte 0x" + to_hex(as_bytes(text.substr(bad, 1))) + " is not UTF-8 here",
                  "Save the file as UTF-8; it may have been saved as Windows-1252 or Latin-1.");
  // The library takes a NUL for the end of the text, and would read nothing behind it.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return refuse(text, "record.invalid-json", nul, "there is a NUL byte in the file",
                  "Remove it; look whether the file was cut off.");
  Builder builder(text);
  Library::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

void append_pointer(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void append_pointer(std::string& pointer, std::size_t index) {
  pointer += '/' + std::to_string(index);
}

}  // namespace dossier::json
