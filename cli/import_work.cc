// SPDX-License-Identifier: Apache-2.0
#include "cli/import_work.h"

#include <algorithm>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/field_values.h"
#include "cli/import_wish.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// The texts of rows above are kept for quotes of rows below.
constexpr std::size_t kMostTextBytes = std::size_t{256} << 20;

[[noreturn]] void refuse_row(const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorKind::kRefused, message, {}, hint);
}

std::string key_of(const Quote& quote) {
  return "quote\n" + quote.capture.text() + '\n' + std::to_string(quote.start) + '\n' +
         std::to_string(quote.end) + '\n' + quote.kind + '\n' +
         (quote.speaker.value ? quote.speaker.value->text() : quote.speaker.missing);
}
std::string key_of(const Claim& claim) {
  return "claim\n" + claim.kind + '\n' + claim.asserted_by.text() + '\n' + claim.text;
}
std::string key_of(const Note& note) {
  return "note\n" + (note.about.empty() ? "" : note.about.front().text()) + '\n' + note.text;
}
std::string key_of(const std::string& url, const std::string& title, Timestamp captured_at) {
  return (url.empty() ? "title\n" + title : "url\n" + url) + '\n' + captured_at.to_string();
}

const Sha256* primary_of(const Capture& capture) {
  const auto found = std::find_if(capture.files.begin(), capture.files.end(),
                                  [](const CaptureFile& file) { return file.role == "primary"; });
  return found == capture.files.end() ? nullptr : &found->sha256;
}

// "captured_by: …" of "--captured-by: …": tables have columns and no options.
std::string in_words_of_columns(const std::string& message) {
  if (message.rfind("--", 0) != 0) return message;
  std::string told = message.substr(2);
  const std::size_t end = std::min(told.find_first_of(": "), told.size());
  std::replace(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(end), '-', '_');
  return told;
}

}  // namespace

ImportWork::ImportWork(CaseWork& work, const std::string& files_folder)
    : work_(work),
      folder_(files_folder.empty() ? std::string() : real_folder(files_folder)),
      planner_(work),
      case_texts_(work.folder()) {
  index_case();
}

void ImportWork::index_case() {
  const Dossier& dossier = work_.dossier();
  for (const Article* article : dossier.all<Article>()) {
    if (article->publisher.value) publishers_[article->id] = *article->publisher.value;
  }
  for (const Capture* capture : dossier.all<Capture>()) {
    const Article* article = dossier.find<Article>(capture->article);
    for (const CaptureFile& file : capture->files) {
      if (file.role != "primary" || file.presence == "not-packed") continue;
      primaries_.emplace(file.sha256.hex(), EventItem{file.path, file.sha256, {}, {}});
    }
    const Sha256* primary = primary_of(*capture);
    if (article == nullptr || primary == nullptr || !capture->captured_at) continue;
    captures_.emplace(
        key_of(article->url.value.value_or(""), article->title, *capture->captured_at),
        Known{capture->id, article->id, *primary});
  }
  for (const Quote* quote : dossier.all<Quote>()) records_.emplace(key_of(*quote), quote->id);
  for (const Claim* claim : dossier.all<Claim>()) records_.emplace(key_of(*claim), claim->id);
  for (const Note* note : dossier.all<Note>()) records_.emplace(key_of(*note), note->id);
}

std::size_t ImportWork::count(ImportOutcome::Status status) const {
  return static_cast<std::size_t>(
      std::count_if(outcomes_.begin(), outcomes_.end(),
                    [&](const ImportOutcome& outcome) { return outcome.status == status; }));
}

void ImportWork::take(const ImportRow& row) {
  take_one(":" + std::to_string(row.line), [&](Planned& planned, ImportOutcome& outcome) {
    if (!row.fault.empty()) refuse_row(row.fault);
    plan(row, planned, outcome);
  });
}

void ImportWork::take(const std::string& place, CaptureWish wish,
                      std::vector<std::string> remarks) {
  take_one(place, [&](Planned& planned, ImportOutcome& outcome) {
    outcome.remarks = std::move(remarks);
    plan_capture(std::move(wish), planned, outcome);
  });
}

void ImportWork::refuse(const std::string& place, const std::string& message,
                        const std::string& mend) {
  ImportOutcome& outcome = outcomes_.emplace_back();
  outcome.place = place;
  outcome.message = message;
  outcome.mend = mend;
}

