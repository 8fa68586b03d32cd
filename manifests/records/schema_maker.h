// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/json/value.h"
#include "manifests/records/fields.h"

namespace dossier {

// The visitor that writes the JSON Schema (draft 2020-12) of a record. The schema accepts what
// RecordReader reads without an error, but for what a schema cannot say: keys that stand twice,
// encoding, limits, the spelling of numbers, and whether a day exists in the calendar.
class SchemaMaker {
 public:
  template <Described T>
  void object(const T& record) {
    describe(*this, record);
  }
  // The schema of what was described; the maker is then empty.
  json::Object take();

  // What describe() calls.
  void own_id(const RecordId& id, RecordKind kind) {
    put("id", of(id, KindSet(kind)), Need::kRequired, false);
  }
  template <class T, class R = NoRule>
  void field(std::string_view name, const T& member, Need need, const R& rule = {}) {
    put(name, of(member, rule), need, is_array(&member));
  }
  void require_if(const When& when, Names fields, Need need = Need::kRequired);
  void narrow_if(const When& when, std::string_view field, std::span<const std::string_view> words);
  void require_any(Names fields);
  void alternatives(std::initializer_list<Names> groups);

 private:
  static constexpr bool is_array(const void*) { return false; }
  template <class T>
  static constexpr bool is_array(const std::vector<T>*) {
    return !std::is_same_v<std::vector<T>, Parameters>;
  }

  void put(std::string_view name, json::Object schema, Need need, bool array);
  // {"required": [names]}, and that arrays among them are not empty.
  json::Object present(Names names) const;

  static json::Object of(const std::string&, const TextRule& rule);
  static json::Object of(const RecordId&, const KindSet& kinds);
  static json::Object of(const RefOr&, const RefOrRule& rule);
  static json::Object of(std::int64_t, const IntegerRule& rule);
  static json::Object of(bool, NoRule);
  static json::Object of(const std::optional<Timestamp>&, NoRule);
  static json::Object of(const Sha256&, NoRule);
  static json::Object of(const Parameters&, NoRule);
  template <Described T>
  static json::Object of(const T& nested, NoRule) {
    SchemaMaker maker;
    maker.object(nested);
    return maker.take();
  }
  template <class T, class R>
  static json::Object of(const std::optional<T>&, const R& rule) {
    return of(T{}, rule);
  }
  template <class T, class R>
  static json::Object of(const std::vector<T>&, const R& rule) {
    return json::Object{{"type", "array"}, {"items", json::Value(of(T{}, rule))}};
  }
  template <class T, class R>
  static json::Object of(const OrMissing<T>&, const R& rule) {
    return or_reason(of(T{}, rule));
  }
  static json::Object or_reason(json::Object schema);

  json::Object properties_;
  json::Array required_;
  json::Array all_of_;
  std::vector<std::string> arrays_;
};

// The published schema of a kind, as it stands in manifests/schema/<kind>.schema.json.
json::Value json_schema(RecordKind kind);

}  // namespace dossier
