// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <utility>

#include "cli/anchored_quote.h"
#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/named_record.h"
#include "crypto/error.h"
#include "manifests/authoring/foresight.h"
#include "manifests/authoring/record_edit.h"
#include "manifests/authoring/record_removal.h"
#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

struct EditOptions {
  std::string id;
  std::vector<std::string> changes;
  std::string reason;
  bool redacts = false;
};

// What a person says of a quote's place, which the text then tells.
struct PlaceWish {
  std::optional<std::string> words;
  std::optional<std::int64_t> at;
  std::optional<std::int64_t> occurrence;
  bool is_new_capture = false;
  bool is_new_kind = false;
  bool is_new_scope = false;

  bool any() const { return words || at || occurrence || is_new_capture || is_new_kind; }
};

std::vector<TypedChange> changes_of(const EditOptions& options) {
  std::vector<TypedChange> changes;
  for (const std::string& text : options.changes) {
    auto change = parse_change(text);
    if (!change) {
      throw Error(ErrorKind::kUsage, "edit: '" + text + "' is no change of a field", {},
                  "It is KEY=VALUE, as in status=unverified; KEY= takes the field out, KEY+=VALUE "
                  "and KEY-=VALUE add to a list and take from it.");
    }
    changes.push_back(*std::move(change));
  }
  return changes;
}

// The record as it is on the disk, so that one with a fault in it can be mended too.
json::Value json_of(const CaseWork& work, const RecordFile& file) {
  const Bytes bytes = work.folder().read(file.path, json::kMaxFileBytes);
  json::Parsed parsed = json::parse(as_text(bytes));
  if (parsed.value && parsed.value->is_object()) return *std::move(parsed.value);
  const Finding& finding = file.findings.front();
  throw Error(ErrorKind::kRefused, finding.sentence, work.folder().full_path(file.path),
              finding.mend + (finding.mend.empty() ? "" : " ") +
                  "Mend it in an editor; 'dossier check' tells when it can be read.");
}

std::int64_t number_of(const TypedChange& change) {
  constexpr std::size_t kMostDigits = 9;
  if (change.value.empty() || change.value.size() > kMostDigits ||
      change.value.find_first_not_of("0123456789") != std::string::npos) {
    throw Error(ErrorKind::kUsage, change.key + ": is a whole number, not '" + change.value + "'");
  }
  return std::stoll(change.value);
}

// True when the change is about the place of a quote, and taken.
bool take_place(const TypedChange& change, PlaceWish& place) {
  const bool sets = change.way == TypedChange::Way::kSet;
  place.is_new_capture |= change.key == "capture";
  place.is_new_kind |= change.key == "kind";
  place.is_new_scope |= change.key == "scope";
  if (!sets) return false;
  if (change.key == "exact" || change.key == "words") place.words = change.value;
  if (change.key == "at") place.at = number_of(change);
  if (change.key == "occurrence") place.occurrence = number_of(change);
  return change.key == "exact" || change.key == "words" || change.key == "at" ||
         change.key == "occurrence";
}

std::string text_of(const json::Value& record, std::string_view key) {
  const json::Value* value = record.find(key);
  return value != nullptr && value->is_string() ? value->string() : std::string();
}

// Looks for the words again, and writes what the text tells into the record.
Quote anchor_anew(json::Value& record, const RecordId& id, const PlaceWish& place,
                  const CaseWork& work, std::vector<std::string>& remarks) {
  QuoteWish wish;
  wish.id = id;
  wish.capture = work.require<Capture>(text_of(record, "capture"), "capture").id;
  wish.kind = text_of(record, "kind");
  wish.context = text_of(record, "context_note");
  if (place.is_new_scope) wish.scope = text_of(record, "scope");
  const std::string typed = text_of(record, "as_written");
  wish.typed.words = place.words.value_or(typed.empty() ? text_of(record, "exact") : typed);
  wish.typed.at = place.at;
  wish.typed.occurrence = place.occurrence;
  const json::Value* start = record.find("start");
  const bool stays = !place.words && !place.at && !place.occurrence && !place.is_new_capture;
  if (stays && start != nullptr && start->is_integer()) wish.typed.at = start->integer();
  const Quote quote = anchored_quote(wish, work, remarks);
  const json::Value found = to_json(quote);
  for (const char* key : {"scope", "exact", "prefix", "suffix", "start", "end", "text_sha256",
                          "occurrence", "as_written", "edits"}) {
    const json::Value* value = found.find(key);
    value == nullptr ? static_cast<void>(record.erase(key)) : record.set(key, *value);
  }
  if (place.words && record.find("translations") != nullptr) {
    remarks.emplace_back("its translations are as they were; do they still fit?");
  }
  return quote;
}

