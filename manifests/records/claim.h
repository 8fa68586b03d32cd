// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/time.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 7> kClaimKinds = {
    "content", "attribution", "quantitative", "temporal", "absence", "prediction", "opinion"};
inline constexpr std::array<std::string_view, 4> kStances = {"supports", "contradicts", "context",
                                                             "mentions"};
inline constexpr std::array<std::string_view, 7> kClaimRelations = {
    "attributes",    "part-of",     "depends-on", "restates",
    "stronger-than", "weaker-than", "contradicts"};
inline constexpr std::array<std::string_view, 9> kClaimStatuses = {
    "unreviewed",   "under-review", "verified", "partly-verified", "unverified",
    "unverifiable", "disputed",     "refuted",  "withdrawn"};
inline constexpr std::array<std::string_view, 7> kLikelihoods = {
    "remote", "very-unlikely", "unlikely", "even", "likely", "very-likely", "almost-certain"};
inline constexpr std::array<std::string_view, 3> kConfidences = {"low", "moderate", "high"};

// What bears on the claim, and how.
struct Support {
  RecordId ref;
  std::string stance;
  std::string note;
  json::Object extra;

  friend bool operator==(const Support&, const Support&) = default;
};

// How the claim relates to another.
struct ClaimRelation {
  std::string type;
  RecordId claim;
  json::Object extra;

  friend bool operator==(const ClaimRelation&, const ClaimRelation&) = default;
};

// An assertion and what people concluded about it (§2.8).
struct Claim : Record {
  std::string kind;
  std::string text;
  RecordId asserted_by;
  RecordId attribution;
  std::vector<Support> support;
  std::vector<ClaimRelation> relations;
  std::string status;
  std::optional<std::int64_t> credibility;
  std::string likelihood;
  std::string confidence;
  RecordId reviewed_by;
  std::optional<Timestamp> reviewed_at;
  std::vector<RecordId> basis;
  std::vector<RecordId> open_questions;

  friend bool operator==(const Claim&, const Claim&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Claim& out);
json::Value to_json(const Claim& claim);
void make_schema(SchemaMaker& maker, const Claim& claim);

}  // namespace dossier
