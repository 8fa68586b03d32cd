// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/time.h"
#include "manifests/records/common.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 11> kSourceKinds = {
    "person",  "publication", "broadcaster", "wire-agency", "public-body",       "organization",
    "account", "data-set",    "document",    "unnamed",     "unspecified-report"};
inline constexpr std::array<std::string_view, 4> kSourceRelations = {"primary", "secondary",
                                                                     "tertiary", "unknown"};
inline constexpr std::array<std::string_view, 1> kReliabilityScales = {"admiralty"};
inline constexpr std::array<std::string_view, 6> kReliabilityValues = {"A", "B", "C",
                                                                       "D", "E", "F"};

// A judgement of the source, apart from any claim; Admiralty code A to F.
struct Reliability {
  std::string scale;
  std::string value;
  std::string basis;
  RecordId by;
  std::optional<Timestamp> at;
  json::Object extra;

  friend bool operator==(const Reliability&, const Reliability&) = default;
};

// Whether the source must not be known; name_held_by tells who knows the name.
struct Protection {
  bool is = false;
  std::string reason;
  RecordId name_held_by;
  json::Object extra;

  friend bool operator==(const Protection&, const Protection&) = default;
};

// Where information comes from (§2.3).
struct Source : Record {
  std::string kind;
  std::string name;
  std::string url;
  std::vector<Identifier> identifiers;
  std::string interests;
  RecordId parent;
  std::string independence_group;
  std::string relation;
  std::optional<Reliability> reliability;
  std::optional<Protection> protection;

  friend bool operator==(const Source&, const Source&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Source& out);
json::Value to_json(const Source& source);
void make_schema(SchemaMaker& maker, const Source& source);

}  // namespace dossier
