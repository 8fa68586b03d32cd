// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/memo_work.h"
#include "crypto/error.h"
#include "crypto/sha256.h"
#include "crypto/small_file.h"

namespace dossier {
namespace {

struct MemoOptions {
  std::string file;
  bool update = false;
  bool keep_going = false;
  std::string reason = "an investigator's memo taken into the dossier";
};

// The first words; where a script has no letters for an id, something that only these words have.
std::string name_quote(std::string_view words) {
  constexpr std::size_t kDigits = 12;
  const std::string name = slug(words, kIdWords);
  return name.empty() ? sha256(as_bytes(words)).hex().substr(0, kDigits) : name;
}

void tell_fault(const MemoOptions& options, const FormFault& fault) {
  std::string text = escape_line(options.file) + ":" + std::to_string(fault.line) + ": ";
  if (!fault.key.empty()) text += escape_line(fault.key) + ": ";
  text += escape_block(fault.sentence) + '\n';
  if (!fault.mend.empty()) text += "  " + escape_block(fault.mend) + '\n';
  tell(text);
}

void tell_remarks(const MemoWork& memo) {
  for (const std::string& remark : memo.remarks()) {
    tell("dossier: note: " + escape_line(remark) + '\n');
  }
}

void write(CaseWork& work, const MemoWork& memo, const MemoOptions& options) {
  std::vector<Quote> quotes;
  std::vector<AnyRecord> reviewed;
  for (const MemoWork::Planned& planned : memo.planned()) {
    const AnyRecord& record = planned.formed.record;
    std::visit(
        [&]<class T>(const T& each) {
          if constexpr (!std::is_same_v<T, Head>) {
            planned.is_new ? static_cast<void>(work.add(each)) : work.replace(each);
          }
        },
        record);
    if (const auto* quote = std::get_if<Quote>(&record)) quotes.push_back(*quote);
    reviewed.push_back(record);
  }
  if (!quotes.empty()) add_quote_event(work, quotes, options.reason);
  add_review_event(work, reviewed, options.reason);
  work.commit();
}

void report(const MemoWork& memo, Context& context) {
  struct Count {
    RecordKind kind;
    std::string_view one;
    std::string_view many;
  };
  static constexpr std::array<Count, 5> kCounts = {
      {{RecordKind::kSource, "source", "sources"},
       {RecordKind::kAttribution, "attribution", "attributions"},
       {RecordKind::kQuote, "quote", "quotes"},
       {RecordKind::kClaim, "claim", "claims"},
       {RecordKind::kNote, "note", "notes"}}};
  std::string line;
  for (const Count& count : kCounts) {
    std::uint64_t found = 0;
    for (const MemoWork::Planned& planned : memo.planned())
      found += planned.id.kind() == count.kind;
    if (found > 0) line += (line.empty() ? "" : ", ") + counted(found, count.one, count.many);
  }
  if (line.empty()) line = "nothing new";
  if (memo.unchanged() > 0) {
    line += "; " + counted(memo.unchanged(), "record was", "records were") + " in the case already";
  }
  context.out.line("memo: " + line);
}

ExitStatus memo(const MemoOptions& options, Context& context) {
  const SmallFile file = read_small_file(options.file, kMaxMemoBytes);
  Memo parsed = parse_memo(as_text(file.content), name_quote);
  CaseWork work(context, kAllRecords);
  if (parsed.author) work.set_author(parsed.author);
  const bool has_header = parsed.author && parsed.noon;
  MemoWork memo(work, std::move(parsed), options.update);
  const bool is_faulty = !memo.faults().empty();
  const bool goes_on = options.keep_going && has_header;
  if (is_faulty && goes_on) memo.drop_faulty();
  for (const FormFault& fault : memo.faults()) tell_fault(options, fault);
  if (is_faulty && !goes_on) {
    throw Error(ErrorKind::kRefused,
                counted(memo.faults().size(), "error", "errors") + "; nothing was written",
                options.file,
                "Mend them and give the memo again; --keep-going takes what is right.");
  }
  tell_remarks(memo);
  if (!memo.planned().empty()) write(work, memo, options);
  report(memo, context);
  if (!is_faulty) return ExitStatus::kDone;
  tell("dossier: " + counted(memo.faults().size(), "error", "errors") +
       "; what they concern was left out\n");
  return ExitStatus::kRefused;
}

}  // namespace

Action set_up_memo(CommandLine& line) {
  auto options = std::make_shared<MemoOptions>();
  line.about(
      "The memo is Markdown: headings \"## KIND ID\" with KIND source, attribution, claim or note, "
      "and blockquotes that end in \"> \u2014 SPEAKER; KIND; #ID\". Every quote is looked for in "
      "the "
      "captured text. All errors are listed with their lines, and with one of them nothing is "
      "written. The memo itself does not become part of the dossier.");
  line.argument("FILE", &options->file, "the memo, in Markdown");
  line.flag("--update", options->update, "replace records that the memo now tells otherwise");
  line.flag("--keep-going", options->keep_going, "take what is right, leave out what is not");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  line.uses_case_folder();
  return [options](Context& context) { return memo(*options, context); };
}

}  // namespace dossier
