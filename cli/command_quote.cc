// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/anchored_quote.h"
#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/field_values.h"
#include "cli/named_record.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct QuoteOptions {
  std::string capture;
  std::string words;
  std::string kind;
  std::string speaker;
  std::optional<std::uint64_t> at;
  std::optional<std::uint64_t> occurrence;
  std::string context;
  std::string attribution;
  std::string scope;
  std::string said;
  std::string language;
  std::string reason = "words anchored in the captured text";
  std::string id;
};

QuoteWish wish_of(const QuoteOptions& options, CaseWork& work) {
  if (options.kind.empty() && !options.speaker.empty()) {
    throw Error(
        ErrorKind::kUsage, "quote: --speaker needs --kind", {},
        "direct-speech for the speaker's own words, indirect-speech for what is reported of "
        "them; --kind can also be " +
            list_words(kQuoteKinds) + ".");
  }
  QuoteWish wish;
  wish.capture = work.require<Capture>(options.capture, "CAPTURE").id;
  wish.typed.words = options.words;
  if (options.at) wish.typed.at = static_cast<std::int64_t>(*options.at);
  if (options.occurrence) wish.typed.occurrence = static_cast<std::int64_t>(*options.occurrence);
  wish.kind = options.kind.empty() ? "article-voice" : options.kind;
  wish.scope = options.scope;
  wish.speaker.missing = missing_reason(options.speaker);
  if (wish.speaker.missing.empty() && !options.speaker.empty()) {
    wish.speaker.value = source_named(work, options.speaker, "--speaker");
  }
  if (!options.attribution.empty()) {
    wish.attribution = work.require<Attribution>(options.attribution, "--attribution").id;
  }
  wish.said = options.said;
  wish.language = options.language;
  wish.context = options.context;
  wish.id = options.id.empty() ? work.ids().make(RecordKind::kQuote, slug(options.words, kIdWords))
                               : work.ids().choose(RecordKind::kQuote, options.id);
  return wish;
}

ExitStatus quote(const QuoteOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  std::vector<std::string> remarks;
  const Quote made = anchored_quote(wish_of(options, work), work, remarks);
  refuse_what_rules_refuse(work, {made});
  work.add(made);
  add_quote_event(work, {made}, options.reason);
  work.commit();
  report_quote(made, remarks, context);
  tell(
      "Next: dossier claim \"WHAT IS CLAIMED\" --kind content --asserted-by SOURCE "
      "--supported-by " +
      made.id.text() + "\n");
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_quote(CommandLine& line) {
  auto options = std::make_shared<QuoteOptions>();
  line.about(
      "Other spaces, quotation marks and dashes than the source's are taken, also capital letters; "
      "what is stored are the source's own characters. What is left out is marked by ... or [...]. "
      "Other words are never taken: the difference is shown, and nothing is stored.");
  line.argument("CAPTURE", &options->capture, "the capture that the words stand in");
  line.argument("TEXT", &options->words, "the words");
  line.option("--kind K", &options->kind, "whose words they are; without it, article-voice")
      .one_of(word_list(kQuoteKinds));
  line.option("--speaker S", &options->speaker,
              "name or id of a source, or \"missing: REASON\"; speech needs it");
  line.option("--at START", &options->at, "the place that begins at this code point");
  line.option("--occurrence N", &options->occurrence, "the n-th place, from 1");
  line.option("--attribution ATT", &options->attribution, "the chain of mouths they came through");
  line.option("--context NOTE", &options->context, "what they were said about, for few words");
  line.option("--scope S", &options->scope, "how much it is; without it, as the text tells")
      .one_of(word_list(kQuoteScopes));
  line.option("--said D", &options->said, "when it was said, as the source states it");
  line.option("--language TAG", &options->language, "of the words, as in BCP 47");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  line.option("--id ID", &options->id,
              "an id of your choice; without it, one is made of the words");
  line.uses_case_folder();
  return [options](Context& context) { return quote(*options, context); };
}

}  // namespace dossier
