// SPDX-License-Identifier: Apache-2.0
#include "cli/memo_work.h"

#include <algorithm>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "crypto/error.h"
#include "manifests/authoring/foresight.h"

namespace dossier {
namespace {

// The part that all kinds but the head share; null for the head.
Record* common_part(AnyRecord& record) {
  return std::visit(
      [](auto& each) -> Record* {
        if constexpr (std::is_base_of_v<Record, std::remove_reference_t<decltype(each)>>) {
          return &each;
        } else {
          return nullptr;
        }
      },
      record);
}

// What a memo cannot say of a record is kept as it is.
void keep_what_is_there(const AnyRecord& there, AnyRecord& made) {
  AnyRecord copy = there;
  const Record& former = *common_part(copy);
  Record& record = *common_part(made);
  record.recorded_at = former.recorded_at;
  record.recorded_by = former.recorded_by;
  if (record.markings.empty()) record.markings = former.markings;
  for (const json::Member& member : former.extra) {
    const bool given = std::any_of(record.extra.begin(), record.extra.end(),
                                   [&](const json::Member& m) { return m.key == member.key; });
    if (!given) record.extra.push_back(member);
  }
  if (const auto* quote = std::get_if<Quote>(&there)) {
    std::get<Quote>(made).translations = quote->translations;
  }
}

}  // namespace

MemoWork::MemoWork(CaseWork& work, Memo memo, bool update)
    : work_(work), memo_(std::move(memo)), update_(update), texts_(work.folder()) {
  faults_ = memo_.faults;
  check_header();
  for (const MemoBlock& block : memo_.blocks) {
    if (block.form.id.kind() == RecordKind::kSource) form(block);
  }
  for (const MemoQuote& quote : memo_.quotes) anchor(quote);
  for (const MemoBlock& block : memo_.blocks) {
    if (block.form.id.kind() != RecordKind::kSource) form(block);
  }
  add_findings(failed_);
  sort_faults();
}

void MemoWork::check_header() {
  if (!memo_.author || work_.dossier().find<Agent>(memo_.author) != nullptr) return;
  faults_.push_back(
      {1, "author", "there is no agent " + memo_.author.text() + " in this case",
       "'dossier agent NAME --kind person --id " + memo_.author.text() + "' makes one."});
}

void MemoWork::anchor(const MemoQuote& quote) {
  const Capture* capture = work_.dossier().find<Capture>(quote.wish.capture);
  if (capture == nullptr) {
    faults_.push_back({quote.credit_line, "capture",
                       "there is no capture " + quote.wish.capture.text() + " in this case",
                       "'dossier add' makes one."});
    failed_.insert(quote.wish.id);
    return;
  }
  QuoteText& text = texts_.of(*capture);
  QuoteOutcome outcome = make_quote(text, capture->text->sha256, quote.wish);
  if (!outcome.quote) {
    for (const std::string& detail : outcome.details) outcome.sentence += "\n  " + detail;
    faults_.push_back({quote.line, quote.wish.id.text(), outcome.sentence, outcome.mend});
    failed_.insert(quote.wish.id);
    return;
  }
  for (const std::string& remark : outcome.remarks) {
    remarks_.push_back("line " + std::to_string(quote.line) + ": " + quote.wish.id.text() + ": " +
                       remark);
  }
  FormedRecord made;
  made.line = quote.credit_line;
  made.record = *std::move(outcome.quote);
  plan(std::move(made), quote.wish.id);
}

void MemoWork::form(const MemoBlock& block) {
  auto made = form_record(block.form, {memo_.author, memo_.noon}, faults_);
  if (!made || !block.is_complete) {
    failed_.insert(block.form.id);
    return;
  }
  add_quotes(block, *made);
  plan(*std::move(made), block.form.id);
}

// The quotes of a claim's block bear on the claim, those of a note's block are its evidence.
void MemoWork::add_quotes(const MemoBlock& block, FormedRecord& made) const {
  for (const std::size_t index : block.quotes) {
    const MemoQuote& quote = memo_.quotes[index];
    if (auto* claim = std::get_if<Claim>(&made.record)) {
      made.places.emplace_back("/support/" + std::to_string(claim->support.size()),
                               FormField{quote.wish.id.text(), {}, quote.credit_line});
      claim->support.push_back(
          {quote.wish.id, quote.stance.empty() ? "supports" : quote.stance, {}, {}});
    } else if (auto* note = std::get_if<Note>(&made.record)) {
      made.places.emplace_back("/evidence/" + std::to_string(note->evidence.size()),
                               FormField{quote.wish.id.text(), {}, quote.credit_line});
      note->evidence.push_back({quote.wish.id, {}});
    }
  }
}

void MemoWork::plan(FormedRecord made, const RecordId& id) {
  const RecordFile* there = work_.dossier().find_file(id);
  if (there == nullptr) {
    planned_.push_back({std::move(made), id, true});
    return;
  }
  if (there->sound) keep_what_is_there(there->record, made.record);
  if (there->sound && there->record == made.record) {
    ++unchanged_;
  } else if (update_) {
    planned_.push_back({std::move(made), id, false});
  } else {
    faults_.push_back({made.line, "", id.text() + " is in the case already, with other content",
                       "--update replaces it; or give this one another id."});
    failed_.insert(id);
  }
}

std::vector<AnyRecord> MemoWork::planned_records() const {
  std::vector<AnyRecord> records;
  for (const Planned& each : planned_) records.push_back(each.formed.record);
  return records;
}

// What the rules will say, at the lines it comes from. False when that is nothing.
bool MemoWork::add_findings(const std::set<RecordId>& expected) {
  std::unordered_map<std::string, const Planned*> by_name;
  for (const Planned& each : planned_) {
    by_name.emplace(each.id.text(), &each);
    by_name.emplace(each.id.path(), &each);
  }
  const std::vector<Finding> findings = foresee(work_.dossier(), planned_records(), work_.profile(),
                                                {expected.begin(), expected.end()});
  for (const Finding& finding : findings) {
    const Planned& concerned = *by_name.at(finding.where);
    const FormField* field = concerned.formed.given_for(finding.pointer);
    const bool has_line = field != nullptr && field->line > 0;
    faults_.push_back(
        {has_line ? field->line : concerned.formed.line, concerned.id.text(),
         (finding.pointer.empty() ? "" : finding.pointer.substr(1) + ": ") + finding.sentence +
             " (" + std::string(finding.code) + ")",
         finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend});
    failed_.insert(concerned.id);
  }
  return !findings.empty();
}

void MemoWork::drop_faulty() {
  do {
    std::erase_if(planned_, [this](const Planned& each) { return failed_.contains(each.id); });
  } while (add_findings({}));
  sort_faults();
}

void MemoWork::sort_faults() {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const FormFault& a, const FormFault& b) { return a.line < b.line; });
}

}  // namespace dossier
