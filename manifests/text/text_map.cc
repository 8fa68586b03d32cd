// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/text_map.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "manifests/json/reader.h"

namespace dossier {
namespace {

using json::Value;

constexpr std::array<std::string_view, 5> kCharsetRules = {"bom", "http", "meta", "valid-utf8",
                                                           "fallback"};

std::string_view span_type_name(SpanType type) {
  return type == SpanType::kQuotation ? "quotation" : "deleted";
}

Value range_value(std::int64_t start, std::int64_t end, std::string_view key,
                  std::string_view kind) {
  return json::Object{{"start", start}, {"end", end}, {std::string(key), kind}};
}

// Reads members and remembers the first fault; after it every answer is a default value.
class MapReader {
 public:
  explicit MapReader(const Value& root) : root_(root) {}

  std::variant<TextMap, TextFault> run() {
    expect_members(root_, "", {"algorithm", "source", "charset", "code_points", "text_sha256"},
                   {"title", "blocks", "spans"}, "skipped");
    TextMap map;
    map.about.algorithm = text(root_, "", "algorithm");
    const Value& source = object(root_, "", "source", {"path", "sha256"});
    map.source_path = text(source, "/source", "path");
    map.source_sha256 = digest(source, "/source", "sha256");
    const Value& charset = object(root_, "", "charset", {"name", "rule", "replacements"});
    map.about.charset = text(charset, "/charset", "name");
    map.about.charset_rule = charset_rule(charset);
    map.about.replacements = number(charset, "/charset", "replacements");
    map.about.code_points = number(root_, "", "code_points");
    map.text_sha256 = digest(root_, "", "text_sha256");
    if (root_.find("title") != nullptr) {
      map.about.title = text(root_, "", "title");
    }
    for_each_range("blocks", "region", [&](const Value& block, const std::string& pointer) {
      map.about.blocks.push_back(read_block(block, pointer));
    });
    for_each_range("spans", "type", [&](const Value& span, const std::string& pointer) {
      map.about.spans.push_back(read_span(span, pointer));
    });
    const Value& skipped = object(root_, "", "skipped", {"hidden", "scripted", "embedded"});
    map.about.skipped_hidden = number(skipped, "/skipped", "hidden");
    map.about.skipped_scripted = number(skipped, "/skipped", "scripted");
    map.about.skipped_embedded = number(skipped, "/skipped", "embedded");
    if (fault_) {
      return *std::move(fault_);
    }
    return map;
  }

 private:
  using Keys = std::vector<std::string_view>;

  void fail(std::string pointer, std::string sentence) {
    if (!fault_) {
      fault_ = TextFault{std::move(pointer), std::move(sentence)};
    }
  }

  void expect_members(const Value& value, const std::string& pointer, Keys required,
                      const Keys& optional = {}, std::string_view last = {}) {
    if (!last.empty()) {
      required.push_back(last);
    }
    if (!value.is_object()) {
      fail(pointer,
           "an object was expected, and " + std::string(type_name(value.type())) + " was found");
      return;
    }
    auto has = [](const Keys& keys, std::string_view key) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    for (const json::Member& member : value.object()) {
      if (!has(required, member.key) && !has(optional, member.key)) {
        std::string at = pointer;
        json::append_pointer(at, member.key);
        fail(at, "the map has no member of this name");
      }
    }
    for (const std::string_view key : required) {
      if (value.find(key) == nullptr) {
        fail(pointer, "the member \"" + std::string(key) + "\" is missing");
      }
    }
  }

  // The member, or an empty object when it is missing or of another type.
  const Value& member(const Value& parent, const std::string& pointer, std::string_view key,
                      json::Type type) {
    static const Value kNothing;
    const Value* found = parent.find(key);
    if (found == nullptr) {
      return kNothing;
    }
    if (found->type() != type) {
      fail(pointer + "/" + std::string(key), std::string(type_name(type)) + " was expected, and " +
                                                 std::string(type_name(found->type())) +
                                                 " was found");
      return kNothing;
    }
    return *found;
  }

  const Value& object(const Value& parent, const std::string& pointer, std::string_view key,
                      const Keys& members) {
    const Value& found = member(parent, pointer, key, json::Type::kObject);
    expect_members(found, pointer + "/" + std::string(key), members);
    return found;
  }

  std::string text(const Value& parent, const std::string& pointer, std::string_view key) {
    const Value& found = member(parent, pointer, key, json::Type::kString);
    return found.is_string() ? found.string() : std::string();
  }

