// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/record.h"

#include <algorithm>
#include <optional>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"
#include "manifests/records/record_reader.h"

namespace dossier {
namespace {

struct Place {
  RecordKind kind;
  RecordId id;
};

// What the path tells: records/<folder of the kind>/<id of the kind>.json.
std::optional<Place> parse_place(std::string_view path) {
  static constexpr std::string_view kSuffix = ".json";
  if (path == kHeadPath) return Place{RecordKind::kHead, {}};
  if (!path.starts_with(kRecordsFolder) || !path.ends_with(kSuffix)) return std::nullopt;
  path.remove_prefix(kRecordsFolder.size());
  path.remove_suffix(kSuffix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<RecordKind> kind = kind_of_folder(path.substr(0, slash));
  const std::optional<RecordId> id = RecordId::parse(path.substr(slash + 1));
  if (!kind || !id || id->kind() != *kind) return std::nullopt;
  return Place{*kind, *id};
}

Finding misplaced(std::string_view path, std::string sentence, std::string mend, Profile profile) {
  Finding finding =
      make_finding("record.misplaced", std::string(path), std::move(sentence), profile);
  finding.mend = std::move(mend);
  return finding;
}

Finding to_finding(const json::Problem& problem, std::string_view path, Profile profile) {
  Finding finding = make_finding(problem.code, std::string(path),
                                 "line " + std::to_string(problem.line) + ", column " +
                                     std::to_string(problem.column) + ": " + problem.sentence,
                                 profile);
  finding.pointer = problem.pointer;
  finding.mend = problem.mend;
  return finding;
}

std::vector<Finding> read_fields(RecordFile& file, const json::Value& value, std::string_view bytes,
                                 Profile profile) {
  RecordReader reader(file.path, bytes, profile);
  if (file.kind == RecordKind::kHead) {
    // Another schema means other rules: nothing else is looked at.
    const json::Value* schema = value.find("schema");
    if (schema != nullptr && schema->is_string() && schema->string() != "dossier/1") {
      reader.report("record.unknown-schema", schema->offset(),
                    "the schema is " + json::write_string(schema->string()) +
                        ", this program knows \"dossier/1\"",
                    "Use a newer version of dossier, or write \"dossier/1\".");
      return reader.take();
    }
  }
  visit_kind(file.kind, [&]<class T>(std::type_identity<T>) {
    T record;
    read_record(reader, value, record);
    file.record = std::move(record);
  });
  if (file.kind == RecordKind::kQuote) {
    reader.check_text(value, {"exact", "prefix", "suffix"});
  } else {
    reader.check_text(value, {});
  }
  return reader.take();
}

// The id inside is the name of the file.
void check_id(RecordFile& file, Profile profile) {
  const RecordId* inside = std::visit(
      [](const auto& record) -> const RecordId* {
        if constexpr (std::is_base_of_v<Record, std::remove_cvref_t<decltype(record)>>)
          return &record.id;
        return nullptr;
      },
      file.record);
  if (inside == nullptr || inside->empty() || *inside == file.id) return;
  file.findings.push_back(misplaced(
      file.path, "the record in this file has the id " + inside->text(),
      "Rename the file to " + inside->path() + ", or write " + file.id.text() + ".", profile));
  file.findings.back().pointer = "/id";
}

}  // namespace

bool is_record_path(std::string_view path) {
  return path == kHeadPath || path.starts_with(kRecordsFolder);
}

RecordFile read_record_file(std::string_view path, std::string_view bytes, Profile profile) {
  RecordFile file;
  file.path = path;
  file.sha256 = sha256(as_bytes(bytes));
  const std::optional<Place> place = parse_place(path);
  if (!place) {
    file.findings.push_back(misplaced(
        path, "this is no place for a record",
        "Records are records/<kind>s/<id>.json; move other files out of records/.", profile));
    return file;
  }
  file.kind = place->kind;
  file.id = place->id;
  json::Parsed parsed = json::parse(bytes);
  if (parsed.value) {
    file.findings = read_fields(file, *parsed.value, bytes, profile);
    check_id(file, profile);
  }
  for (const json::Problem& problem : parsed.problems)
    file.findings.push_back(to_finding(problem, path, profile));
  file.sound = std::none_of(file.findings.begin(), file.findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::kError;
  });
  return file;
}

json::Value to_json(const AnyRecord& record) {
  return std::visit([](const auto& each) { return to_json(each); }, record);
}

std::string write_record(const AnyRecord& record) {
  return json::write(to_json(record));
}

std::string path_of(const AnyRecord& record) {
  return std::visit(
      [](const auto& each) {
        if constexpr (std::is_base_of_v<Record, std::remove_cvref_t<decltype(each)>>) {
          return each.id.path();
        } else {
          return std::string(kHeadPath);
        }
      },
      record);
}

}  // namespace dossier
