// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace dossier {

// One for each row of the table, in cli/command_<name>.cc.
Action set_up_add(CommandLine& line);
Action set_up_cat(CommandLine& line);
Action set_up_export(CommandLine& line);
Action set_up_extract(CommandLine& line);
Action set_up_quote(CommandLine& line);
Action set_up_source(CommandLine& line);
Action set_up_agent(CommandLine& line);
Action set_up_attribution(CommandLine& line);
Action set_up_claim(CommandLine& line);
Action set_up_note(CommandLine& line);
Action set_up_event(CommandLine& line);
Action set_up_marking(CommandLine& line);
Action set_up_memo(CommandLine& line);
Action set_up_graph(CommandLine& line);
Action set_up_edit(CommandLine& line);
Action set_up_remove(CommandLine& line);
Action set_up_list(CommandLine& line);
Action set_up_show(CommandLine& line);
Action set_up_check(CommandLine& line);
Action set_up_diff(CommandLine& line);
Action set_up_help(CommandLine& line);
Action set_up_import(CommandLine& line);
Action set_up_init(CommandLine& line);
Action set_up_inspect(CommandLine& line);
Action set_up_keygen(CommandLine& line);
Action set_up_pack(CommandLine& line);
Action set_up_report(CommandLine& line);
Action set_up_trust_add(CommandLine& line);
Action set_up_trust_export(CommandLine& line);
Action set_up_trust_list(CommandLine& line);
Action set_up_trust_remove(CommandLine& line);
Action set_up_trust_revoke(CommandLine& line);
Action set_up_recover(CommandLine& line);
Action set_up_sign(CommandLine& line);
Action set_up_timestamp_import(CommandLine& line);
Action set_up_timestamp_request(CommandLine& line);
Action set_up_verify(CommandLine& line);
Action set_up_version(CommandLine& line);

}  // namespace dossier
