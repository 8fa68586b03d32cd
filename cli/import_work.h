// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/capture_texts.h"
#include "cli/capture_work.h"
#include "manifests/authoring/import_table.h"
#include "manifests/authoring/quote_wish.h"

namespace dossier {

// What became of one row of a table or page of an archive. Ids are empty where it makes no such
// record.
struct ImportOutcome {
  enum class Status { kTaken, kPresent, kRefused };
  std::string place;  // behind the path in messages: ":12", ": record 3"
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

// A table or an archive of captures on its way into a case. Each row or page is taken whole or not
// at all; what the case or a row above holds already is found again, so that a table may be mended
// and imported anew.
class ImportWork {
 public:
  // Files are looked for below the folder, and nowhere else; an archive has none. The work must
  // have read all records.
  ImportWork(CaseWork& work, const std::string& files_folder);

  // Plans the row or page, or finds out why it cannot be taken.
  void take(const ImportRow& row);
  void take(const std::string& place, CaptureWish wish, std::vector<std::string> remarks);
  // Something that cannot be taken, for reasons that are known already.
  void refuse(const std::string& place, const std::string& message, const std::string& mend = {});

  // An archive that pages are taken out of becomes a capture of its own, unless the case holds the
  // very file already. Returns the path of the copy that is kept, to read the pages from. The event
  // of the pages names it. Once, before any page.
  std::string keep_whole(const std::string& path, const CaptureWish& described);
  // Of the pages' event: beside what the program tells of itself.
  void tell_event(const std::string& name, const std::string& text);

  // Drops the rows that a rule would call an error, and adds what the others make to the work.
  // False when nothing is left.
  bool finish(const std::string& reason);

  CapturePlanner& planner() { return planner_; }

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
  // The archive that pages come from.
  struct Whole {
    std::optional<PlannedCapture> planned;  // if the case does not hold it yet
    EventItem file;
  };
  using Plan = std::function<void(Planned&, ImportOutcome&)>;
  using RowsOfRecord = std::unordered_multimap<std::string, Planned*>;

  void index_case();
  void take_one(const std::string& place, const Plan& plan);
  void write_captures(const std::string& reason);
  void plan(const ImportRow& row, Planned& planned, ImportOutcome& outcome);
  void plan_capture(CaptureWish wish, Planned& planned, ImportOutcome& outcome);
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
  std::optional<Whole> whole_;
  Parameters event_parameters_;
  std::unordered_multimap<std::string, Known> captures_;  // by address or title, and time
  std::unordered_map<RecordId, ExtractedText> texts_;     // of captures planned above
  std::size_t text_bytes_ = 0;
  std::unordered_map<RecordId, Sha256> text_digests_;
  std::unordered_map<std::string, RecordId> records_;     // quotes, claims, notes by what they say
  std::unordered_map<RecordId, RecordId> publishers_;     // by article
  std::unordered_map<std::string, EventItem> primaries_;  // files of the case, by digest
};

}  // namespace dossier
