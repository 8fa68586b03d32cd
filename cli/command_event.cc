// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/field_values.h"
#include "cli/named_record.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct EventOptions {
  std::string type;
  std::vector<std::string> about;
  std::string from;
  std::string to;
  std::string place;
  std::string reason;
  std::string at;
  std::string until;
  std::string agent;
  std::string role = "custodian";
};

RecordId known_record(const CaseWork& work, const std::string& text) {
  const auto id = RecordId::parse(text);
  if (!id) throw Error(ErrorKind::kUsage, "--about: '" + text + "' is no id: " + explain_id(text));
  if (work.dossier().knows(*id)) return *id;
  throw Error(ErrorKind::kRefused, "--about: there is no record '" + text + "' in this case", {},
              "Its file would be " + id->path() + ".");
}

void refuse_wrong_type(const EventOptions& options) {
  if (options.type == "seal") {
    throw Error(ErrorKind::kUsage, "event: a seal is written by 'dossier pack'");
  }
  const bool is_transfer = options.type == "transfer";
  if (is_transfer && (options.from.empty() || options.to.empty())) {
    throw Error(ErrorKind::kUsage, "event: a transfer needs --from and --to", {},
                "Both are names or ids of agents; 'dossier agent' makes one.");
  }
  if (!is_transfer && (!options.from.empty() || !options.to.empty())) {
    throw Error(ErrorKind::kUsage, "event: --from and --to belong to a transfer");
  }
}

Event event_of(const EventOptions& options, const CaseWork& work) {
  Event event;
  event.type = options.type;
  for (const std::string& text : options.about) {
    EventItem item;
    item.ref = known_record(work, text);
    event.used.push_back(std::move(item));
  }
  if (!options.from.empty()) {
    event.from = agent_named(work, options.from, "--from");
    event.to = agent_named(work, options.to, "--to");
  }
  if (!options.agent.empty()) {
    event.agents.push_back({agent_named(work, options.agent, "--agent"), options.role, {}});
  }
  event.place = options.place;
  event.reason = options.reason;
  if (!options.at.empty()) event.started = parse_time(options.at, "--at");
  if (!options.until.empty()) event.ended = parse_time(options.until, "--until");
  return event;
}

ExitStatus event(const EventOptions& options, Context& context) {
  refuse_wrong_type(options);
  CaseWork work(context, kAllRecords);
  const RecordId id = work.add_event(event_of(options, work), options.role);
  refuse_what_rules_refuse(work, work.planned());
  work.commit();
  context.out.line("event " + id.text());
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_event(CommandLine& line) {
  auto options = std::make_shared<EventOptions>();
  line.about(
      "What was done outside this program: who was given the material, what was copied, converted "
      "or looked at. What the commands do themselves, they write down themselves.");
  line.argument("TYPE", &options->type, "what was done").one_of(word_list(kEventTypes));
  line.list_option("--about ID", options->about, "the records it was done with").required();
  line.option("--from A", &options->from, "of a transfer: name or id of the agent who gave");
  line.option("--to A", &options->to, "of a transfer: who received");
  line.option("--agent A", &options->agent, "who did it; without it, you");
  line.option("--role R", &options->role, "as what").one_of(word_list(kAgentRoles));
  line.option("--place T", &options->place, "where");
  line.option("--at TIME", &options->at, "when it began; without it, now");
  line.option("--until TIME", &options->until, "when it ended");
  line.option("--reason T", &options->reason, "why").required();
  line.uses_case_folder();
  return [options](Context& context) { return event(*options, context); };
}

}  // namespace dossier
