// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 3> kRedactionMethods = {"withheld", "masked",
                                                                      "generalised"};
inline constexpr std::array<std::string_view, 7> kRedactionReasons = {
    "source-protection", "privacy", "minor", "victim", "legal", "security", "copyright"};

// A file, a range of code points of a capture's text, or a field of a record.
struct RedactionTarget {
  std::string path;
  RecordId capture;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
  RecordId record;
  std::string pointer;
  json::Object extra;

  friend bool operator==(const RedactionTarget&, const RedactionTarget&) = default;
};

// What was taken out, why, and how the rest is still proven (§2.12).
struct Redaction : Record {
  std::optional<RedactionTarget> target;
  std::string method;
  std::string reason;
  RecordId authorised_by;
  RecordId event;
  std::string commitment;
  std::string note;

  friend bool operator==(const Redaction&, const Redaction&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Redaction& out);
json::Value to_json(const Redaction& redaction);
void make_schema(SchemaMaker& maker, const Redaction& redaction);

}  // namespace dossier
