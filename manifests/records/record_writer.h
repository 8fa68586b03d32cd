// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/json/value.h"
#include "manifests/records/fields.h"

namespace dossier {

// The visitor that turns a record into JSON: members in the order of the description, what is
// empty left out, members that begin with x- last, by code point.
class RecordWriter {
 public:
  template <class T>
  static json::Value object(const T& record) {
    RecordWriter writer;
    describe(writer, record);
    writer.append_extra(record.extra);
    return json::Value(std::move(writer.object_));
  }

  // What describe() calls.
  void own_id(const RecordId& id, RecordKind) {
    if (id) put("id", json::Value(id.text()));
  }
  template <class T, class R = NoRule>
  void field(std::string_view name, const T& member, Need need, const R& rule = {}) {
    std::optional<json::Value> value = to_value(member, rule);
    if constexpr (std::is_same_v<R, TextRule> && std::is_same_v<T, std::string>)
      if (!value && rule.may_be_empty && need == Need::kRequired) value = json::Value("");
    put(name, std::move(value));
  }
  void require_if(const When&, Names, Need = Need::kRequired) {}
  void narrow_if(const When&, std::string_view, std::span<const std::string_view>) {}
  void require_any(Names) {}
  void alternatives(std::initializer_list<Names>) {}

 private:
  using Optional = std::optional<json::Value>;

  void put(std::string_view name, Optional value) {
    if (value) object_.push_back(json::Member{std::string(name), *std::move(value)});
  }
  void append_extra(const json::Object& extra);

  template <class R>
  static Optional to_value(const std::string& text, const R&) {
    return text.empty() ? Optional() : json::Value(text);
  }
  template <class R>
  static Optional to_value(const RecordId& id, const R&) {
    return id ? Optional(json::Value(id.text())) : Optional();
  }
  template <class R>
  static Optional to_value(const RefOr& ref, const R&) {
    return ref.empty() ? Optional() : json::Value(ref.text());
  }
  template <class R>
  static Optional to_value(std::int64_t number, const R&) {
    return json::Value(number);
  }
  static Optional to_value(bool truth, NoRule) { return json::Value(truth); }
  static Optional to_value(const Timestamp& time, NoRule) { return json::Value(time.to_string()); }
  static Optional to_value(const Sha256& digest, NoRule) { return json::Value(digest.hex()); }
  static Optional to_value(const Parameters& parameters, NoRule);
  template <Described T>
  static Optional to_value(const T& nested, NoRule) {
    json::Value value = object(nested);
    return value.object().empty() ? Optional() : Optional(std::move(value));
  }
  template <class T, class R>
  static Optional to_value(const std::optional<T>& value, const R& rule) {
    return value ? to_value(*value, rule) : Optional();
  }
  template <class T, class R>
  static Optional to_value(const std::vector<T>& values, const R& rule) {
    json::Array array;
    for (const T& each : values)
      if (Optional value = to_value(each, rule)) array.push_back(*std::move(value));
    return array.empty() ? Optional() : Optional(json::Value(std::move(array)));
  }
  template <class T, class R>
  static Optional to_value(const OrMissing<T>& value, const R& rule) {
    if (value.value) return to_value(*value.value, rule);
    if (value.missing.empty()) return {};
    RecordWriter writer;
    writer.put("missing", json::Value(value.missing));
    writer.append_extra(value.missing_extra);
    return json::Value(std::move(writer.object_));
  }

  json::Object object_;
};

}  // namespace dossier
