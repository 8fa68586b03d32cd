// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/record_removal.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "crypto/error.h"
#include "manifests/authoring/foresight.h"
#include "manifests/json/writer.h"
#include "manifests/rules/references.h"

namespace dossier {
namespace {

using json::Value;

// Lists whose elements say nothing without the record that they name.
constexpr std::string_view kListsOfReferences[] = {"support", "relations", "based_on"};
// Fields that take {"missing": reason} in place of their value.
constexpr std::string_view kMayBeMissing[] = {"publisher", "speaker", "evidence"};

template <std::size_t N>
bool is_among(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Whether the record may go on naming what is gone, or the place is no dependence.
bool is_free(const RecordFile& file, const ReferencePlace& place) {
  if (file.kind == RecordKind::kEvent || place.field == "recorded_by") return true;
  if (file.kind == RecordKind::kRedaction && place.inner == "record") return true;
  const auto* note = std::get_if<Note>(&file.record);
  return note != nullptr && note->kind == "correction";
}

struct Reference {
  const RecordFile* file;
  ReferencePlace place;
};
using ReferencesTo = std::unordered_map<RecordId, std::vector<Reference>>;

ReferencesTo all_references(const Dossier& dossier) {
  ReferencesTo references;
  for (const RecordFile& file : dossier.files()) {
    for_each_reference(file.record, [&](const RecordId& id, const ReferencePlace& place) {
      if (!is_free(file, place) && id != file.id) references[id].push_back({&file, place});
    });
  }
  return references;
}

Value reason_for(const RecordId& gone, const std::string& reason) {
  Value missing;
  missing.set("missing", gone.text() + " was removed: " + reason);
  return missing;
}

void take_out_of_member(Value& object, std::string_view name, const Value& missing) {
  if (is_among(kMayBeMissing, name)) {
    object.set(name, missing);
  } else {
    object.erase(name);
  }
}

// Places of one record are to be taken from the last to the first, so that indices hold.
void take_out(Value& record, const ReferencePlace& place, const Value& missing) {
  const std::string field(place.field);
  Value* member = record.find(field);
  if (member == nullptr) return;
  if (place.index == ReferencePlace::kNoIndex) {
    if (place.inner.empty()) return take_out_of_member(record, field, missing);
    member->erase(place.inner);
    return;
  }
  json::Array& array = member->array();
  if (place.inner.empty() || is_among(kListsOfReferences, field)) {
    array.erase(array.begin() + static_cast<std::ptrdiff_t>(place.index));
    if (array.empty()) record.erase(field);
    return;
  }
  take_out_of_member(array[place.index], place.inner, missing);
}

class Planner {
 public:
  Planner(const Dossier& dossier, Profile profile, const std::string& reason)
      : dossier_(dossier),
        profile_(profile),
        reason_(reason),
        references_(all_references(dossier)) {}

  RemovalPlan run(const RecordId& id) {
    fall(id, "");
    do {
      while (next_ < plan_.removed.size()) {
        const RecordId gone = plan_.removed[next_++].id;  // the list grows meanwhile
        take_out_of_others(gone);
      }
    } while (let_fall_what_rules_refuse());
    for (auto& [path, change] : changed_) plan_.changed.push_back(std::move(change));
    return std::move(plan_);
  }

 private:
  // A record that is to be removed with the rest, and not changed.
  void fall(const RecordId& id, std::string why) {
    if (!fallen_.insert(id).second) return;
    if (id.kind() == RecordKind::kEvent) {
      throw Error(ErrorKind::kRefused, "is an event, and what was done is never unwritten",
                  id.text(), "'dossier event annotate' tells what was wrong about it.");
    }
    if (id.kind() == RecordKind::kAgent) require_unlogged(id);
    changed_.erase(id.path());
    plan_.removed.push_back({id, std::move(why)});
  }

  void require_unlogged(const RecordId& agent) const {
    for (const Event* event : dossier_.all<Event>()) {
      bool named = false;
      for_each_reference(*event,
                         [&](const RecordId& id, const ReferencePlace&) { named |= id == agent; });
      if (!named) continue;
      throw Error(ErrorKind::kRefused, "took part in " + event->id.text() + ", and the log says so",
                  agent.text(),
                  "Its name can be changed: dossier edit " + agent.text() + " name=\"NAME\"");
    }
  }

  void take_out_of_others(const RecordId& gone) {
    std::vector<Reference>& places = references_[gone];
    for (std::size_t i = 0; i < places.size();) {
      const RecordFile& file = *places[i].file;
      std::size_t end = i;
      while (end < places.size() && places[end].file == &file) ++end;
      take_out_of(file, gone, std::span(places).subspan(i, end - i));
      i = end;
    }
  }

  void take_out_of(const RecordFile& file, const RecordId& gone,
                   std::span<const Reference> places) {
    if (file.id && fallen_.contains(file.id)) return;
    if (!file.sound) {
      throw Error(ErrorKind::kRefused, "names " + gone.text() + ", and is not a sound record",
                  file.path, "Mend it first; 'dossier check' shows what is wrong with it.");
    }
    const auto there = changed_.find(file.path);
    const AnyRecord& now = there == changed_.end() ? file.record : there->second.record;
    // Indices are those of the record as it is now: an earlier step may have shortened its lists.
    std::vector<ReferencePlace> present;
    for_each_reference(now, [&](const RecordId& id, const ReferencePlace& place) {
      if (id == gone && !is_free(file, place)) present.push_back(place);
    });
    Value value = to_json(now);
    const Value missing = reason_for(gone, reason_);
    for (auto place = present.rbegin(); place != present.rend(); ++place)
      take_out(value, *place, missing);
    const RecordFile then = read_record_file(file.path, json::write(value), profile_);
    if (!then.sound) return let_fall(file, gone, then);
    RemovalPlan::Change& change = changed_[file.path];
    change.record = then.record;
    for (const Reference& each : places) change.pointers.push_back(each.place.pointer());
  }

  void let_fall(const RecordFile& file, const RecordId& gone, const RecordFile& then) {
    const auto error =
        std::find_if(then.findings.begin(), then.findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kError; });
    const std::string field = error->pointer.empty() ? "a field" : error->pointer.substr(1);
    if (!file.id) {
      throw Error(ErrorKind::kRefused,
                  "is named by " + file.path + " (" + field + "), which needs it", gone.text(),
                  "dossier edit head " + field + "=ID names another one.");
    }
    fall(file.id, "its " + field + " is " + gone.text());
  }

  // True when a record fell that way.
  bool let_fall_what_rules_refuse() {
    std::vector<AnyRecord> records;
    for (const auto& [path, change] : changed_) records.push_back(change.record);
    bool fell = false;
    for (const Finding& finding :
         foresee_new_errors(dossier_, records, plan_.removed_ids(), profile_)) {
      const auto id = RecordId::parse(finding.where);
      if (!id || !changed_.contains(id->path())) continue;
      fall(*id, finding.sentence + " (" + std::string(finding.code) + ")");
      fell = true;
    }
    return fell;
  }

  const Dossier& dossier_;
  Profile profile_;
  const std::string& reason_;
  ReferencesTo references_;
  RemovalPlan plan_;
  std::unordered_set<RecordId> fallen_;
  std::size_t next_ = 0;
  std::map<std::string, RemovalPlan::Change> changed_;  // by path
};

}  // namespace

std::vector<Dependant> dependants_of(const Dossier& dossier, const RecordId& id) {
  std::vector<Dependant> dependants;
  for (const RecordFile& file : dossier.files()) {
    for_each_reference(file.record, [&](const RecordId& named, const ReferencePlace& place) {
      if (named == id && !is_free(file, place)) dependants.push_back({file.id, place.pointer()});
    });
  }
  return dependants;
}

std::vector<RecordId> RemovalPlan::removed_ids() const {
  std::vector<RecordId> ids;
  for (const Fallen& each : removed) ids.push_back(each.id);
  return ids;
}

std::vector<AnyRecord> RemovalPlan::changed_records() const {
  std::vector<AnyRecord> records;
  for (const Change& each : changed) records.push_back(each.record);
  return records;
}

RemovalPlan plan_removal(const Dossier& dossier, const RecordId& id, Profile profile,
                         const std::string& reason) {
  return Planner(dossier, profile, reason).run(id);
}

}  // namespace dossier
