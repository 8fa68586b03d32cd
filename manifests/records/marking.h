// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 6> kMarkingSchemes = {
    "tlp-2.0", "licence", "rights", "legal-hold", "embargo", "custom"};
inline constexpr std::array<std::string_view, 5> kTlpValues = {"clear", "green", "amber",
                                                               "amber+strict", "red"};
inline constexpr std::array<std::string_view, 5> kRightsBases = {
    "quotation", "permission", "public-domain", "own-work", "unknown"};
inline constexpr std::array<std::string_view, 3> kPayloads = {"full", "excerpt", "hash-only"};
inline constexpr std::array<std::string_view, 1> kEverything = {"*"};

// What may be done with the material (§2.11).
struct Marking : Record {
  std::string scheme;
  std::string value;
  std::vector<RefOr> applies_to;
  std::vector<std::string> audience;
  std::string until;
  std::string holder;
  std::string licence;
  std::string basis;
  std::string payload;

  friend bool operator==(const Marking&, const Marking&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Marking& out);
json::Value to_json(const Marking& marking);
void make_schema(SchemaMaker& maker, const Marking& marking);

}  // namespace dossier
