// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bundle/case_folder.h"
#include "bundle/case_records.h"
#include "bundle/case_transaction.h"
#include "cli/chance.h"
#include "cli/command.h"
#include "cli/ids.h"
#include "manifests/records/event_chain.h"

namespace dossier {

// The case folder that the context names. What former commands left there is told on standard
// error.
std::unique_ptr<CaseFolder> open_case_folder(const Context& context, CaseAccess access);

// What a command does in a case folder: the records it needs are read, new ones are collected, and
// commit() writes all of them with their events, or none. What would not be a sound record is
// refused before anything is written.
class CaseWork {
 public:
  // Finds the folder that the context names, locks it, and reads the head, the agents, the events
  // and the records of `more`. Tells on standard error what former commands left there.
  CaseWork(Context& context, KindSet more);
  // A new case in a new folder, for `init`.
  CaseWork(Context& context, const std::string& new_folder, const std::string& dossier_id);

  const Dossier& dossier() const { return records_->dossier; }
  const CaseFolder& folder() const { return *folder_; }
  CaseTransaction& files() { return *transaction_; }
  IdMaker& ids() { return *ids_; }
  // The clock, but never before the last event of the chain.
  Timestamp now() const { return now_; }
  const std::string& dossier_id() const { return dossier_id_; }
  Profile profile() const { return profile_; }

  // The record of the id among those read; an Error (kRefused) that tells which option named it if
  // there is none or it is of another kind.
  template <class T>
  const T& require(const std::string& id, const std::string& option) const {
    const auto parsed = RecordId::parse(id);
    const T* found = parsed ? dossier().find<T>(*parsed) : nullptr;
    if (found == nullptr) refuse_reference(id, kKindOf<T>, option);
    return *found;
  }

  // Who works here: the agent whose name the configuration remembers, else who made the case.
  const RecordId& author() const { return author_; }
  void set_author(const RecordId& author) { author_ = author; }
  // This program in its version, as an agent; its record is added when there is none yet.
  RecordId program();

  // Completes recorded_at and recorded_by of a new record, checks it and notes it down. What is no
  // sound record is an Error (kUsage): the command line asked for it.
  template <class T>
  RecordId add(T record) {
    complete(record);
    put(AnyRecord(record), true);
    return record.id;
  }
  // Whether the record would be sound: the Error of add() if not. Nothing is noted down.
  void check(const AnyRecord& record) const;
  // The same as add() for an event, after all else of the command: who works here took part as
  // `role`, with this program as the tool; it gets a nonce and its place in the chain.
  RecordId add_event(Event event, const std::string& role);
  void add_head(const Head& head) { put(AnyRecord(head), true); }
  // New contents for a record that is there already.
  void replace(const AnyRecord& record) { put(record, false); }

  // A record goes, and a file of a capture.
  void remove(const RecordId& record);
  void remove_file(const std::string& path);

  // All that was added and replaced so far, and what was removed.
  const std::vector<AnyRecord>& planned() const { return planned_; }
  const std::vector<RecordId>& removed() const { return removed_; }
  // Writes everything, then prints the paths of the records written and removed, a line each.
  void commit();

 private:
  void read(KindSet kinds);
  std::set<std::string> taken_ids() const;
  void complete(Record& record) const;
  [[noreturn]] void refuse_chain() const;
  void check_bytes(const std::string& path, const std::string& bytes) const;
  void put(const AnyRecord& record, bool is_new);
  [[noreturn]] void refuse_reference(const std::string& id, RecordKind kind,
                                     const std::string& option) const;

  Context& context_;
  Timestamp now_;
  Chance chance_;
  std::string dossier_id_;
  Profile profile_ = Profile::kNewsroom;
  std::unique_ptr<CaseFolder> folder_;
  std::optional<CaseRecords> records_;
  ChainEnd chain_;
  std::optional<IdMaker> ids_;
  std::unique_ptr<CaseTransaction> transaction_;
  RecordId author_;
  RecordId program_;
  std::vector<std::string> done_;  // "wrote PATH"
  std::vector<AnyRecord> planned_;
  std::vector<RecordId> removed_;
};

}  // namespace dossier
