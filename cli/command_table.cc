// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"

namespace dossier {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> kCommands{
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
