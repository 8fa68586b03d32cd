// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/case_work.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "crypto/error.h"
#include "manifests/records/syntax.h"

namespace dossier {
namespace {

struct InitOptions {
  std::string folder;
  std::string title;
  std::string description;
  std::string purpose;
  std::string limitations;
  std::string profile;
  std::string author;
  std::string author_id;
  bool pseudonymous = false;
  std::string language;
  std::string id;
};

Agent author_agent(const InitOptions& options, const std::string& name, IdMaker& ids) {
  Agent author;
  author.id = options.author_id.empty() ? ids.make(RecordKind::kAgent, slug(name, 4))
                                        : ids.choose(RecordKind::kAgent, options.author_id);
  author.kind = "person";
  author.name = name;
  author.pseudonymous = options.pseudonymous;
  author.roles = {"collector", "investigator"};
  return author;
}

std::string profile_of(const InitOptions& options) {
  if (!options.profile.empty()) return options.profile;
  const std::string remembered = load_config().profile;
  return remembered.empty() ? "newsroom" : remembered;
}

ExitStatus init(const InitOptions& options, Context& context) {
  if (!options.id.empty() && !fits(kUrnUuid, options.id)) {
    throw Error(ErrorKind::kUsage, "--id must be urn:uuid: and a UUID in lower case", {},
                "Leave it out to have a random one made.");
  }
  const std::string profile = profile_of(options);
  const std::string name = author_name(options.author, "--author");

  CaseWork work(context, options.folder, options.id);
  const Agent author = author_agent(options, name, work.ids());
  work.set_author(author.id);
  Head head;
  head.schema = "dossier/1";
  head.id = work.dossier_id();
  head.title = options.title;
  head.description = options.description;
  head.purpose = options.purpose;
  head.profile = profile;
  head.created = work.now();
  head.created_by = author.id;
  head.revision = 1;
  head.language = options.language;
  head.limitations = options.limitations;
  work.add_head(head);
  work.add(author);
  work.program();
  work.commit();
  context.out.line("dossier " + head.id + ", profile " + profile + ", author " + escape_line(name) +
                   " (" + author.id.text() + ")");
  tell("Next: go into " + escape_line(options.folder) +
       ", then 'dossier add FILE --title T --publisher P --url U'.\n");
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_init(CommandLine& line) {
  auto options = std::make_shared<InitOptions>();
  line.argument("DIR", &options->folder, "the new case folder; it must not exist or be empty");
  line.option("--title T", &options->title, "what the case is called").required();
  line.option("--purpose T", &options->purpose, "why this is collected");
  line.option("--description T", &options->description, "what the case is about");
  line.option("--limitations T", &options->limitations, "what it does not show");
  line.option("--profile P", &options->profile, "how strict the rules are")
      .one_of({"open", "newsroom", "legal"});
  line.option("--author NAME", &options->author,
              "who works on it; without it, the name that is remembered");
  line.option("--author-id ID", &options->author_id, "the author's id; without it, one is made");
  line.flag("--pseudonymous", options->pseudonymous, "the author's name is a pseudonym");
  line.option("--language TAG", &options->language, "of the records, as in BCP 47: en, de, ko");
  line.option("--id URN", &options->id, "urn:uuid:... of the dossier; without it, a random one");
  return [options](Context& context) { return init(*options, context); };
}

}  // namespace dossier
