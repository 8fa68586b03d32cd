// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct SourceOptions {
  std::string name;
  FormOptions fields{RecordKind::kSource};
};

void refuse_twin(const CaseWork& work, const std::string& name) {
  for (const Source* source : work.dossier().all<Source>()) {
    if (source->name != name) continue;
    throw Error(ErrorKind::kRefused, source->id.text() + " has this name already", {},
                "Use it; if this is somebody else, tell them apart by the name.");
  }
}

ExitStatus source(const SourceOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  refuse_twin(work, options.name);
  RecordForm form = options.fields.form(work, options.name);
  form.fields.push_back({"name", options.name, 0});
  const AnyRecord made = make_record(work, form);
  const auto& source = std::get<Source>(made);
  if (source.kind == "person" && !source.protection) {
    throw Error(
        ErrorKind::kUsage, "source: a person needs --protected", {},
        "--protected no, or --protected \"yes: REASON\" if the name must not become known.");
  }
  refuse_what_rules_refuse(work, {made});
  work.add(source);
  work.commit();
  context.out.line("source " + source.id.text() + ", " + source.kind + ": " +
                   escape_line(source.name));
  tell("Next: dossier quote CAPTURE \"THE WORDS\" --kind direct-speech --speaker " +
       source.id.text() + "\n");
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_source(CommandLine& line) {
  auto options = std::make_shared<SourceOptions>();
  FormOptions& fields = options->fields;
  line.argument("NAME", &options->name, "the name; of a protected source, a cover name");
  fields.one(line, "--kind K", "what it is").one_of(word_list(kSourceKinds)).required();
  fields.one(line, "--protected P", "no, or \"yes: REASON\"; a person needs it");
  fields.one(line, "--name-held-by A", "who knows a protected name; without it, you");
  fields.one(line, "--independence-group G",
             "what it shares with other sources: owner, wire copy, interview");
  fields.one(line, "--relation R", "how near it is to the matter")
      .one_of(word_list(kSourceRelations));
  fields.one(line, "--interests T", "what it gains");
  fields.one(line, "--parent S", "name or id of the source it belongs to");
  fields.one(line, "--reliability V", "A to F (Admiralty), apart from any claim")
      .one_of(word_list(kReliabilityValues));
  fields.one(line, "--reliability-basis T", "why so");
  fields.one(line, "--url U", "its address");
  fields.several(line, "--identifiers ID", "\"orcid 0000-...\", wikidata, domain or ror");
  fields.declare_id(line);
  line.uses_case_folder();
  return [options](Context& context) { return source(*options, context); };
}

}  // namespace dossier
