// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

// A path and the digest that some event tells of it.
std::string file_key(const std::string& path, const Sha256& sha256) {
  return path + '\n' + std::string(as_text(sha256.bytes()));
}

class CaptureLog {
 public:
  explicit CaptureLog(const CaseIndex& index) {
    for (const Event* event : index.events()) {
      if (event->status != "completed") continue;
      const bool takes_in = event->type == "capture" || event->type == "receive";
      add(event->used, takes_in);
      add(event->generated, takes_in);
    }
  }

  void check(const Capture& capture, RuleFindings& findings) const {
    std::string missing;
    std::size_t count = 0;
    const auto require = [&](const std::string& path, const Sha256& sha256, bool derived) {
      const std::string key = file_key(path, sha256);
      if (taken_in_.contains(key) || (derived && mentioned_.contains(key))) return;
      if (count++ == 0) missing = path;
    };
    for (const CaptureFile& file : capture.files) {
      const bool derived = file.role == "text" || file.role == "text-map" || file.role == "ocr" ||
                           file.role == "transcript" || file.role == "timestamp";
      require(file.path, file.sha256, derived);
    }
    if (capture.text) require(capture.text->path, capture.text->sha256, true);
    if (count == 0) return;
    findings.add(
        "event.capture-unrecorded", capture.id.text(), "/files",
        "no event of type capture or receive names " + missing + " with its digest" +
            (count > 1 ? ", nor " + std::to_string(count - 1) + " more of its files" : ""));
  }

 private:
  void add(const std::vector<EventItem>& items, bool takes_in) {
    for (const EventItem& item : items) {
      if (item.path.empty() || !item.sha256) continue;
      std::string key = file_key(item.path, *item.sha256);
      if (takes_in) taken_in_.insert(key);
      mentioned_.insert(std::move(key));
    }
  }

  std::unordered_set<std::string> taken_in_;
  std::unordered_set<std::string> mentioned_;
};

// Each event against the one before it. One finding a place where the chain breaks.
class Chain {
 public:
  Chain(const CaseIndex& index, RuleFindings& findings) : index_(index), findings_(findings) {}

  void check() {
    const std::vector<const Event*>& events = index_.events();
    for (std::size_t i = 0; i < events.size(); ++i) {
      const std::string fault =
          i == 0 ? first_fault(*events[0]) : link_fault(*events[i - 1], *events[i]);
      if (fault.empty()) continue;
      findings_.add("event.chain-broken", events[i]->id.text(), pointer_, fault);
    }
  }

 private:
  // An unreadable event was told of already; what it would have linked is not judged.
  bool is_unreadable(const RecordId& id) const {
    const RecordFile* file = index_.dossier().find_file(id);
    return file != nullptr && !file->sound;
  }

  std::string first_fault(const Event& event) {
    pointer_ = "/seq";
    if (event.seq != 1)
      return (event.prev && is_unreadable(event.prev->event)) ||
                     index_.is_unreadable(RecordKind::kEvent)
                 ? ""
                 : "is number " + std::to_string(event.seq) + ", and the events before it are gone";
    pointer_ = "/prev";
    return event.prev ? "is the first event, and names one before it" : "";
  }

  std::string link_fault(const Event& former, const Event& event) {
    const bool next = event.seq == former.seq + 1;
    pointer_ = "/seq";
    if (event.seq == former.seq)
      return "is number " + std::to_string(event.seq) + ", and so is " + former.id.text();
    if (!next && !(event.prev && is_unreadable(event.prev->event)))
      return "is number " + std::to_string(event.seq) + ", and the one before it is number " +
             std::to_string(former.seq);
    pointer_ = "/prev";
    if (!event.prev) return "names no event before it";
    pointer_ = "/prev/event";
    if (next && event.prev->event != former.id)
      return "names " + event.prev->event.text() + " as the event before it, and that is " +
             former.id.text();
    pointer_ = "/prev/sha256";
    if (next && event.prev->sha256 != index_.dossier().find_file(former.id)->sha256)
      return former.id.text() + " is not as it was when this event was written";
    pointer_ = "/recorded_at";
    if (next && *event.recorded_at < *former.recorded_at)
      return "was recorded before the event before it (" + former.recorded_at->to_string() + ")";
    return "";
  }

  const CaseIndex& index_;
  RuleFindings& findings_;
  std::string pointer_;
};

// Who holds what: a capture, or a file or record that a transfer names.
class Custody {
 public:
  Custody(const CaseIndex& index, RuleFindings& findings) : index_(index), findings_(findings) {}

  void check() {
    for (const Event* event : index_.events()) {
      if (event->status != "completed") continue;
      if (event->type == "transfer") {
        transfer(*event);
      } else if (event->type == "capture" || event->type == "receive") {
        take_in(*event);
      }
    }
  }

 private:
  using Holders = std::vector<RecordId>;

  static std::string thing(const EventItem& item) {
    if (item.ref) return item.ref.text();
    const RecordId capture = capture_of_path(item.path);
    return capture ? capture.text() : item.path;
  }

