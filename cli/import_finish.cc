// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/import_work.h"
#include "manifests/authoring/foresight.h"

namespace dossier {
namespace {

std::vector<AnyRecord> records_of(const std::optional<PlannedCapture>& capture) {
  std::vector<AnyRecord> records;
  if (!capture) return records;
  if (capture->publisher) records.emplace_back(*capture->publisher);
  if (capture->article) records.emplace_back(*capture->article);
  records.emplace_back(capture->capture);
  return records;
}

}  // namespace

bool ImportWork::finish(const std::string& reason) {
  while (drop_what_rules_refuse()) pass_on_shared_records();
  std::vector<Quote> quotes;
  std::vector<AnyRecord> reviewed;
  write_captures(reason);
  for (const Planned& row : planned_) {
    if (row.quote) quotes.push_back(*row.quote);
    if (row.quote) work_.add(*row.quote);
    if (row.note) reviewed.emplace_back(*row.note);
    if (row.note) work_.add(*row.note);
    if (row.claim) reviewed.emplace_back(*row.claim);
    if (row.claim) work_.add(*row.claim);
  }
  if (!quotes.empty()) add_quote_event(work_, quotes, reason);
  add_review_event(work_, reviewed, reason);
  return !planned_.empty();
}

// Findings name a record by its id or its path. An article is a matter of all rows that have it.
ImportWork::RowsOfRecord ImportWork::rows_of_records() {
  RowsOfRecord rows;
  std::unordered_map<RecordId, RecordId> publishers;  // of articles that are planned
  for (Planned& row : planned_) {
    const auto name = [&](const RecordId& id) {
      rows.emplace(id.text(), &row);
      rows.emplace(id.path(), &row);
    };
    if (row.capture) {
      const PlannedCapture& made = *row.capture;
      name(made.capture.id);
      name(made.capture.article);
      if (made.article && made.article->publisher.value) {
        publishers.emplace(made.article->id, *made.article->publisher.value);
      }
      const auto publisher = publishers.find(made.capture.article);
      if (publisher != publishers.end()) name(publisher->second);
    }
    if (row.quote) name(row.quote->id);
    if (row.claim) name(row.claim->id);
    if (row.note) name(row.note->id);
  }
  return rows;
}

bool ImportWork::drop_what_rules_refuse() {
  std::vector<AnyRecord> records;
  for (const Planned& row : planned_) {
    for (AnyRecord& record : records_of(row.capture)) records.push_back(std::move(record));
    if (row.quote) records.emplace_back(*row.quote);
    if (row.claim) records.emplace_back(*row.claim);
    if (row.note) records.emplace_back(*row.note);
  }
  const RowsOfRecord rows = rows_of_records();
  std::set<std::string> staged;
  for (const Finding& finding : foresee(work_.dossier(), records, work_.profile())) {
    const auto [first, last] = rows.equal_range(finding.where);
    for (auto each = first; each != last; ++each) {
      Planned& row = *each->second;
      if (std::exchange(row.failed, true)) continue;
      staged.insert(row.staged.begin(), row.staged.end());
      ImportOutcome& outcome = outcomes_[row.outcome];
      const std::string place = outcome.place;
      outcome = ImportOutcome{};
      outcome.place = place;
      outcome.message = finding.where + finding.pointer + ": " + finding.sentence + " (" +
                        std::string(finding.code) + ")";
      outcome.mend =
          finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend;
    }
  }
  work_.files().take_back(staged);
  return std::any_of(planned_.begin(), planned_.end(),
                     [](const Planned& row) { return row.failed; });
}

// What a dropped row made first and others use as well is theirs to make.
void ImportWork::pass_on_shared_records() {
  std::unordered_map<RecordId, Article> articles;
  std::unordered_map<RecordId, Source> publishers;
  for (const Planned& row : planned_) {
    if (!row.failed || !row.capture) continue;
    if (row.capture->article) articles.emplace(row.capture->article->id, *row.capture->article);
    if (row.capture->publisher) {
      publishers.emplace(row.capture->publisher->id, *row.capture->publisher);
    }
  }
  std::erase_if(planned_, [](const Planned& row) { return row.failed; });
  for (Planned& row : planned_) {
    if (!row.capture) continue;
    if (auto article = articles.extract(row.capture->capture.article)) {
      row.capture->article = std::move(article.mapped());
    }
    if (!row.capture->article || !row.capture->article->publisher.value) continue;
    if (auto publisher = publishers.extract(*row.capture->article->publisher.value)) {
      row.capture->publisher = std::move(publisher.mapped());
    }
  }
}

}  // namespace dossier