  std::int64_t number(const Value& parent, const std::string& pointer, std::string_view key) {
    const Value& found = member(parent, pointer, key, json::Type::kInteger);
    const std::int64_t value = found.is_integer() ? found.integer() : 0;
    if (value < 0) {
      fail(pointer + "/" + std::string(key), "a number that is not negative was expected");
    }
    return value;
  }

  Sha256 digest(const Value& parent, const std::string& pointer, std::string_view key) {
    const auto parsed = Sha256::parse(text(parent, pointer, key));
    if (!parsed) {
      fail(pointer + "/" + std::string(key), "64 lower-case hexadecimal digits were expected");
    }
    return parsed.value_or(Sha256());
  }

  std::string charset_rule(const Value& charset) {
    std::string rule = text(charset, "/charset", "rule");
    if (std::find(kCharsetRules.begin(), kCharsetRules.end(), rule) == kCharsetRules.end()) {
      fail("/charset/rule", "one of bom, http, meta, valid-utf8, fallback was expected");
    }
    return rule;
  }

  template <typename Function>
  void for_each_range(std::string_view key, std::string_view kind, Function function) {
    const Value& list = member(root_, "", key, json::Type::kArray);
    if (!list.is_array()) {
      return;
    }
    for (std::size_t i = 0; i < list.array().size() && !fault_; ++i) {
      std::string pointer = "/" + std::string(key);
      json::append_pointer(pointer, i);
      expect_members(list.array()[i], pointer, {"start", "end", kind});
      function(list.array()[i], pointer);
    }
  }

  TextBlock read_block(const Value& block, const std::string& pointer) {
    TextBlock read{number(block, pointer, "start"), number(block, pointer, "end"), Region::kBody};
    if (!parse_region(text(block, pointer, "region"), read.region)) {
      fail(pointer + "/region", "the name of a region was expected");
    }
    return read;
  }

  TextSpan read_span(const Value& span, const std::string& pointer) {
    const std::string type = text(span, pointer, "type");
    if (type != "quotation" && type != "deleted") {
      fail(pointer + "/type", "quotation or deleted was expected");
    }
    return {number(span, pointer, "start"), number(span, pointer, "end"),
            type == "deleted" ? SpanType::kDeleted : SpanType::kQuotation};
  }

  const Value& root_;
  std::optional<TextFault> fault_;
};

}  // namespace

TextMap make_text_map(const ExtractedText& text, std::string source_path,
                      const Sha256& source_sha256) {
  TextMap map{text, std::move(source_path), source_sha256, sha256(as_bytes(text.text))};
  map.about.text.clear();
  return map;
}

Value text_map_value(const TextMap& map) {
  const ExtractedText& about = map.about;
  json::Object root = {
      {"algorithm", about.algorithm},
      {"source", json::Object{{"path", map.source_path}, {"sha256", map.source_sha256.hex()}}},
      {"charset", json::Object{{"name", about.charset},
                               {"rule", about.charset_rule},
                               {"replacements", about.replacements}}},
      {"code_points", about.code_points},
      {"text_sha256", map.text_sha256.hex()}};
  if (!about.title.empty()) {
    root.push_back({"title", about.title});
  }
  json::Array blocks;
  for (const TextBlock& block : about.blocks) {
    blocks.push_back(range_value(block.start, block.end, "region", region_name(block.region)));
  }
  json::Array spans;
  for (const TextSpan& span : about.spans) {
    spans.push_back(range_value(span.start, span.end, "type", span_type_name(span.type)));
  }
  if (!blocks.empty()) {
    root.push_back({"blocks", std::move(blocks)});
  }
  if (!spans.empty()) {
    root.push_back({"spans", std::move(spans)});
  }
  root.push_back({"skipped", json::Object{{"hidden", about.skipped_hidden},
                                          {"scripted", about.skipped_scripted},
                                          {"embedded", about.skipped_embedded}}});
  return root;
}

std::variant<TextMap, TextFault> read_text_map(std::string_view json) {
  const json::Parsed parsed = json::parse(json);
  if (!parsed.value) {
    const json::Problem& first = parsed.problems.front();
    return TextFault{first.pointer, "line " + std::to_string(first.line) + ", column " +
                                        std::to_string(first.column) + ": " + first.sentence};
  }
  return MapReader(*parsed.value).run();
}

}  // namespace dossier
