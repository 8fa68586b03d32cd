// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/escape_json.h"
#include "cli/layout.h"
#include "cli/named_record.h"
#include "cli/report_json.h"
#include "cli/report_text.h"
#include "manifests/authoring/record_removal.h"
#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

constexpr std::size_t kWidestKeyColumns = 24;

struct ShowOptions {
  std::string id;
  bool json = false;
};

// A value with the key that `edit` knows it by.
struct Line {
  std::string key;
  std::string value;
};

void append_lines(const json::Value& value, const std::string& key, std::vector<Line>& lines) {
  const std::string front = key.empty() ? "" : key + ".";
  if (value.is_object()) {
    for (const json::Member& member : value.object()) {
      append_lines(member.value, front + member.key, lines);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.array().size(); ++i) {
      append_lines(value.array()[i], front + std::to_string(i), lines);
    }
  } else if (value.is_string()) {
    lines.push_back({key, value.string()});
  } else {
    lines.push_back({key, json::write_compact(value)});
  }
}

std::string fields_text(const json::Value& record, const Terminal& terminal) {
  std::vector<Line> lines;
  append_lines(record, "", lines);
  std::size_t widest = 0;
  for (const Line& line : lines) widest = std::max(widest, columns_of(escape_line(line.key)));
  const std::size_t indent = 2 + std::min(widest, kWidestKeyColumns) + 2;
  const std::size_t columns = std::max<std::size_t>(terminal.columns, indent + 30);
  std::string text;
  for (const Line& line : lines) {
    const std::string key = "  " + escape_line(line.key) + "  ";
    text += pad(key, indent);
    if (columns_of(key) > indent) text += "\n" + std::string(indent, ' ');
    text += wrap(escape_block(line.value), columns, indent);
  }
  return text;
}

json::Value show_json(const RecordFile& file, const std::optional<json::Value>& record,
                      const std::vector<Dependant>& dependants) {
  json::Value object;
  object.set("schema", "dossier/show/1");
  if (file.id) object.set("id", file.id.text());
  object.set("kind", kind_name(file.kind));
  object.set("path", file.path);
  object.set("sound", file.sound);
  if (record) object.set("record", *record);
  json::Array named_by;
  for (const Dependant& each : dependants) {
    json::Value place;
    place.set("id", each.name());
    place.set("pointer", each.pointer);
    named_by.push_back(std::move(place));
  }
  object.set("named_by", std::move(named_by));
  object.set("findings", findings_json(file.findings));
  return object;
}

ExitStatus show(const ShowOptions& options, Context& context) {
  const auto folder = open_case_folder(context, CaseAccess::kRead);
  const CaseRecords records = read_case_records(*folder, kAllRecords);
  const RecordFile& file = record_file_named(records.dossier, options.id);
  const Bytes bytes = folder->read(file.path, json::kMaxFileBytes);
  const std::optional<json::Value> record = json::parse(as_text(bytes)).value;
  std::vector<Dependant> dependants;
  if (file.id) dependants = dependants_of(records.dossier, file.id);
  if (options.json) {
    context.out.write(printed_json(show_json(file, record, dependants)));
  } else {
    context.out.line(escape_line(file.path));
    if (record) context.out.write(fields_text(*record, context.terminal));
    for (const Dependant& each : dependants) {
      context.out.line("named by " + each.name() + " " + each.pointer);
    }
    if (!file.sound) context.out.write("\n" + findings_text(file.findings, context.terminal));
  }
  return file.sound ? ExitStatus::kDone : ExitStatus::kRefused;
}

}  // namespace

Action set_up_show(CommandLine& line) {
  auto options = std::make_shared<ShowOptions>();
  line.about(
      "Each field with the key that 'dossier edit' knows it by, and where other records name this "
      "one. A record that is not sound is shown as far as it can be read, with what is wrong.");
  line.argument("ID", &options->id, "the record; \"head\" for dossier.json");
  line.flag("--json", options->json, "for programs");
  line.uses_case_folder();
  return [options](Context& context) { return show(*options, context); };
}

}  // namespace dossier
