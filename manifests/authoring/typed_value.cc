// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/typed_value.h"

#include <utility>

#include "manifests/authoring/hop_line.h"
#include "manifests/json/reader.h"

namespace dossier {
namespace {

using json::Value;

bool has_member(const Value& form, std::string_view name) {
  const Value* members = form.find("properties");
  return members != nullptr && members->find(name) != nullptr;
}

class TypedValue {
 public:
  TypedValue(const std::string& key, const NameLookup& id_of_name)
      : key_(key), id_of_name_(id_of_name) {}

  std::variant<Value, FormFault> read_whole(const Value& schema, const std::string& text) {
    std::optional<Value> value = read(schema, text);
    if (fault_) return *std::move(fault_);
    return *std::move(value);
  }

 private:
  // The first one counts.
  void refuse(std::string sentence, std::string mend = {}) {
    if (!fault_) fault_ = FormFault{0, key_, std::move(sentence), std::move(mend)};
  }

  // Each returns nullopt only with a fault.
  std::optional<Value> read(const Value& schema, const std::string& text);
  std::optional<Value> convert_word(const Value& form, const std::string& text);
  std::optional<Value> convert_list(const Value& form, const std::string& text);
  std::optional<Value> convert_object(const Value& form, const std::string& text);
  std::optional<Value> parse_json(const std::string& text);

  const std::string& key_;
  const NameLookup& id_of_name_;
  std::optional<FormFault> fault_;
};

std::optional<Value> TypedValue::read(const Value& schema, const std::string& text) {
  static constexpr std::string_view kReason = "missing:";
  if (may_be_missing(schema) && text.starts_with(kReason)) {
    const std::string reason(trim_spaces(std::string_view(text).substr(kReason.size())));
    if (reason.empty()) refuse("needs a reason", "missing: it was never printed");
    Value missing;
    missing.set("missing", reason);
    return missing;
  }
  const Value& form = main_form(schema);
  if (is_type(form, "array")) return convert_list(form, text);
  if (is_type(form, "object")) return convert_object(form, text);
  return convert_word(form, text);
}

std::optional<Value> TypedValue::convert_word(const Value& form, const std::string& text) {
  if (is_type(form, "integer")) {
    if (const auto number = parse_integer(text)) return Value(*number);
    refuse("is a whole number, not '" + text + "'");
    return std::nullopt;
  }
  if (is_type(form, "boolean")) {
    if (text == "true" || text == "yes") return Value(true);
    if (text == "false" || text == "no") return Value(false);
    refuse("is yes or no, not '" + text + "'");
    return std::nullopt;
  }
  const Value* pattern = form.find("pattern");
  for (const RecordKind kind : {RecordKind::kSource, RecordKind::kAgent}) {
    if (pattern == nullptr || pattern->string() != KindSet(kind).pattern()) continue;
    if (!RecordId::parse(text)) return Value(id_of_name_(kind, text).text());
  }
  return Value(text);
}

std::optional<Value> TypedValue::convert_list(const Value& form, const std::string& text) {
  if (text.starts_with('[')) return parse_json(text);
  json::Array array;
  for (const std::string& item : split_list(text)) {
    auto value = read(*form.find("items"), item);
    if (!value) return std::nullopt;
    array.push_back(*std::move(value));
  }
  return Value(std::move(array));
}

std::optional<Value> TypedValue::convert_object(const Value& form, const std::string& text) {
  if (text.starts_with('{')) return parse_json(text);
  if (has_member(form, "basis") && has_member(form, "words"))
    return Value(json::Object{{"value", Value(text)}, {"basis", Value(kDateBases[0])}});
  if (has_member(form, "directness")) {
    auto hop = parse_hop(text);
    if (const auto* sentence = std::get_if<std::string>(&hop)) {
      refuse(*sentence);
      return std::nullopt;
    }
    Attribution attribution;
    attribution.hops.push_back(std::get<Hop>(std::move(hop)));
    return to_json(attribution).find("hops")->array().front();
  }
  std::string known;
  if (const Value* members = form.find("properties")) {
    for (const json::Member& member : members->object())
      known += (known.empty() ? "" : ", ") + key_ + "." + member.key;
  }
  refuse("has parts of its own", "Give them one by one: " + known + "; or all as JSON: {…}.");
  return std::nullopt;
}

std::optional<Value> TypedValue::parse_json(const std::string& text) {
  json::Parsed parsed = json::parse(text);
  if (parsed.value) return std::move(parsed.value);
  const json::Problem& problem = parsed.problems.front();
  refuse("is no JSON: column " + std::to_string(problem.column) + ": " + problem.sentence,
         problem.mend);
  return std::nullopt;
}

}  // namespace

const Value& main_form(const Value& schema) {
  const Value* forms = schema.find("anyOf");
  return forms == nullptr ? schema : forms->array().front();
}

bool may_be_missing(const Value& schema) {
  const Value* forms = schema.find("anyOf");
  const Value* members = forms == nullptr ? nullptr : forms->array().back().find("properties");
  return members != nullptr && members->find("missing") != nullptr;
}

bool is_type(const Value& form, std::string_view type) {
  const Value* named = form.find("type");
  return named != nullptr && named->is_string() && named->string() == type;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  constexpr std::size_t kMostDigits = 15;
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > kMostDigits ||
      digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return std::stoll(std::string(text));
}

std::variant<Value, FormFault> value_from_text(const std::string& text, const Value& schema,
                                               const std::string& key,
                                               const NameLookup& id_of_name) {
  return TypedValue(key, id_of_name).read_whole(schema, text);
}

}  // namespace dossier
