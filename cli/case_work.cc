// SPDX-License-Identifier: Apache-2.0
#include "cli/case_work.h"

#include <algorithm>
#include <utility>

#include "cli/clock.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "cli/nearest.h"
#include "crypto/error.h"
#include "manifests/authoring/foresight.h"

namespace dossier {
namespace {

constexpr const char* kProgramName = "dossier";

std::unique_ptr<CaseFolder> open_folder(const std::string& root, CaseAccess access) {
  auto folder = std::make_unique<CaseFolder>(root, access);
  for (const std::string& notice : folder->notices()) {
    tell("dossier: " + escape_line(folder->root()) + ": " + escape_line(notice) + '\n');
  }
  return folder;
}

// "0007-capture": listed by name, events stand in their order.
std::string event_slug(std::int64_t seq, const std::string& type) {
  constexpr std::size_t kDigits = 4;
  const std::string number = std::to_string(seq);
  return std::string(number.size() < kDigits ? kDigits - number.size() : 0, '0') + number + "-" +
         type;
}

constexpr KindSet kAlways(RecordKind::kHead, RecordKind::kAgent, RecordKind::kEvent);

}  // namespace

std::unique_ptr<CaseFolder> open_case_folder(const Context& context, CaseAccess access) {
  return open_folder(find_case_folder(context.case_folder), access);
}

CaseWork::CaseWork(Context& context, KindSet more)
    : context_(context),
      now_(current_time()),
      chance_(Chance::from_environment()),
      folder_(open_case_folder(context, CaseAccess::kWrite)) {
  read(kAlways | more);
  const Head* head = dossier().head();
  if (head == nullptr) {
    throw Error(ErrorKind::kRefused, "cannot be used", folder_->full_path(kHeadFile),
                "'dossier check' shows what is wrong with it.");
  }
  dossier_id_ = head->id;
  parse_profile(head->profile, profile_);
  author_ = head->created_by;
  const std::string remembered = load_config().author_name;
  for (const Agent* agent : dossier().all<Agent>()) {
    if (!remembered.empty() && agent->kind == "person" && agent->name == remembered) {
      author_ = agent->id;
    }
  }
}

CaseWork::CaseWork(Context& context, const std::string& new_folder, const std::string& dossier_id)
    : context_(context),
      now_(current_time()),
      chance_(Chance::from_environment()),
      dossier_id_(dossier_id.empty() ? chance_.urn_uuid() : dossier_id),
      folder_(open_folder(new_folder, CaseAccess::kCreate)) {
  read(kAlways);
}

void CaseWork::read(KindSet kinds) {
  records_.emplace(read_case_records(*folder_, kinds));
  const std::optional<ChainEnd> chain = chain_end(dossier());
  if (!chain) refuse_chain();
  chain_ = *chain;
  // Should the clock have been set back, the chain does not follow it.
  for (const Event* event : dossier().all<Event>()) {
    if (event->recorded_at) now_ = std::max(now_, *event->recorded_at);
  }
  ids_.emplace(taken_ids());
  transaction_ = std::make_unique<CaseTransaction>(*folder_);
}

// Those of the records there are, and of those that a sealed revision had.
std::set<std::string> CaseWork::taken_ids() const {
  std::set<std::string> taken;
  for (const RecordId& id : records_->all_ids) taken.insert(id.text());
  const std::vector<const Event*> events = events_in_order(dossier());
  const auto seal = std::find_if(events.rbegin(), events.rend(),
                                 [](const Event* event) { return event->type == "seal"; });
  for (auto event = seal; event != events.rend(); ++event) {
    for (const auto* items : {&(*event)->used, &(*event)->generated}) {
      for (const EventItem& item : *items) {
        if (item.ref) taken.insert(item.ref.text());
      }
    }
  }
  return taken;
}

RecordId CaseWork::program() {
  if (program_) return program_;
  for (const Agent* agent : dossier().all<Agent>()) {
    if (agent->kind == "software" && agent->name == kProgramName &&
        agent->version == program_version()) {
      return program_ = agent->id;
    }
  }
  Agent agent;
  agent.id = ids_->make(RecordKind::kAgent, slug(kProgramName, 1));
  agent.kind = "software";
  agent.name = kProgramName;
  agent.roles = {"collector"};
  agent.version = program_version();
  return program_ = add(std::move(agent));
}

void CaseWork::complete(Record& record) const {
  if (!record.recorded_at) record.recorded_at = now_;
  if (!record.recorded_by) record.recorded_by = author_;
}

RecordId CaseWork::add_event(Event event, const std::string& role) {
  if (event.agents.empty()) event.agents.push_back({author_, role, {}});
  event.tool = program();
  event.status = "completed";
  event.seq = chain_.next_seq++;
  event.prev = chain_.prev;
  event.nonce = chance_.nonce(dossier_id_, static_cast<std::uint64_t>(event.seq));
  event.id = ids_->make(RecordKind::kEvent, event_slug(event.seq, event.type));
  complete(event);
  if (!event.started) event.started = event.recorded_at;
  put(AnyRecord(event), true);
  chain_.prev = EventLink{event.id, sha256(as_bytes(write_record(event))), {}};
  return event.id;
}

void CaseWork::refuse_chain() const {
  std::string path = kRecordsFolder.data();
  for (const RecordFile& file : dossier().files()) {
    if (file.kind == RecordKind::kEvent && !file.sound) path = file.path;
  }
  throw Error(ErrorKind::kRefused, "cannot be read, so no event can follow",
              folder_->full_path(path), "'dossier check' shows what is wrong with it.");
}

void CaseWork::check(const AnyRecord& record) const {
  check_bytes(path_of(record), write_record(record));
}

void CaseWork::check_bytes(const std::string& path, const std::string& bytes) const {
  const RecordFile written = read_record_file(path, bytes, profile_);
  for (const Finding& finding : written.findings) {
    if (finding.severity != Severity::kError) continue;
    throw Error(ErrorKind::kUsage, without_position(finding.sentence), path + finding.pointer,
                finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend);
  }
}

void CaseWork::put(const AnyRecord& record, bool is_new) {
  const std::string path = path_of(record);
  const std::string bytes = write_record(record);
  check_bytes(path, bytes);
  if (is_new) {
    transaction_->create(path, as_bytes(bytes));
  } else {
    transaction_->replace(path, as_bytes(bytes));
  }
  done_.push_back("wrote " + path);
  planned_.push_back(record);
}

void CaseWork::remove(const RecordId& record) {
  transaction_->remove(record.path());
  done_.push_back("removed " + record.path());
  removed_.push_back(record);
}

void CaseWork::remove_file(const std::string& path) {
  transaction_->remove(path);
  done_.push_back("removed " + path);
}

void CaseWork::commit() {
  transaction_->commit();
  for (const std::string& line : done_) context_.out.line(line);
}

void CaseWork::refuse_reference(const std::string& id, RecordKind kind,
                                const std::string& option) const {
  std::vector<std::string> known;
  for (const RecordId& each : records_->all_ids) {
    if (each.kind() == kind) known.push_back(each.text());
  }
  const std::string meant = nearest(id, known);
  throw Error(
      ErrorKind::kRefused,
      option + ": there is no " + std::string(kind_name(kind)) + " '" + id + "' in this case", {},
      meant.empty() ? "" : "Did you mean " + meant + "?");
}

}  // namespace dossier
