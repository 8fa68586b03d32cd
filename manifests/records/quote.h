// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/records/common.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 7> kQuoteKinds = {
    "direct-speech", "indirect-speech", "article-voice", "headline",
    "caption",       "document-text",   "work-title"};
inline constexpr std::array<std::string_view, 3> kQuoteScopes = {"sentence", "fragment",
                                                                 "multi-block"};
inline constexpr std::array<std::string_view, 4> kQuoteEditTypes = {"cut", "insert", "replace",
                                                                    "case"};
inline constexpr std::array<std::string_view, 2> kTranslationMethods = {"human", "machine"};

// The n-th of that many exact hits in the text, from 1.
struct Occurrence {
  std::int64_t n = 0;
  std::int64_t of = 0;
  json::Object extra;

  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

// A declared change: [start, end) of `exact` in code points is shown as `shown`.
struct QuoteEdit {
  std::string type;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string shown;
  json::Object extra;

  friend bool operator==(const QuoteEdit&, const QuoteEdit&) = default;
};

// The words in another language; the original is what is anchored.
struct Translation {
  std::string language;
  std::string text;
  RecordId by;
  std::string method;
  RecordId tool;
  RecordId reviewed_by;
  json::Object extra;

  friend bool operator==(const Translation&, const Translation&) = default;
};

// Words of a source, anchored in the text of a capture (§2.6).
struct Quote : Record {
  RecordId capture;
  std::string kind;
  std::string scope;
  std::string exact;
  std::string prefix;
  std::string suffix;
  std::int64_t start = 0;
  std::int64_t end = 0;
  Sha256 text_sha256;
  std::optional<Occurrence> occurrence;
  std::string as_written;
  std::vector<QuoteEdit> edits;
  OrMissing<RecordId> speaker;
  RecordId attribution;
  std::optional<ReportedDate> said_at;
  std::string language;
  std::vector<Translation> translations;
  std::string context_note;

  friend bool operator==(const Quote&, const Quote&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Quote& out);
json::Value to_json(const Quote& quote);
void make_schema(SchemaMaker& maker, const Quote& quote);

}  // namespace dossier