  static std::unordered_set<std::string> things(const Event& event) {
    std::unordered_set<std::string> all;
    for (const EventItem& item : event.used) all.insert(thing(item));
    for (const EventItem& item : event.generated) all.insert(thing(item));
    return all;
  }

  void take_in(const Event& event) {
    Holders holders;
    if (event.to) {
      holders.push_back(event.to);
    } else {
      for (const EventAgent& agent : event.agents) holders.push_back(agent.agent);
    }
    for (const std::string& each : things(event)) holders_.emplace(each, holders);
  }

  void transfer(const Event& event) {
    bool told = false;
    for (const std::string& each : things(event)) {
      const auto known = holders_.find(each);
      const bool holds =
          known == holders_.end() ||
          std::find(known->second.begin(), known->second.end(), event.from) != known->second.end();
      if (!holds && !told) {
        findings_.add("event.custody-broken", event.id.text(), "/from",
                      event.from.text() + " gives away " + each + ", which " +
                          known->second.front().text() + " held");
        told = true;
      }
      holders_[each] = {event.to};
    }
  }

  const CaseIndex& index_;
  RuleFindings& findings_;
  std::unordered_map<std::string, Holders> holders_;
};

// Files that events used, against those that are here and those that events made or took in. The
// records are not looked at: they may change after they were used.
class Inputs {
 public:
  Inputs(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings)
      : index_(index), payload_(payload), findings_(findings) {
    for (const Event* event : index.events())
      for (const EventItem& item : event->generated) know(item.path, item.sha256);
    for (const Capture* capture : index.dossier().all<Capture>()) {
      for (const CaptureFile& file : capture->files) know(file.path, file.sha256);
      if (capture->text) know(capture->text->path, capture->text->sha256);
    }
  }

  void check() {
    if (index_.is_unreadable(RecordKind::kEvent) || index_.is_unreadable(RecordKind::kCapture))
      return;
    for (const Event* event : index_.events()) {
      for (std::size_t i = 0; i < event->used.size(); ++i) {
        const EventItem& item = event->used[i];
        if (item.path.empty() || !item.sha256 || is_record_path(item.path) || is_known(item))
          continue;
        findings_.add("event.input-unknown", event->id.text(), "/used/" + std::to_string(i),
                      "used " + item.path +
                          " with a digest that no file here has, and no event "
                          "tells where it came from");
        break;
      }
    }
  }

 private:
  void know(const std::string& path, const std::optional<Sha256>& sha256) {
    if (!path.empty() && sha256) known_.insert(file_key(path, *sha256));
  }

  bool is_known(const EventItem& item) const {
    if (known_.contains(file_key(item.path, *item.sha256))) return true;
    if (index_.is_withheld(item.path) || index_.is_retired_path(item.path)) return true;
    const std::optional<PayloadFile> file = payload_.find(item.path);
    return file && file->sha256 == *item.sha256;
  }

  const CaseIndex& index_;
  const PayloadIndex& payload_;
  RuleFindings& findings_;
  std::unordered_set<std::string> known_;
};

void check_persons(const CaseIndex& index, RuleFindings& findings) {
  const Dossier& dossier = index.dossier();
  // An agent that cannot be read may be a person.
  const auto may_be_person = [&](const EventAgent& each) {
    const Agent* agent = dossier.find<Agent>(each.agent);
    return agent == nullptr || agent->kind == "person";
  };
  for (const Event* event : index.events()) {
    const bool wanted = event->type == "review" || event->type == "redact" || event->type == "seal";
    if (wanted && std::none_of(event->agents.begin(), event->agents.end(), may_be_person))
      findings.add("event.human-missing", event->id.text(), "/agents",
                   "is of type " + event->type + ", and no person is among its agents");
  }
}

void check_seal(const CaseIndex& index, RuleFindings& findings) {
  const Head* head = index.dossier().head();
  if (!index.context().packed || head == nullptr || index.closing_seal() != nullptr) return;
  const RecordFile* seal = head->sealed ? index.dossier().find_file(head->sealed) : nullptr;
  if (seal != nullptr && !seal->sound) return;
  const std::string sentence =
      !head->sealed ? "the head record names no seal event"
      : seal == nullptr
          ? "the head record names " + head->sealed.text() + " as seal, and there is no such event"
          : head->sealed.text() +
                ", which the head record names as seal, is not of type seal or "
                "not the last event";
  findings.add("event.not-sealed", std::string(kHeadPath), "/sealed", sentence);
}

}  // namespace

void check_events(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings) {
  const CaptureLog log(index);
  if (!index.is_unreadable(RecordKind::kEvent))
    for (const Capture* capture : index.dossier().all<Capture>()) log.check(*capture, findings);
  Chain(index, findings).check();
  Custody(index, findings).check();
  Inputs(index, payload, findings).check();
  check_persons(index, findings);
  check_seal(index, findings);
}

}  // namespace dossier
