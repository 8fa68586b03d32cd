// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/time.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 9> kNoteKinds = {
    "check",       "finding",    "contact-attempt",      "question", "correction",
    "methodology", "limitation", "conflict-of-interest", "dissent"};
inline constexpr std::array<std::string_view, 13> kNoteMethods = {
    "primary-document", "source-contact", "cross-source", "archive-lookup", "reverse-image",
    "geolocation",      "chronolocation", "metadata",     "hash-compare",   "translation-check",
    "expert",           "arithmetic",     "other"};
inline constexpr std::array<std::string_view, 7> kNoteResults = {
    "confirmed", "refuted", "inconclusive", "no-response", "declined", "pending", "not-attempted"};
inline constexpr std::array<std::string_view, 3> kPillarValues = {"yes", "no", "unknown"};

// Which of the five questions of verification have an answer.
struct Pillars {
  std::string provenance;
  std::string source;
  std::string date;
  std::string location;
  std::string motivation;
  json::Object extra;

  friend bool operator==(const Pillars&, const Pillars&) = default;
};

// Whom one asked, how, and when.
struct Contact {
  RecordId party;
  std::string via;
  std::string sent;
  std::string deadline;
  std::string replied;
  json::Object extra;

  friend bool operator==(const Contact&, const Contact&) = default;
};

// What was checked, asked, found or corrected (§2.9).
struct Note : Record {
  std::string kind;
  std::vector<RecordId> about;
  std::string text;
  RecordId author;
  std::optional<Timestamp> at;
  std::string method;
  std::string result;
  std::vector<RefOr> evidence;
  std::optional<Pillars> pillars;
  std::optional<Contact> contact;
  std::vector<RecordId> supersedes;
  std::string next_step;
  std::string due;

  friend bool operator==(const Note&, const Note&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Note& out);
json::Value to_json(const Note& note);
void make_schema(SchemaMaker& maker, const Note& note);

}  // namespace dossier
