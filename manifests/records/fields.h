// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "crypto/time.h"
#include "manifests/json/value.h"
#include "manifests/records/record_id.h"
#include "manifests/records/syntax.h"

// Each kind of record is a struct and one template, describe(visitor, record), that names its
// fields in the order of the tables in RECORDS of FORMAT.md. Three visitors read that description:
// RecordReader (JSON to struct, with findings), RecordWriter (struct to JSON) and SchemaMaker (the
// published JSON Schema), so that the three cannot disagree.
namespace dossier {

enum class Need {
  kRequired,        // record.field-missing
  kRequiredOfTime,  // time.invalid: part of a reported date
  kShould,          // record.recommended-missing
  kOptional,
  kElsewhere,  // a rule with a code of its own asks for it; reading does not
};

// A field marked † in the tables: its value, or the reason why there is none, or neither.
template <class T>
struct OrMissing {
  std::optional<T> value;
  std::string missing;
  json::Object missing_extra;  // members beside the reason whose keys begin with x-

  bool absent() const { return !value && missing.empty(); }
  friend bool operator==(const OrMissing&, const OrMissing&) = default;
};

// A field that refers to a record or holds a text of another form.
struct RefOr {
  RecordId id;
  std::string other;  // empty when there is an id

  bool empty() const { return id.empty() && other.empty(); }
  const std::string& text() const { return id ? id.text() : other; }
  friend bool operator==(const RefOr&, const RefOr&) = default;
};

// Free names with a text each, in the author's order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// How a field may be filled, beside TextRule and KindSet.
struct NoRule {};
struct IntegerRule {
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};
struct RefOrRule {
  KindSet kinds;
  TextRule other;
};
inline constexpr IntegerRule kAnyInteger{};
inline constexpr IntegerRule kFromZero{.least = 0};
inline constexpr IntegerRule kFromOne{.least = 1};

// A condition on another field of the same object, for fields that are "R if …".
struct When {
  enum class Test { kIs, kContains, kAbove, kTrue };
  std::string_view field;
  Test test;
  std::vector<std::string_view> words = {};
  std::int64_t number = 0;

  static When is(std::string_view field, std::initializer_list<std::string_view> words) {
    return {field, Test::kIs, words};
  }
  static When contains(std::string_view field, std::string_view word) {
    return {field, Test::kContains, {word}};
  }
  static When above(std::string_view field, std::int64_t number) {
    return {field, Test::kAbove, {}, number};
  }
  static When is_true(std::string_view field) { return {field, Test::kTrue}; }
};

using Names = std::initializer_list<std::string_view>;

// What every record but the head begins and ends with. `extra` keeps the members whose keys begin
// with x-, as they are; every object of a record has one.
struct Record {
  RecordId id;
  std::optional<Timestamp> recorded_at;
  RecordId recorded_by;
  std::vector<RecordId> markings;
  json::Object extra;

  friend bool operator==(const Record&, const Record&) = default;
};

// T is Wanted or const Wanted: describe() serves readers and writers with one template.
template <class T, class Wanted>
concept Is = std::same_as<std::remove_const_t<T>, Wanted>;

// A struct with a description of its own.
template <class T>
concept Described = requires(T t) {
  { t.extra } -> std::convertible_to<const json::Object&>;
};

template <class V, class R>
void describe_begin(V& v, R& record, RecordKind kind) {
  v.own_id(record.id, kind);
}

template <class V, class R>
void describe_end(V& v, R& record, Need recorded_at = Need::kShould) {
  v.field("recorded_at", record.recorded_at, recorded_at);
  v.field("recorded_by", record.recorded_by, Need::kShould, KindSet(RecordKind::kAgent));
  v.field("markings", record.markings, Need::kOptional, KindSet(RecordKind::kMarking));
}

}  // namespace dossier
