// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/record_id.h"

#include <vector>

namespace dossier {
namespace {

struct KindNames {
  std::string_view name;
  std::string_view folder;
  std::string_view prefix;
};

constexpr std::array<KindNames, kRecordKinds> kNames = {{
    {"agent", "agents", "agt"},
    {"source", "sources", "src"},
    {"article", "articles", "art"},
    {"capture", "captures", "cap"},
    {"quote", "quotes", "quo"},
    {"attribution", "attributions", "att"},
    {"claim", "claims", "clm"},
    {"note", "notes", "note"},
    {"event", "events", "evt"},
    {"marking", "markings", "mrk"},
    {"redaction", "redactions", "red"},
    {"head", "", ""},
}};

const KindNames& names_of(RecordKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<RecordKind> kind_of_prefix(std::string_view prefix) {
  for (std::size_t i = 0; i + 1 < kNames.size(); ++i)
    if (kNames[i].prefix == prefix) return static_cast<RecordKind>(i);
  return std::nullopt;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string_view kind_name(RecordKind kind) {
  return names_of(kind).name;
}
std::string_view kind_folder(RecordKind kind) {
  return names_of(kind).folder;
}
std::string_view kind_prefix(RecordKind kind) {
  return names_of(kind).prefix;
}

std::optional<RecordKind> kind_of_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i].name == name) return static_cast<RecordKind>(i);
  return std::nullopt;
}

std::optional<RecordKind> kind_of_folder(std::string_view folder) {
  for (std::size_t i = 0; i + 1 < kNames.size(); ++i)
    if (kNames[i].folder == folder) return static_cast<RecordKind>(i);
  return std::nullopt;
}

std::optional<RecordId> RecordId::parse(std::string_view text) {
  if (!explain_id(text).empty()) return std::nullopt;
  RecordId id;
  id.text_ = text;
  id.kind_ = *kind_of_prefix(text.substr(0, text.find('-')));
  return id;
}

std::string RecordId::path() const {
  return "records/" + std::string(kind_folder(kind_)) + "/" + text_ + ".json";
}

std::string explain_id(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.size() > kMaxIdBytes)
    return "has " + std::to_string(text.size()) + " characters, at most 64 are allowed";
  const std::size_t hyphen = text.find('-');
  if (!kind_of_prefix(text.substr(0, hyphen))) return "does not begin with the prefix of a kind";
  if (hyphen == std::string_view::npos) return "has nothing behind its prefix";
  bool after_hyphen = false;
  for (const char c : text) {
    if (c == '-') {
      if (after_hyphen) return "has two hyphens in a row";
      after_hyphen = true;
    } else if (is_word_character(c)) {
      after_hyphen = false;
    } else if (c >= 'A' && c <= 'Z') {
      return "has an upper-case letter";
    } else {
      return "has a character other than a to z, 0 to 9 and the hyphen";
    }
  }
  return after_hyphen ? "ends in a hyphen" : "";
}

std::string KindSet::names() const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i)
    if (has(static_cast<RecordKind>(i))) names.push_back(kNames[i].name);
  if (names.size() + 1 == kRecordKinds) return "a record";
  std::string list = names.front().front() == 'a' || names.front().front() == 'e' ? "an " : "a ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

std::string KindSet::pattern() const {
  std::string prefixes;
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    if (!has(static_cast<RecordKind>(i))) continue;
    if (!prefixes.empty()) prefixes += '|';
    prefixes += kNames[i].prefix;
  }
  return "^(" + prefixes + ")(-[a-z0-9]+)+$";
}

}  // namespace dossier
