// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/escape_json.h"
#include "cli/layout.h"
#include "cli/record_rows.h"

namespace dossier {
namespace {

struct ListOptions {
  std::string kind;
  bool json = false;
};

// Kinds by name and by folder: "quote" and "quotes".
std::vector<std::string> kind_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    words.emplace_back(kind_folder(static_cast<RecordKind>(i)));
  }
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    words.emplace_back(kind_name(static_cast<RecordKind>(i)));
  }
  return words;
}

std::vector<const RecordFile*> files_of_kind(const Dossier& dossier, RecordKind kind) {
  std::vector<const RecordFile*> files;
  for (const RecordFile& file : dossier.files()) {
    const bool has_place = file.id || file.path == kHeadPath;
    if (has_place && file.kind == kind) files.push_back(&file);
  }
  return files;
}

void show_kind(const Dossier& dossier, RecordKind kind, bool alone, Context& context) {
  const std::vector<const RecordFile*> files = files_of_kind(dossier, kind);
  if (files.empty() && !alone) return;
  context.out.line((alone ? "" : "\n") + kind_heading(kind) + " (" + std::to_string(files.size()) +
                   ")");
  for (const RecordFile* file : files) {
    const RecordRow row = record_row(*file);
    context.out.line(row_text(file->id.text(), row.label, row.text, context.terminal));
  }
}

void tell_strays(const Dossier& dossier) {
  for (const RecordFile& file : dossier.files()) {
    if (file.id || file.path == kHeadPath) continue;
    tell("dossier: warning: " + escape_line(file.path) + " is no record; 'dossier check' tells " +
         "more\n");
  }
}

json::Value list_json(const Dossier& dossier, std::optional<RecordKind> only) {
  json::Value list;
  list.set("schema", "dossier/list/1");
  if (const Head* head = dossier.head()) {
    list.set("case", head->id);
    list.set("title", head->title);
  }
  json::Array records;
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    const auto kind = static_cast<RecordKind>(i);
    if (only && kind != *only) continue;
    for (const RecordFile* file : files_of_kind(dossier, kind)) {
      const RecordRow row = record_row(*file);
      json::Value each;
      each.set("id", file->id.text());
      each.set("kind", kind_name(kind));
      each.set("path", file->path);
      each.set("sound", file->sound);
      each.set("label", row.label);
      each.set("text", row.text);
      records.push_back(std::move(each));
    }
  }
  list.set("records", std::move(records));
  return list;
}

ExitStatus list(const ListOptions& options, Context& context) {
  std::optional<RecordKind> only = kind_of_name(options.kind);
  if (!only) only = kind_of_folder(options.kind);
  const auto folder = open_case_folder(context, CaseAccess::kRead);
  const CaseRecords records = read_case_records(*folder, kAllRecords);
  const Dossier& dossier = records.dossier;
  if (options.json) {
    context.out.write(printed_json(list_json(dossier, only)));
    return ExitStatus::kDone;
  }
  if (only) {
    show_kind(dossier, *only, true, context);
    return ExitStatus::kDone;
  }
  if (const Head* head = dossier.head()) {
    const std::size_t columns = context.terminal.columns;
    context.out.write(wrap(escape_line(head->title), columns, 0));
    context.out.write(wrap(escape_line(head->id) + ", revision " + std::to_string(head->revision) +
                               ", profile " + escape_line(head->profile) +
                               (head->sealed ? ", sealed" : ", not sealed"),
                           columns, 2));
  } else {
    tell("dossier: warning: dossier.json cannot be used; 'dossier check' tells more\n");
  }
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    show_kind(dossier, static_cast<RecordKind>(i), false, context);
  }
  tell_strays(dossier);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_list(CommandLine& line) {
  auto options = std::make_shared<ListOptions>();
  line.optional_argument("KIND", &options->kind, "only these").one_of(kind_words());
  line.flag("--json", options->json, "for programs");
  line.uses_case_folder();
  return [options](Context& context) { return list(*options, context); };
}

}  // namespace dossier
