// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/finding.h"
#include "manifests/records/agent.h"
#include "manifests/records/article.h"
#include "manifests/records/attribution.h"
#include "manifests/records/capture.h"
#include "manifests/records/claim.h"
#include "manifests/records/event.h"
#include "manifests/records/head.h"
#include "manifests/records/marking.h"
#include "manifests/records/note.h"
#include "manifests/records/quote.h"
#include "manifests/records/redaction.h"
#include "manifests/records/source.h"

namespace dossier {

// In the order of RecordKind.
using AnyRecord = std::variant<Agent, Source, Article, Capture, Quote, Attribution, Claim, Note,
                               Event, Marking, Redaction, Head>;

template <class T, class... All>
constexpr std::size_t index_among(std::type_identity<std::variant<All...>>) {
  constexpr bool kIsT[] = {std::is_same_v<T, All>...};
  std::size_t index = 0;
  while (!kIsT[index]) ++index;
  return index;
}

template <class T>
inline constexpr RecordKind kKindOf =
    static_cast<RecordKind>(index_among<T>(std::type_identity<AnyRecord>{}));

// Calls use(std::type_identity<T>{}) with the struct T of the kind.
template <class Use, std::size_t I = 0>
void visit_kind(RecordKind kind, Use&& use) {
  if constexpr (I < std::variant_size_v<AnyRecord>) {
    if (static_cast<std::size_t>(kind) == I) {
      use(std::type_identity<std::variant_alternative_t<I, AnyRecord>>{});
    } else {
      visit_kind<Use, I + 1>(kind, std::forward<Use>(use));
    }
  }
}

inline constexpr std::string_view kHeadPath = "dossier.json";
inline constexpr std::string_view kRecordsFolder = "records/";
inline constexpr std::string_view kCapturesFolder = "captures/";

// Whether a path of the case folder is the place of a record: dossier.json or anything below
// records/.
bool is_record_path(std::string_view path);

// One record file, read.
//   sha256    of the file's bytes, which the chain of events refers to
//   kind, id  as the path tells; the id is empty for the head and where the path tells none
//   sound     nothing in findings is an error: only then may rules rely on `record`
//   record    of the kind; fields that could not be read are empty
struct RecordFile {
  std::string path;
  Sha256 sha256;
  RecordKind kind = RecordKind::kHead;
  RecordId id;
  bool sound = false;
  AnyRecord record;
  std::vector<Finding> findings;
};

// Reads one record file: JSON, place, fields. Never throws for what the bytes say. A function of
// its arguments alone, so that files can be read in parallel. `path` is from the root of the case
// folder and must be a record path.
RecordFile read_record_file(std::string_view path, std::string_view bytes, Profile profile);

json::Value to_json(const AnyRecord& record);
// The bytes of the record's file (RECORDS of FORMAT.md, "How records are written").
std::string write_record(const AnyRecord& record);
// Where the record is stored.
std::string path_of(const AnyRecord& record);

}  // namespace dossier