AnyRecord read_back(const RecordFile& file, const json::Value& record, const CaseWork& work) {
  const RecordFile then = read_record_file(file.path, json::write(record), work.profile());
  for (const Finding& finding : then.findings) {
    if (finding.severity != Severity::kError) continue;
    const std::string field = finding.pointer.empty() ? "" : finding.pointer.substr(1) + ": ";
    throw Error(ErrorKind::kUsage, field + without_position(finding.sentence), file.path,
                finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend);
  }
  return then.record;
}

Mending mending_of(const EditOptions& options, const std::vector<TypedChange>& changes,
                   const RecordFile& file, const CaseWork& work) {
  Mending mending;
  for (const TypedChange& change : changes) {
    const bool known =
        std::find(mending.fields.begin(), mending.fields.end(), change.key) != mending.fields.end();
    if (!known) mending.fields.push_back(change.key);
  }
  mending.reason = options.reason;
  if (mending.reason.empty() && !work.dossier().head()->sealed.empty()) {
    throw Error(ErrorKind::kUsage, "edit: the case was sealed, so --reason is needed", {},
                "It becomes the text of a correction, for those who have the sealed one.");
  }
  if (mending.reason.empty()) mending.reason = "a record mended";
  if (file.id) mending.changed.push_back(file.id);
  mending.changes_head = !file.id;
  mending.redacts = options.redacts;
  return mending;
}

void report(const std::string& name, const Mending& mending, const CaseWork& work,
            Context& context) {
  std::string fields;
  for (const std::string& field : mending.fields) fields += (fields.empty() ? "" : ", ") + field;
  context.out.line(name + ": changed " + escape_line(fields));
  if (mending.changed.empty()) return;
  for (const Dependant& each : dependants_of(work.dossier(), mending.changed.front())) {
    context.out.line("named by " + each.name() + " " + each.pointer);
  }
}

ExitStatus edit(const EditOptions& options, Context& context) {
  const std::vector<TypedChange> changes = changes_of(options);
  CaseWork work(context, kAllRecords);
  const RecordFile& file = record_file_named(work.dossier(), options.id);
  if (file.kind == RecordKind::kEvent) {
    throw Error(ErrorKind::kRefused, "is an event, and what was done is never rewritten",
                options.id, "'dossier event annotate' tells what was wrong about it.");
  }
  const Mending mending = mending_of(options, changes, file, work);
  json::Value record = json_of(work, file);
  PlaceWish place;
  const NameLookup lookup = [&](RecordKind kind, const std::string& name) {
    return kind == RecordKind::kAgent ? agent_named(work, name, "") : source_named(work, name, "");
  };
  for (const TypedChange& change : changes) {
    if (file.kind == RecordKind::kQuote && take_place(change, place)) continue;
    const auto fault = change_field(record, file.kind, change, {work.author(), work.now()}, lookup);
    if (fault) throw Error(ErrorKind::kUsage, fault->key + " " + fault->sentence, {}, fault->mend);
  }
  std::vector<std::string> remarks;
  std::optional<Quote> quote;
  if (file.kind == RecordKind::kQuote && place.any()) {
    quote = anchor_anew(record, file.id, place, work, remarks);
  }
  const AnyRecord edited = read_back(file, record, work);
  const std::string name = file.id ? file.id.text() : std::string(kHeadPath);
  if (file.sound && edited == file.record) {
    context.out.line(name + " is so already; nothing was written");
    return ExitStatus::kDone;
  }
  work.replace(edited);
  add_mending_event(work, mending);
  refuse_new_errors(work);
  work.commit();
  if (quote) report_quote(std::get<Quote>(edited), remarks, context);
  report(name, mending, work, context);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_edit(CommandLine& line) {
  auto options = std::make_shared<EditOptions>();
  line.about(
      "A key is the name of a field, as 'dossier show ID' tells it; a point leads into it: "
      "completeness.note, hops.1. KEY= takes the field out, KEY+=VALUE and KEY-=VALUE add to a "
      "list and take from it. Of a quote, exact, at, occurrence and capture look for the words in "
      "the text anew. What names the record is listed. After a seal, a note of kind correction "
      "tells what was changed.");
  line.argument("ID", &options->id, "the record; \"head\" for dossier.json");
  line.argument("KEY=VALUE", &options->changes, "a field and what it is to be");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  line.flag("--redact", options->redacts, "it protects somebody: written down as a redaction");
  line.uses_case_folder();
  return [options](Context& context) { return edit(*options, context); };
}

}  // namespace dossier
