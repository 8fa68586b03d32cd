// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bundle/verify.h"
#include "cli/report/html.h"
#include "cli/report/report_model.h"

// How a report says what stands in records: words, signs, times and links in one form everywhere.
namespace dossier {

// How a status is shown: a sign and a word, and a colour that adds nothing to them.
enum class Tone { kGood, kDoubtful, kBad, kQuiet };

struct Status {
  std::string_view sign;
  std::string_view word;
  Tone tone = Tone::kQuiet;
};

Status claim_status(std::string_view status);  // of kClaimStatuses
Status quote_status(const QuoteCheck* check);  // null: not checked
Status note_result(std::string_view result);   // of kNoteResults
Status signature_status(SignatureStatus status);
Status severity_status(Severity severity);
Status outcome_status(Outcome outcome);

// A badge: sign and word.
void badge(Html& html, const Status& status);

std::string time_text(const std::optional<Timestamp>& time);  // "2026-02-27 09:10:00 UTC"
// A moment in EDTF in the same form; any other date as it is.
std::string when_text(const std::string& edtf);
// "2026-02-26, stated"; the words of a relative date, and the reason of a missing one.
std::string date_text(const ReportedDate& date);
// For words that stand inside of a sentence.
std::string_view without_full_stop(std::string_view text);
// "partly-verified" as people write it: "partly verified".
std::string spaced(std::string_view word);
// In groups of eight that a reader can compare; copied, it is one word.
void digest(Html& html, std::string_view hex);

// The record's name, in isolation, as a link to where the report shows it, if it shows it.
void record_link(Html& html, const ReportModel& model, const RecordId& id);
// Up to `most` links, then how many more there are.
void record_links(Html& html, const ReportModel& model, const std::vector<RecordId>& ids,
                  std::size_t most = 12);

// A note's text: lines of one paragraph flow together, and [#ID] of a quote is a link to it with
// its words.
void prose(Html& html, const ReportModel& model, std::string_view untrusted);

// <dt>label</dt><dd>text</dd>, nothing when the text is empty.
void entry(Html& html, Word label, std::string_view untrusted);

// A part that is open as long as it is short: `shown` decides. Close with end_fold().
void begin_fold(Html& html, bool open, std::string_view summary);
void end_fold(Html& html);

// Of a long list, runs of kRunLength items are folded: call before each item, and at the end with
// index = count. A list of up to two runs is left as it is.
inline constexpr std::size_t kRunLength = 100;
void fold_runs(Html& html, std::size_t index, std::size_t count, std::string_view things);

// Cut to that many code points, with an ellipsis then.
std::string clipped(std::string_view text, std::size_t code_points);
// A word of a shell that stands for exactly this text.
std::string shell_quoted(std::string_view text);

}  // namespace dossier