void ImportWork::take_one(const std::string& place, const Plan& plan) {
  const std::size_t staged = work_.files().count();
  Planned planned;
  planned.outcome = outcomes_.size();
  ImportOutcome& outcome = outcomes_.emplace_back();
  outcome.place = place;
  try {
    plan(planned, outcome);
    planned.staged = work_.files().staged_from(staged);
    const bool is_new = planned.capture || planned.quote || planned.claim || planned.note;
    outcome.status = is_new ? ImportOutcome::Status::kTaken : ImportOutcome::Status::kPresent;
    if (is_new) keep(std::move(planned));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kDefect || error.kind() == ErrorKind::kInterrupted) throw;
    const std::vector<std::string> paths = work_.files().staged_from(staged);
    work_.files().take_back({paths.begin(), paths.end()});
    outcome = ImportOutcome{};
    outcome.place = place;
    outcome.message = in_words_of_columns(error.what());
    outcome.mend = error.hint();
  }
}

void ImportWork::plan(const ImportRow& row, Planned& planned, ImportOutcome& outcome) {
  plan_capture(make_capture_wish(row, folder_, outcome.remarks), planned, outcome);
  if (planned.capture) require_digest(row, planned.capture->capture);
  if (!row.quote.empty()) {
    plan_quote(row, planned, outcome);
  } else if (!row.speaker.empty() || !row.quote_kind.empty()) {
    refuse_row("speaker and quote_kind belong to a quote, and the row has none");
  }
  if (!row.claim.empty()) {
    plan_claim(row, planned, outcome);
  } else if (!row.claim_kind.empty() || !row.status.empty()) {
    refuse_row("claim_kind and status belong to a claim, and the row has none");
  }
  if (!row.note.empty()) plan_note(row, planned, outcome);
}

const ImportWork::Known* ImportWork::find_known(const CaptureWish& wish,
                                                const std::string& key) const {
  const auto [first, last] = captures_.equal_range(key);
  if (first == last) return nullptr;
  const Sha256 digest = digest_of_primary(wish);
  const auto found =
      std::find_if(first, last, [&](const auto& each) { return each.second.primary == digest; });
  return found == last ? nullptr : &found->second;
}

void ImportWork::plan_capture(CaptureWish wish, Planned& planned, ImportOutcome& outcome) {
  const std::string url = missing_reason(wish.url).empty() ? wish.url : "";
  planned.key = key_of(url, wish.title, planner_.captured_at(wish));
  if (const Known* known = find_known(wish, planned.key)) {
    outcome.article = known->article;
    outcome.capture = known->capture;
    outcome.remarks.clear();
    return;
  }
  if (!url.empty()) {
    if (const RecordId article = planner_.article_at(url)) reuse_article(wish, article);
  }
  planned.capture = planner_.plan(std::move(wish));
  const Capture& capture = planned.capture->capture;
  outcome.article = capture.article;
  outcome.capture = capture.id;
  if (!capture.text) outcome.remarks.push_back("no text: " + planned.capture->why_no_text);
}

QuoteOutcome ImportWork::anchor(const QuoteWish& wish, const Planned& planned) {
  if (planned.capture) {
    if (!planned.capture->text)
      refuse_row("quote: the capture has no text that words could stand in");
    QuoteText text(*planned.capture->text);
    return make_quote(text, planned.capture->capture.text->sha256, wish);
  }
  const auto above = texts_.find(wish.capture);
  if (above != texts_.end()) {
    QuoteText text(above->second);
    return make_quote(text, text_digests_.at(wish.capture), wish);
  }
  const Capture* capture = work_.dossier().find<Capture>(wish.capture);
  if (capture == nullptr) {
    refuse_row("quote: the text of its capture is not at hand any more",
               "Import the table again: what was taken already is found then.");
  }
  return make_quote(case_texts_.of(*capture), capture->text->sha256, wish);
}

void ImportWork::plan_quote(const ImportRow& row, Planned& planned, ImportOutcome& outcome) {
  if (row.quote_kind.empty() && !row.speaker.empty()) {
    refuse_row("speaker: needs quote_kind, direct-speech or indirect-speech");
  }
  QuoteWish wish;
  wish.capture = outcome.capture;
  wish.typed.words = row.quote;
  wish.kind = row.quote_kind.empty() ? "article-voice" : row.quote_kind;
  wish.speaker.missing = missing_reason(row.speaker);
  if (wish.speaker.missing.empty() && !row.speaker.empty()) {
    const auto& publisher = planned.capture ? planned.capture->publisher : std::nullopt;
    wish.speaker.value = publisher && publisher->name == row.speaker
                             ? publisher->id
                             : planner_.source_named(row.speaker, "--speaker");
  }
  QuoteOutcome made = anchor(wish, planned);
  if (!made.quote) {
    std::string message = "quote: " + made.sentence;
    for (const std::string& detail : made.details) message += "\n  " + detail;
    refuse_row(message, made.mend);
  }
  if (is_known(key_of(*made.quote), outcome.quote)) return;
  for (const std::string& remark : made.remarks) outcome.remarks.push_back("quote: " + remark);
  made.quote->id = work_.ids().make(RecordKind::kQuote, slug(row.quote, kIdWords));
  work_.check(*made.quote);
  outcome.quote = made.quote->id;
  planned.quote = std::move(made.quote);
}

