// SPDX-License-Identifier: Apache-2.0
#include "cli/authoring_work.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cli/escape.h"
#include "cli/named_record.h"
#include "cli/terminal.h"
#include "crypto/error.h"
#include "manifests/authoring/foresight.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 3> kSourceKeys = {"asserted-by", "party", "parent"};
constexpr std::array<std::string_view, 3> kAgentKeys = {"reviewed-by", "author", "name-held-by"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// "/reviewed_by" and "/support/0/ref" as options are called.
std::string option_of(const std::string& pointer) {
  std::string key = pointer.substr(std::min<std::size_t>(1, pointer.size()));
  key = key.substr(0, key.find('/'));
  std::replace(key.begin(), key.end(), '_', '-');
  return key;
}

std::string join(const std::vector<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
  return joined;
}

[[noreturn]] void refuse(const Finding& finding) {
  const std::string field = option_of(finding.pointer);
  throw Error(ErrorKind::kRefused,
              (field.empty() ? "" : field + ": ") + finding.sentence + " (" +
                  std::string(finding.code) + ")",
              finding.where,
              finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend);
}

EventItem item_of(const RecordId& id) {
  EventItem item;
  item.ref = id;
  return item;
}

}  // namespace

void refuse_what_rules_refuse(const CaseWork& work, const std::vector<AnyRecord>& planned) {
  for (const Finding& finding : foresee(work.dossier(), planned, work.profile())) refuse(finding);
}

void refuse_new_errors(const CaseWork& work) {
  std::set<std::string> own;  // findings name a record by path or by id
  for (const AnyRecord& record : work.planned()) {
    const std::string path = path_of(record);
    own.insert(path);
    const RecordFile* file = work.dossier().find_file(path);
    if (file != nullptr && file->id) own.insert(file->id.text());
  }
  std::string elsewhere;
  for (const Finding& finding :
       foresee_new_errors(work.dossier(), work.planned(), work.removed(), work.profile())) {
    if (own.count(finding.where) > 0) refuse(finding);
    elsewhere += "dossier: warning: " + escape_line(finding.where) +
                 " has an error now: " + escape_line(finding.sentence) + " (" +
                 std::string(finding.code) + ")\n";
  }
  tell(elsewhere);
}

void add_quote_event(CaseWork& work, const std::vector<Quote>& quotes, const std::string& reason) {
  Event event;
  event.type = "quote";
  event.reason = reason;
  std::unordered_map<RecordId, const Capture*> captures;
  for (const Capture* capture : work.dossier().all<Capture>()) captures[capture->id] = capture;
  for (const AnyRecord& record : work.planned()) {
    if (const auto* capture = std::get_if<Capture>(&record)) captures[capture->id] = capture;
  }
  std::unordered_set<RecordId> used;
  for (const Quote& quote : quotes) {
    event.generated.push_back(item_of(quote.id));
    if (!used.insert(quote.capture).second) continue;
    EventItem text;
    text.path = captures.at(quote.capture)->text->path;
    text.sha256 = quote.text_sha256;
    event.used.push_back(std::move(text));
  }
  event.parameters.push_back({"program", "dossier " + std::string(program_version())});
  work.add_event(std::move(event), "investigator");
}

void add_review_event(CaseWork& work, const std::vector<AnyRecord>& records,
                      const std::string& reason) {
  Event event;
  event.type = "review";
  event.reason = reason;
  event.agents.push_back({work.author(), "investigator", {}});
  for (const AnyRecord& record : records) {
    const auto* claim = std::get_if<Claim>(&record);
    const auto* note = std::get_if<Note>(&record);
    if (claim == nullptr && note == nullptr) continue;
    event.generated.push_back(item_of(claim != nullptr ? claim->id : note->id));
    const RecordId& person = claim != nullptr ? claim->reviewed_by : note->author;
    const EventAgent agent{person, claim != nullptr ? "reviewer" : "investigator", {}};
    const bool is_known =
        std::find(event.agents.begin(), event.agents.end(), agent) != event.agents.end();
    if (person && !is_known) event.agents.push_back(agent);
  }
  if (!event.generated.empty()) work.add_event(std::move(event), "investigator");
}

