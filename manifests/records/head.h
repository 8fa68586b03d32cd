// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/sha256.h"
#include "crypto/time.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 3> kProfiles = {"open", "newsroom", "legal"};
inline constexpr std::array<std::string_view, 5> kAuthorizationTypes = {
    "consent", "editorial", "warrant", "court-order", "other"};

// On what right the case was made.
struct Authorization {
  std::string type;
  std::string reference;
  std::string note;
  json::Object extra;

  friend bool operator==(const Authorization&, const Authorization&) = default;
};

// The head record, dossier.json (§2.1).
struct Head {
  std::string schema;
  std::string id;
  std::string title;
  std::string description;
  std::string purpose;
  std::string profile;
  std::string case_number;
  std::string exhibit;
  std::optional<Timestamp> created;
  RecordId created_by;
  std::int64_t revision = 0;
  std::optional<Sha256> previous;
  std::string language;
  RecordId default_marking;
  std::optional<Authorization> authorization;
  std::string limitations;
  RecordId sealed;
  json::Object extra;

  friend bool operator==(const Head&, const Head&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Head& out);
json::Value to_json(const Head& head);
void make_schema(SchemaMaker& maker, const Head& head);

}  // namespace dossier
