// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"

namespace dossier {
namespace {

struct AttributionOptions {
  std::vector<std::string> hops;
  FormOptions fields{RecordKind::kAttribution};
};

ExitStatus attribution(const AttributionOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  // The words of its id are the origin's.
  std::string origin = options.hops.front().substr(0, options.hops.front().find("->"));
  if (origin.starts_with("src-")) origin = origin.substr(4);
  RecordForm form = options.fields.form(work, origin);
  for (const std::string& hop : options.hops) form.hops.push_back({"hop", hop, 0});
  const AnyRecord made = make_record(work, form);
  refuse_what_rules_refuse(work, {made});
  const auto& attribution = std::get<Attribution>(made);
  work.add(attribution);
  work.commit();
  const auto missing = std::count_if(attribution.hops.begin(), attribution.hops.end(),
                                     [](const Hop& hop) { return !hop.evidence.missing.empty(); });
  context.out.line("attribution " + attribution.id.text() + ", distance " +
                   std::to_string(attribution.hops.size()) + ", " + std::to_string(missing) +
                   " without evidence");
  tell("Next: dossier quote CAPTURE \"THE WORDS\" --attribution " + attribution.id.text() + "\n");
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_attribution(CommandLine& line) {
  auto options = std::make_shared<AttributionOptions>();
  line.about(
      "A hop is \"FROM -> TO; act; directness; evidence: ID\", or \"missing: REASON\" in place of "
      "the evidence; \"; when: DATE\" and \"; where: PLACE\" may follow. FROM and TO are ids of "
      "sources, unnamed or public. Acts: " +
      list_words(kActs) + ". Directness: " + list_words(kDirectnesses) + ".");
  line.option("--hop H", &options->hops,
              "one hop; repeated, from the origin to the publisher of the captured article")
      .required();
  options->fields.declare_id(line);
  line.uses_case_folder();
  return [options](Context& context) { return attribution(*options, context); };
}

}  // namespace dossier
