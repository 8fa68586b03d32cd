// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace dossier {

// What a running command is given.
struct Context {
  Output& out;  // results; closed by the program after the command
  const Terminal& terminal;
  std::string case_folder;  // what -C names; empty: look upwards from the current folder
};

using Action = std::function<ExitStatus(Context&)>;

enum class Group { kBuilding, kBundles, kVouching, kSharing, kHelp };

// One row of the table of commands. To add a command: write cli/command_<name>.cc with
//
//   Action set_up_<name>(CommandLine& line);   declared in cli/commands.h
//
// which declares what the command takes and returns what it does, and add a row. The values
// declared live in a shared_ptr that the action holds.
struct Command {
  std::string_view name;  // "pack", "trust add"
  Group group;
  std::string_view line;     // what it does, for `dossier help`; at most 60 columns
  std::string_view example;  // a whole command line that works
  Action (*set_up)(CommandLine&);
};

const std::vector<Command>& all_commands();
// Null when there is none.
const Command* find_command(std::string_view name);
// The commands "NAME ..." of two words.
std::vector<const Command*> commands_below(std::string_view name);

// "0.1.0"
std::string_view program_version();

// The texts of `dossier help` and of `dossier help NAME`; the latter is an Error (kUsage) when
// there is no such command.
std::string overview_text();
std::string help_text(std::string_view name);
// An Error (kUsage) that names the nearest command.
[[noreturn]] void refuse_unknown_command(std::string_view name);

}  // namespace dossier
