// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/schema_maker.h"

#include <algorithm>
#include <utility>

#include "manifests/records/record.h"

namespace dossier {
namespace {

using json::Array;
using json::Object;
using json::Value;

Array words_of(std::span<const std::string_view> words) {
  Array array;
  for (const std::string_view word : words) array.push_back(Value(word));
  return array;
}

// The schema that is true when the condition holds.
Object condition(const When& when) {
  Object test;
  switch (when.test) {
    case When::Test::kIs:
      test = {{"enum", Value(words_of(when.words))}};
      break;
    case When::Test::kContains:
      test = {{"type", "array"}, {"contains", Value(Object{{"const", Value(when.words.front())}})}};
      break;
    case When::Test::kAbove:
      test = {{"type", "integer"}, {"minimum", Value(when.number + 1)}};
      break;
    case When::Test::kTrue:
      test = {{"const", Value(true)}};
      break;
  }
  return {{"properties", Value(Object{{std::string(when.field), Value(std::move(test))}})},
          {"required", Value(Array{Value(when.field)})}};
}

// What members that begin with x- may hold: anything but null and fractions.
Object anything() {
  return {
      {"anyOf",
       Value(Array{
           Value(Object{{"type", Value(Array{"string", "integer", "boolean"})}}),
           Value(Object{{"type", "array"}, {"items", Value(Object{{"$ref", "#/$defs/anything"}})}}),
           Value(Object{{"type", "object"},
                        {"additionalProperties", Value(Object{{"$ref", "#/$defs/anything"}})}})})}};
}

template <class T>
void describe_kind(SchemaMaker& maker) {
  make_schema(maker, T{});
}

}  // namespace

void SchemaMaker::put(std::string_view name, Object schema, Need need, bool array) {
  const bool required = need == Need::kRequired || need == Need::kRequiredOfTime;
  if (array) arrays_.emplace_back(name);
  if (array && required) schema.push_back({"minItems", Value(1)});
  if (required) required_.push_back(Value(name));
  if (need == Need::kShould) schema.push_back({"$comment", Value("Leaving it out is a warning.")});
  if (need == Need::kElsewhere)
    schema.push_back({"$comment", Value("A rule of its own asks for it; see FORMAT.md.")});
  properties_.push_back({std::string(name), Value(std::move(schema))});
}

Object SchemaMaker::present(Names names) const {
  Array required;
  Object filled;
  for (const std::string_view name : names) {
    required.push_back(Value(name));
    if (std::find(arrays_.begin(), arrays_.end(), name) != arrays_.end())
      filled.push_back({std::string(name), Value(Object{{"minItems", Value(1)}})});
  }
  Object schema{{"required", Value(std::move(required))}};
  if (!filled.empty()) schema.push_back({"properties", Value(std::move(filled))});
  return schema;
}

void SchemaMaker::require_if(const When& when, Names fields, Need need) {
  if (need != Need::kRequired) return;
  all_of_.push_back(
      Value(Object{{"if", Value(condition(when))}, {"then", Value(present(fields))}}));
}

void SchemaMaker::narrow_if(const When& when, std::string_view field,
                            std::span<const std::string_view> words) {
  const Object narrowed{{std::string(field), Value(Object{{"enum", Value(words_of(words))}})}};
  all_of_.push_back(Value(Object{{"if", Value(condition(when))},
                                 {"then", Value(Object{{"properties", Value(narrowed)}})}}));
}

void SchemaMaker::require_any(Names fields) {
  Array choices;
  for (const std::string_view name : fields) choices.push_back(Value(present({name})));
  all_of_.push_back(Value(Object{{"anyOf", Value(std::move(choices))}}));
}

void SchemaMaker::alternatives(std::initializer_list<Names> groups) {
  Array choices;
  for (const Names& group : groups) {
    Array others;
    for (const Names& other : groups) {
      if (&other == &group) continue;
      for (const std::string_view name : other)
        others.push_back(Value(Object{{"required", Value(Array{Value(name)})}}));
    }
    Object choice = present(group);
    choice.push_back({"not", Value(Object{{"anyOf", Value(std::move(others))}})});
    choices.push_back(Value(std::move(choice)));
  }
  all_of_.push_back(Value(Object{{"oneOf", Value(std::move(choices))}}));
}

Object SchemaMaker::take() {
  Object schema{{"type", "object"}, {"properties", Value(std::exchange(properties_, {}))}};
  schema.push_back(
      {"patternProperties", Value(Object{{"^x-", Value(Object{{"$ref", "#/$defs/anything"}})}})});
  schema.push_back({"additionalProperties", Value(false)});
  if (!required_.empty()) schema.push_back({"required", Value(std::exchange(required_, {}))});
  if (!all_of_.empty()) schema.push_back({"allOf", Value(std::exchange(all_of_, {}))});
  arrays_.clear();
  return schema;
}

Object SchemaMaker::of(const std::string&, const TextRule& rule) {
  Object schema{{"type", "string"}};
  if (!rule.words.empty()) {
    schema.push_back({"enum", Value(words_of(rule.words))});
  } else if (!rule.pattern.empty()) {
    schema.push_back({"pattern", Value(rule.pattern)});
  } else if (!rule.may_be_empty) {
    schema.push_back({"minLength", Value(1)});
  }
  return schema;
}

Object SchemaMaker::of(const RecordId&, const KindSet& kinds) {
  return {
      {"type", "string"}, {"maxLength", Value(kMaxIdBytes)}, {"pattern", Value(kinds.pattern())}};
}

Object SchemaMaker::of(const RefOr&, const RefOrRule& rule) {
  return {{"anyOf",
           Value(Array{Value(of(RecordId(), rule.kinds)), Value(of(std::string(), rule.other))})}};
}

Object SchemaMaker::of(std::int64_t, const IntegerRule& rule) {
  Object schema{{"type", "integer"}};
  if (rule.least != kAnyInteger.least) schema.push_back({"minimum", Value(rule.least)});
  if (rule.most != kAnyInteger.most) schema.push_back({"maximum", Value(rule.most)});
  return schema;
}

Object SchemaMaker::of(bool, NoRule) {
  return {{"type", "boolean"}};
}
Object SchemaMaker::of(const std::optional<Timestamp>&, NoRule) {
  return {{"type", "string"}, {"pattern", Value(kTimePattern)}};
}
Object SchemaMaker::of(const Sha256&, NoRule) {
  return {{"type", "string"}, {"pattern", Value(kDigestPattern)}};
}
Object SchemaMaker::of(const Parameters&, NoRule) {
  return {{"type", "object"}, {"additionalProperties", Value(Object{{"type", "string"}})}};
}

Object SchemaMaker::or_reason(Object schema) {
  SchemaMaker reason;
  reason.field("missing", std::string(), Need::kRequired, kText);
  return {{"anyOf", Value(Array{Value(std::move(schema)), Value(reason.take())})}};
}

Value json_schema(RecordKind kind) {
  SchemaMaker maker;
  visit_kind(kind, [&]<class T>(std::type_identity<T>) { describe_kind<T>(maker); });
  Object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"$id", Value("urn:dossier:1:" + std::string(kind_name(kind)))},
                {"title", Value("Dossier record: " + std::string(kind_name(kind)))}};
  for (json::Member& member : maker.take()) schema.push_back(std::move(member));
  schema.push_back({"$defs", Value(Object{{"anything", Value(anything())}})});
  return Value(std::move(schema));
}

}  // namespace dossier
