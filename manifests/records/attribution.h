// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/records/common.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 13> kActs = {
    "did",    "said",       "told",       "wrote",       "published", "reported", "interviewed",
    "quoted", "summarised", "translated", "transcribed", "retrieved", "recorded"};
inline constexpr std::array<std::string_view, 4> kDirectnesses = {"direct", "paraphrase",
                                                                  "inferred", "unknown"};
inline constexpr std::array<std::string_view, 2> kAnonymousEnds = {"unnamed", "public"};

// One link. An end is a source, or `unnamed`, or `public`.
struct Hop {
  RefOr from;
  RefOr to;
  std::string act;
  std::string directness;
  std::optional<ReportedDate> when;
  std::string where;
  OrMissing<RecordId> evidence;
  json::Object extra;

  friend bool operator==(const Hop&, const Hop&) = default;
};

// The chain of mouths, from the origin to the publisher (§2.7).
struct Attribution : Record {
  std::vector<Hop> hops;

  friend bool operator==(const Attribution&, const Attribution&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Attribution& out);
json::Value to_json(const Attribution& attribution);
void make_schema(SchemaMaker& maker, const Attribution& attribution);

}  // namespace dossier
