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

inline constexpr std::array<std::string_view, 13> kArticleKinds = {
    "news-article", "web-page", "social-post", "pdf",  "image",     "video", "audio",
    "transcript",   "letter",   "data-set",    "book", "broadcast", "other"};
inline constexpr std::array<std::string_view, 4> kBasedOnWays = {"syndicated", "summary",
                                                                 "translation", "reprint"};

// A work or source from which the article was made.
struct BasedOn {
  RecordId ref;
  std::string how;
  json::Object extra;

  friend bool operator==(const BasedOn&, const BasedOn&) = default;
};

// The work, of which captures are observations (§2.4).
struct Article : Record {
  std::string kind;
  std::string title;
  OrMissing<RecordId> publisher;
  std::vector<std::string> bylines;
  std::string credit;
  OrMissing<std::string> url;
  OrMissing<ReportedDate> published;
  std::optional<ReportedDate> modified;
  std::string language;
  std::string section;
  std::string place;
  std::vector<BasedOn> based_on;

  friend bool operator==(const Article&, const Article&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Article& out);
json::Value to_json(const Article& article);
void make_schema(SchemaMaker& maker, const Article& article);

}  // namespace dossier
