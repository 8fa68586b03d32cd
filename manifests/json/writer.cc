// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/writer.h"

#include "manifests/json/utf8.h"

namespace dossier::json {
namespace {

void append_escaped(std::string& out, char c) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') {
      append_escaped(out, c);
      ++at;
      continue;
    }
    const std::size_t start = at;
    if (next_code_point(text, at)) {
      out.append(text, start, at - start);
    } else {
      append_utf8(out, 0xFFFD);
      ++at;
    }
  }
  out += '"';
}

class Writer {
 public:
  explicit Writer(bool compact) : compact_(compact) {}

  void value(const Value& value) {
    switch (value.type()) {
      case Type::kString:
        append_string(out_, value.string());
        return;
      case Type::kInteger:
        out_ += std::to_string(value.integer());
        return;
      case Type::kBool:
        out_ += value.boolean() ? "true" : "false";
        return;
      case Type::kArray:
        items(value.array(), '[', ']', [this](const Value& element) { this->value(element); });
        return;
      case Type::kObject:
        items(value.object(), '{', '}', [this](const Member& member) {
          append_string(out_, member.key);
          out_ += compact_ ? ":" : ": ";
          this->value(member.value);
        });
    }
  }

  std::string take() { return std::move(out_); }

 private:
  template <class Items, class Put>
  void items(const Items& items, char open, char close, const Put& put) {
    out_ += open;
    ++depth_;
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ',';
      first = false;
      line_break();
      put(item);
    }
    --depth_;
    if (!first) line_break();
    out_ += close;
  }

  void line_break() {
    if (compact_) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string out_;
  bool compact_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string write(const Value& value) {
  Writer writer(false);
  writer.value(value);
  return writer.take() + "\n";
}

std::string write_compact(const Value& value) {
  Writer writer(true);
  writer.value(value);
  return writer.take();
}

std::string write_string(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

}  // namespace dossier::json
