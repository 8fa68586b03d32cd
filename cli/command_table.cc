// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"

namespace dossier {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> kCommands{
      {"init", Group::kBuilding, "make a new case folder",
       "dossier init letters-claim --title \"Does Corve still write to Reth?\"", set_up_init},
      {"add", Group::kBuilding, "take a captured article into the case",
       "dossier add article.html --title \"A letter\" --publisher \"Meridian Dispatch\" "
       "--url https://meridian-dispatch.example/a --published 2026-02-26",
       set_up_add},
      {"pack", Group::kBundles, "check, seal, pack and sign a case folder",
       "dossier pack --key ~/.ssh/id_ed25519", set_up_pack},
      {"verify", Group::kBundles, "say what a bundle proves, and what it does not",
       "dossier verify letters-claim.dossier.zip", set_up_verify},
      {"inspect", Group::kBundles, "list what a bundle holds",
       "dossier inspect letters-claim.dossier.zip", set_up_inspect},
      {"cat", Group::kBundles, "print one file of a bundle, verified",
       "dossier cat letters-claim.dossier.zip data/dossier.json", set_up_cat},
      {"extract", Group::kBundles, "write the files of a bundle to a new folder, verified",
       "dossier extract letters-claim.dossier.zip -d letters", set_up_extract},
      {"report", Group::kBundles, "write what a bundle says as one page to read and print",
       "dossier report letters-claim.dossier.zip -o report.html", set_up_report},
      {"diff", Group::kBundles, "say what changed from one bundle to another",
       "dossier diff letters-claim.dossier.zip letters-claim-2.dossier.zip", set_up_diff},
      {"graph", Group::kBundles, "draw how claims come from sources",
       "dossier graph letters-claim.dossier.zip --format svg -o graph.svg", set_up_graph},
      {"export", Group::kBundles, "write what a bundle says in the form of others",
       "dossier export letters-claim.dossier.zip --format ro-crate -o ro-crate-metadata.json",
       set_up_export},
      {"keygen", Group::kVouching, "make a key pair, if you have none", "dossier keygen alice-key",
       set_up_keygen},
      {"trust add", Group::kVouching, "know a partner's key from now on",
       "dossier trust add alice@newsroom.example alice.pub --checked in-person", set_up_trust_add},
      {"trust list", Group::kVouching, "show whom you know, and how you checked",
       "dossier trust list", set_up_trust_list},
      {"trust revoke", Group::kVouching, "say since when a key no longer counts, and why",
       "dossier trust revoke alice@newsroom.example --reason retired --at 2026-03-02T10:04:11Z",
       set_up_trust_revoke},
      {"trust remove", Group::kVouching, "take out a line that was a mistake",
       "dossier trust remove alice@newsroom.example", set_up_trust_remove},
      {"trust export", Group::kVouching, "write a trust folder for a partner or for ssh-keygen",
       "dossier trust export -o partners", set_up_trust_export},
      {"sign", Group::kVouching, "review, confirm receipt of or witness a bundle",
       "dossier sign letters-claim.dossier.zip --role review --key ~/.ssh/id_ed25519", set_up_sign},
      {"recover", Group::kVouching, "mend a bundle whose signing was interrupted",
       "dossier recover letters-claim.dossier.zip", set_up_recover},
      {"timestamp request", Group::kVouching, "write a request for a timestamp authority",
       "dossier timestamp request letters-claim.dossier.zip -o letters.tsq",
       set_up_timestamp_request},
      {"timestamp import", Group::kVouching, "add an authority's timestamp to a bundle",
       "dossier timestamp import letters-claim.dossier.zip letters.tsr", set_up_timestamp_import},
      {"quote", Group::kBuilding, "find words in a captured text and anchor them",
       "dossier quote cap-dispatch \"he has been telling people\" --kind indirect-speech "
       "--speaker \"Mira Sandoval\"",
       set_up_quote},
      {"claim", Group::kBuilding, "set down what is claimed, and what bears on it",
       "dossier claim \"Corve and Reth were in contact.\" --kind content --asserted-by src-corve "
       "--supported-by quo-told-friends",
       set_up_claim},
      {"note", Group::kBuilding, "write down what was checked or asked",
       "dossier note \"Asked for a recording; none so far.\" --kind check --about clm-contact "
       "--method source-contact --result inconclusive --evidence quo-told-friends",
       set_up_note},
      {"source", Group::kBuilding, "name a person or outlet that information comes from",
       "dossier source \"Mira Sandoval\" --kind person --protected no --relation secondary",
       set_up_source},
      {"agent", Group::kBuilding, "name who worked on the case, or a program",
       "dossier agent \"Ben Ohm\" --kind person --roles reviewer", set_up_agent},
      {"attribution", Group::kBuilding, "tell the chain of mouths that words came through",
       "dossier attribution --hop \"src-sandoval -> src-channel-nine; said; direct; missing: no "
       "recording\" --hop \"src-channel-nine -> src-dispatch; reported; direct; evidence: "
       "quo-telling-people\"",
       set_up_attribution},
      {"event", Group::kBuilding, "record what was done outside this program",
       "dossier event transfer --about cap-dispatch --from agt-berg --to agt-ohm --reason \"for "
       "review\"",
       set_up_event},
      {"marking", Group::kBuilding, "say what may be done with the material",
       "dossier marking tlp-2.0 clear", set_up_marking},
      {"memo", Group::kBuilding, "take an investigator's memo with its quotes into the case",
       "dossier memo memo.md", set_up_memo},
      {"import", Group::kBuilding, "take in a table, a WARC, a WACZ or saved pages",
       "dossier import crawl.warc.gz", set_up_import},
      {"edit", Group::kBuilding, "mend a record",
       "dossier edit clm-contact status=disputed basis+=note-interview --reason \"he denies it\"",
       set_up_edit},
      {"remove", Group::kBuilding, "take a record out, and tell what depends on it",
       "dossier remove quo-crates --reason \"not what it seemed\" --with-dependants",
       set_up_remove},
      {"list", Group::kBuilding, "list the records of the case", "dossier list quotes",
       set_up_list},
      {"show", Group::kBuilding, "show one record, and what names it", "dossier show clm-contact",
       set_up_show},
      {"check", Group::kBuilding, "check the case by all rules, before it is packed",
       "dossier check --profile legal --secrets names.txt", set_up_check},
      {"help", Group::kHelp, "show all commands, or what one of them takes", "dossier help version",
       set_up_help},
      {"version", Group::kHelp, "show the version of this program", "dossier version",
       set_up_version},
  };
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const std::vector<Command>& commands = all_commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

std::vector<const Command*> commands_below(std::string_view name) {
  const std::string prefix = std::string(name) + ' ';
  std::vector<const Command*> below;
  for (const Command& command : all_commands()) {
    if (command.name.substr(0, prefix.size()) == prefix) below.push_back(&command);
  }
  return below;
}

}  // namespace dossier
