// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/sha256.h"
#include "crypto/time.h"
#include "manifests/records/common.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 20> kEventTypes = {
    "capture", "receive",    "transfer",  "copy",   "hash",   "timestamp", "extract-text",
    "ocr",     "transcribe", "translate", "quote",  "review", "annotate",  "convert",
    "redact",  "merge",      "seal",      "export", "access", "dispose"};
inline constexpr std::array<std::string_view, 2> kEventStatuses = {"completed", "failed"};

// The former event and the digest of its record file.
struct EventLink {
  RecordId event;
  Sha256 sha256;
  json::Object extra;

  friend bool operator==(const EventLink&, const EventLink&) = default;
};

// Who took part, and as what.
struct EventAgent {
  RecordId agent;
  std::string role;
  json::Object extra;

  friend bool operator==(const EventAgent&, const EventAgent&) = default;
};

// A file with its digest, or a record.
struct EventItem {
  std::string path;
  std::optional<Sha256> sha256;
  RecordId ref;
  json::Object extra;

  friend bool operator==(const EventItem&, const EventItem&) = default;
};

// What was done, in one chain (§2.10).
struct Event : Record {
  std::string type;
  std::int64_t seq = 0;
  std::optional<EventLink> prev;
  std::optional<Timestamp> started;
  std::optional<Timestamp> ended;
  std::vector<EventAgent> agents;
  RecordId tool;
  Parameters parameters;
  std::vector<EventItem> used;
  std::vector<EventItem> generated;
  RecordId from;
  RecordId to;
  std::string place;
  std::string reason;
  std::string nonce;
  std::string content;
  std::string status;
  std::string error;

  friend bool operator==(const Event&, const Event&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Event& out);
json::Value to_json(const Event& event);
void make_schema(SchemaMaker& maker, const Event& event);

}  // namespace dossier
