// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/capture_texts.h"
#include "cli/capture_work.h"
#include "manifests/authoring/import_table.h"
#include "manifests/authoring/quote_wish.h"

namespace dossier {

// What became of one row. Ids are empty where the row makes no such record.
struct ImportOutcome {
  enum class Status { kTaken, kPresent, kRefused };
  std::size_t line = 0;
  Status status = Status::kRefused;
  RecordId article;
  RecordId capture;
  RecordId quote;
  RecordId claim;
  RecordId note;
  std::string message;  // of a refused row: what is wrong, one sentence, or lines
  std::string mend;
  std::vector<std::string> remarks;
};

// A table of captures on its way into a case. Each row is taken whole or not at all; what the case
// or a row above holds already is found again, so that a table may be mended and imported anew.
class ImportWork {
 public:
  // Files are looked for below the folder, and nowhere else. The work must have read all records.
  ImportWork(CaseWork& work, const std::string& files_folder);

  // Plans the row, or finds out why it cannot be taken.
  void take(const ImportRow& row);
  // Drops the rows that a rule would call an error, and adds what the others make to the work.
  // False when nothing is left.
  bool finish(const std::string& reason);

  const std::vector<ImportOutcome>& outcomes() const { return outcomes_; }
  std::size_t count(ImportOutcome::Status status) const;

 private:
  struct Known {  // a capture of the case, or of a row above
    RecordId capture;
    RecordId article;
    Sha256 primary;
  };
  // What a row makes anew.
  struct Planned {
    std::size_t outcome = 0;  // which one
    std::string key;          // under which its capture is known
    std::vector<std::string> staged;
    std::optional<PlannedCapture> capture;
    std::optional<Quote> quote;
    std::optional<Claim> claim;
    std::optional<Note> note;
    bool failed = false;
  };
  using RowsOfRecord = std::unordered_multimap<std::string, Planned*>;

  void index_case();
  void plan(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  void plan_capture(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  const Known* find_known(const CaptureWish& wish, const std::string& key) const;
  void plan_quote(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  QuoteOutcome anchor(const QuoteWish& wish, const Planned& planned);
  RecordId asserter(const Planned& planned, const ImportOutcome& outcome) const;
  void plan_claim(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  void plan_note(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  bool is_known(const std::string& key, RecordId& id) const;
  void keep(Planned planned);
  RowsOfRecord rows_of_records();
  bool drop_what_rules_refuse();
  void pass_on_shared_records();

  CaseWork& work_;
  std::string folder_;
  CapturePlanner planner_;
  CaptureTexts case_texts_;
  std::vector<ImportOutcome> outcomes_;
  std::vector<Planned> planned_;
  std::unordered_multimap<std::string, Known> captures_;  // by address or title, and time
  std::unordered_map<RecordId, ExtractedText> texts_;     // of captures planned above
  std::size_t text_bytes_ = 0;
  std::unordered_map<RecordId, Sha256> text_digests_;
  std::unordered_map<std::string, RecordId> records_;  // quotes, claims, notes by what they say
  std::unordered_map<RecordId, RecordId> publishers_;  // by article
};

}  // namespace dossier
