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

inline constexpr std::array<std::string_view, 3> kAgentKinds = {"person", "organization",
                                                                "software"};
inline constexpr std::array<std::string_view, 5> kKeyChecks = {
    "in-person", "website", "earlier-dossier", "directory", "none"};

// A key that signs for the agent; how_verified tells how it was checked.
struct AgentKey {
  std::string fingerprint;
  std::string principal;
  std::optional<Timestamp> valid_from;
  std::optional<Timestamp> valid_to;
  std::string how_verified;
  json::Object extra;

  friend bool operator==(const AgentKey&, const AgentKey&) = default;
};

// Who worked on the dossier (§2.2).
struct Agent : Record {
  std::string kind;
  std::string name;
  std::optional<bool> pseudonymous;
  RecordId acts_for;
  std::vector<std::string> roles;
  std::string vendor;
  std::string version;
  std::vector<AgentKey> keys;
  std::vector<Identifier> identifiers;

  friend bool operator==(const Agent&, const Agent&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Agent& out);
json::Value to_json(const Agent& agent);
void make_schema(SchemaMaker& maker, const Agent& agent);

}  // namespace dossier
