// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct ClaimOptions {
  std::string text;
  std::string reason = "a claim set down, with what bears on it";
  FormOptions fields{RecordKind::kClaim};
};

ExitStatus claim(const ClaimOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  RecordForm form = options.fields.form(work, options.text);
  form.text = options.text;
  if (!options.fields.has("status")) form.fields.push_back({"status", "unreviewed", 0});
  if (options.fields.has("reviewed-by") && !options.fields.has("reviewed-at")) {
    form.fields.push_back({"reviewed-at", work.now().to_string(), 0});
  }
  const AnyRecord made = make_record(work, form);
  const auto& claim = std::get<Claim>(made);
  refuse_what_rules_refuse(work, {made});
  work.add(claim);
  add_review_event(work, {made}, options.reason);
  work.commit();
  context.out.line("claim " + claim.id.text() + ", " + claim.kind + ", " + claim.status + ": " +
                   escape_line(claim.text));
  if (claim.status == "unreviewed" && claim.kind != "opinion") {
    tell("Next: dossier note \"WHAT WAS CHECKED\" --kind check --about " + claim.id.text() +
         " --method M --result R --evidence ID\n");
  }
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_claim(CommandLine& line) {
  auto options = std::make_shared<ClaimOptions>();
  FormOptions& fields = options->fields;
  line.about(
      "One assertion, neutral, understandable alone. That somebody says it (kind attribution) and "
      "that it is so (kind content) are two claims; the first one names the second by "
      "--attributes.");
  line.argument("TEXT", &options->text, "what is claimed");
  fields.one(line, "--kind K", "what sort").one_of(word_list(kClaimKinds)).required();
  fields.one(line, "--asserted-by S", "name or id of the source").required();
  fields.several(line, "--supported-by ID", "quotes, captures, sources or notes that speak for it");
  fields.several(line, "--contradicted-by ID", "what speaks against it");
  fields.several(line, "--context ID", "what belongs to it, for or against");
  fields.several(line, "--mentions ID", "what mentions it");
  fields.one(line, "--attribution ATT", "the chain of mouths it came through");
  fields.several(line, "--attributes CLM", "the claim that is said to have been made");
  fields.several(line, "--part-of CLM", "the claim it is a part of");
  fields.several(line, "--depends-on CLM", "claims without which it falls");
  fields.several(line, "--restates CLM", "a claim it says in other words");
  fields.several(line, "--contradicts CLM", "a claim that cannot hold beside it");
  fields.one(line, "--status S", "what people concluded; without it, unreviewed")
      .one_of(word_list(kClaimStatuses));
  fields.one(line, "--reviewed-by A", "name or id of who concluded it");
  fields.one(line, "--reviewed-at TIME", "when; without it, now");
  fields.several(line, "--basis NOTE", "the notes it was concluded from");
  fields.several(line, "--open-questions NOTE", "notes that tell what is still asked");
  fields.one(line, "--credibility N", "1 (confirmed) to 6 (cannot be judged), Admiralty");
  fields.one(line, "--likelihood L", "how likely it is").one_of(word_list(kLikelihoods));
  fields.one(line, "--confidence C", "how sure that judgement is").one_of(word_list(kConfidences));
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  fields.declare_id(line);
  line.uses_case_folder();
  return [options](Context& context) { return claim(*options, context); };
}

}  // namespace dossier