// Who says so: the speaker of the row's quote, else the publisher.
RecordId ImportWork::asserter(const Planned& planned, const ImportOutcome& outcome) const {
  const Quote* quote = planned.quote ? &*planned.quote : nullptr;
  if (quote == nullptr && outcome.quote) quote = work_.dossier().find<Quote>(outcome.quote);
  if (quote != nullptr && quote->speaker.value) return *quote->speaker.value;
  if (planned.capture && planned.capture->article && planned.capture->article->publisher.value) {
    return *planned.capture->article->publisher.value;
  }
  const auto publisher = publishers_.find(outcome.article);
  if (publisher != publishers_.end()) return publisher->second;
  refuse_row("claim: nobody is named who says so", "Fill in speaker (with a quote), or publisher.");
}

void ImportWork::plan_claim(const ImportRow& row, Planned& planned, ImportOutcome& outcome) {
  Claim claim;
  claim.kind = row.claim_kind.empty() ? "content" : row.claim_kind;
  claim.text = row.claim;
  claim.asserted_by = asserter(planned, outcome);
  if (is_known(key_of(claim), outcome.claim)) return;
  claim.support.push_back({outcome.quote ? outcome.quote : outcome.capture, "supports", {}, {}});
  claim.status = row.status.empty() ? "unreviewed" : row.status;
  if (claim.status != "unreviewed") {
    if (row.note.empty()) refuse_row("status: needs a note that tells what it was concluded from");
    outcome.note = work_.ids().make(RecordKind::kNote, slug(row.note, kIdWords));
    claim.reviewed_by = work_.author();
    claim.reviewed_at = work_.now();
    claim.basis.push_back(outcome.note);
  }
  claim.id = work_.ids().make(RecordKind::kClaim, slug(row.claim, kIdWords));
  work_.check(claim);
  outcome.claim = claim.id;
  planned.claim = std::move(claim);
}

void ImportWork::plan_note(const ImportRow& row, Planned& planned, ImportOutcome& outcome) {
  Note note;
  note.kind = "finding";
  note.about.push_back(outcome.claim ? outcome.claim : outcome.capture);
  note.text = row.note;
  note.author = work_.author();
  note.at = work_.now();
  if (outcome.quote) note.evidence.push_back({outcome.quote, {}});
  if (!outcome.note && is_known(key_of(note), outcome.note)) return;
  note.id =
      outcome.note ? outcome.note : work_.ids().make(RecordKind::kNote, slug(row.note, kIdWords));
  work_.check(note);
  outcome.note = note.id;
  planned.note = std::move(note);
}

bool ImportWork::is_known(const std::string& key, RecordId& id) const {
  const auto found = records_.find(key);
  if (found != records_.end()) id = found->second;
  return found != records_.end();
}

void ImportWork::keep(Planned planned) {
  if (planned.capture) {
    PlannedCapture& made = *planned.capture;
    planner_.keep(made);
    captures_.emplace(planned.key,
                      Known{made.capture.id, made.capture.article, *primary_of(made.capture)});
    if (made.article && made.article->publisher.value) {
      publishers_[made.article->id] = *made.article->publisher.value;
    }
    if (made.text) {
      text_bytes_ += made.text->text.size();
      if (text_bytes_ <= kMostTextBytes) {
        text_digests_.emplace(made.capture.id, made.capture.text->sha256);
        texts_.emplace(made.capture.id, *std::move(made.text));
      }
      made.text.reset();
    }
  }
  if (planned.quote) records_.emplace(key_of(*planned.quote), planned.quote->id);
  if (planned.claim) records_.emplace(key_of(*planned.claim), planned.claim->id);
  if (planned.note) records_.emplace(key_of(*planned.note), planned.note->id);
  planned_.push_back(std::move(planned));
}

}  // namespace dossier
