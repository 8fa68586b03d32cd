// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/named_record.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct AgentOptions {
  std::string name;
  std::string kind;
  bool pseudonymous = false;
  std::vector<std::string> roles;
  std::string acts_for;
  std::string vendor;
  std::string version;
  std::string fingerprint;
  std::string principal;
  std::string how_verified = "none";
  std::string id;
};

Agent agent_of(const AgentOptions& options, CaseWork& work) {
  Agent agent;
  agent.kind = options.kind;
  agent.name = options.name;
  if (options.kind == "person") agent.pseudonymous = options.pseudonymous;
  if (!options.acts_for.empty()) agent.acts_for = agent_named(work, options.acts_for, "--acts-for");
  agent.roles = options.roles;
  agent.vendor = options.vendor;
  agent.version = options.version;
  if (!options.fingerprint.empty()) {
    AgentKey key;
    key.fingerprint = options.fingerprint;
    key.principal = options.principal;
    key.how_verified = options.how_verified;
    agent.keys.push_back(std::move(key));
  }
  agent.id = options.id.empty() ? work.ids().make(RecordKind::kAgent, slug(options.name, kIdWords))
                                : work.ids().choose(RecordKind::kAgent, options.id);
  return agent;
}

void refuse_incomplete(const AgentOptions& options) {
  if (options.kind == "software" && options.version.empty()) {
    throw Error(ErrorKind::kUsage, "agent: software needs --software-version", {},
                "Another version may work otherwise, so each version is an agent of its own.");
  }
  for (const std::string& role : options.roles) {
    if (role != "signer" || !options.fingerprint.empty()) continue;
    throw Error(ErrorKind::kUsage, "agent: a signer needs --key FINGERPRINT", {},
                "'ssh-keygen -l -f FILE.pub' shows it.");
  }
}

ExitStatus agent(const AgentOptions& options, Context& context) {
  refuse_incomplete(options);
  CaseWork work(context, kAllRecords);
  const Agent made = agent_of(options, work);
  refuse_what_rules_refuse(work, {made});
  work.add(made);
  work.commit();
  context.out.line("agent " + made.id.text() + ", " + made.kind + ": " + escape_line(made.name));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_agent(CommandLine& line) {
  auto options = std::make_shared<AgentOptions>();
  line.argument("NAME", &options->name, "who or what worked on the case; a pseudonym is allowed");
  line.option("--kind K", &options->kind, "what it is").one_of(word_list(kAgentKinds)).required();
  line.list_option("--roles R", options->roles, "what for").one_of(word_list(kAgentRoles));
  line.flag("--pseudonymous", options->pseudonymous, "the name is a pseudonym");
  line.option("--acts-for A", &options->acts_for, "name or id of the agent it works for");
  line.option("--vendor T", &options->vendor, "who makes the software");
  line.option("--software-version V", &options->version, "of the software");
  line.option("--key FINGERPRINT", &options->fingerprint,
              "as 'ssh-keygen -l' prints it: SHA256:...");
  line.option("--principal P", &options->principal,
              "what the key signs as: alice@newsroom.example");
  line.option("--key-checked HOW", &options->how_verified, "how you know whose key it is")
      .one_of(word_list(kKeyChecks));
  line.option("--id ID", &options->id, "an id of your choice; without it, one is made of the name");
  line.uses_case_folder();
  return [options](Context& context) { return agent(*options, context); };
}

}  // namespace dossier