namespace {

void add_correction(CaseWork& work, const RecordId& id, const RecordId& event,
                    const Mending& mending) {
  Note note;
  note.id = id;
  note.kind = "correction";
  note.text = mending.reason;
  note.author = work.author();
  note.at = work.now();
  note.about = mending.changed;
  note.about.insert(note.about.end(), mending.removed.begin(), mending.removed.end());
  if (note.about.empty()) note.about.push_back(event);  // the head has no id
  for (const RecordId& gone : mending.removed) {
    const bool can_be_named = gone.kind() == RecordKind::kNote || gone.kind() == RecordKind::kClaim;
    if (can_be_named) note.supersedes.push_back(gone);
  }
  work.add(std::move(note));
}

}  // namespace

void add_mending_event(CaseWork& work, const Mending& mending) {
  Event event;
  event.type = mending.redacts ? "redact" : "annotate";
  event.reason = mending.reason;
  for (const RecordId& id : mending.removed) event.used.push_back(item_of(id));
  for (const RecordId& id : mending.changed) event.generated.push_back(item_of(id));
  for (const AnyRecord& record : work.planned()) {
    if (!mending.changes_head || !std::holds_alternative<Head>(record)) continue;
    EventItem head;
    head.path = kHeadFile;
    head.sha256 = sha256(as_bytes(write_record(record)));
    event.generated.push_back(std::move(head));
  }
  if (!mending.fields.empty()) event.parameters.push_back({"changed", join(mending.fields)});
  event.parameters.push_back({"program", "dossier " + std::string(program_version())});
  const bool was_sealed = !work.dossier().head()->sealed.empty();
  const RecordId note = was_sealed ? work.ids().make(RecordKind::kNote, "correction") : RecordId();
  if (note) event.generated.push_back(item_of(note));
  const RecordId id =
      work.add_event(std::move(event), mending.redacts ? "redactor" : "investigator");
  if (note) add_correction(work, note, id, mending);
}

FormOptions::Given& FormOptions::add(std::string_view spelling) {
  const std::string_view name = spelling.substr(0, spelling.find(' '));
  return given_.emplace_back(Given{std::string(name.substr(2)), {}, {}});
}

CommandLine::Item& FormOptions::one(CommandLine& line, std::string_view spelling,
                                    std::string help) {
  return line.option(spelling, &add(spelling).value, std::move(help));
}

CommandLine::Item& FormOptions::several(CommandLine& line, std::string_view spelling,
                                        std::string help) {
  return line.list_option(spelling, add(spelling).values, std::move(help));
}

void FormOptions::declare_id(CommandLine& line) {
  line.option("--id ID", &id_, "an id of your choice; without it, one is made of the words");
}

bool FormOptions::has(std::string_view key) const {
  return std::any_of(given_.begin(), given_.end(), [&](const Given& each) {
    return each.key == key && (!each.value.empty() || !each.values.empty());
  });
}

RecordForm FormOptions::form(CaseWork& work, const std::string& words) const {
  RecordForm form;
  for (const Given& given : given_) {
    std::string value = given.values.empty() ? given.value : join(given.values);
    if (value.empty()) continue;
    const std::string option = "--" + given.key;
    if (is_among(kSourceKeys, given.key)) value = source_named(work, value, option).text();
    if (is_among(kAgentKeys, given.key)) value = agent_named(work, value, option).text();
    form.fields.push_back({given.key, std::move(value), 0});
  }
  form.id =
      id_.empty() ? work.ids().make(kind_, slug(words, kIdWords)) : work.ids().choose(kind_, id_);
  return form;
}

AnyRecord make_record(const CaseWork& work, const RecordForm& form) {
  std::vector<FormFault> faults;
  auto made = form_record(form, {work.author(), work.now()}, faults);
  if (made) return std::move(made->record);
  const FormFault& fault = faults.front();
  throw Error(ErrorKind::kUsage, (fault.key.empty() ? "" : "--" + fault.key + " ") + fault.sentence,
              {}, fault.mend);
}

}  // namespace dossier
