// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/capture_texts.h"
#include "cli/case_work.h"
#include "manifests/authoring/memo.h"

namespace dossier {

// A memo on its way into a case: its quotes are anchored, its blocks become records, and all of it
// is held against the rules. Nothing is written here.
class MemoWork {
 public:
  // `update`: records of other content that are there already are to be replaced.
  MemoWork(CaseWork& work, Memo memo, bool update);

  // All that is wrong, by line.
  const std::vector<FormFault>& faults() const { return faults_; }
  // Takes out what is faulty, and what leads to it, telling each as a fault.
  void drop_faulty();

  // What is to be written: new records, and new contents of records that are there.
  struct Planned {
    FormedRecord formed;
    RecordId id;
    bool is_new = true;
  };
  const std::vector<Planned>& planned() const { return planned_; }
  // How many records of the memo the case holds already, with the same content.
  std::size_t unchanged() const { return unchanged_; }
  // What may be worth a look, a sentence for each.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  void check_header();
  void anchor(const MemoQuote& quote);
  void form(const MemoBlock& block);
  void add_quotes(const MemoBlock& block, FormedRecord& made) const;
  void plan(FormedRecord made, const RecordId& id);
  std::vector<AnyRecord> planned_records() const;
  bool add_findings(const std::set<RecordId>& expected);
  void sort_faults();

  CaseWork& work_;
  const Memo memo_;
  const bool update_;
  CaptureTexts texts_;
  std::vector<Planned> planned_;
  std::set<RecordId> failed_;  // cannot be written
  std::size_t unchanged_ = 0;
  std::vector<FormFault> faults_;
  std::vector<std::string> remarks_;
};

}  // namespace dossier
