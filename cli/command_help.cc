// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>

#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/nearest.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 5> kGroupTitles{"Building a case", "Bundles", "Vouching",
                                                       "Sharing a part", "Help"};
constexpr std::size_t kNameColumns = 20;

std::string row(const Command& command) {
  return "  " + pad(command.name, kNameColumns) + std::string(command.line) + '\n';
}

struct HelpOptions {
  std::vector<std::string> words;
};

}  // namespace

std::string overview_text() {
  std::string text =
      "dossier packs articles, quotes, provenance and verification notes into signed\n"
      "archives, and verifies them. It never uses a network.\n";
  for (std::size_t group = 0; group < kGroupTitles.size(); ++group) {
    std::string rows;
    for (const Command& command : all_commands()) {
      if (static_cast<std::size_t>(command.group) == group) rows += row(command);
    }
    if (!rows.empty()) text += '\n' + std::string(kGroupTitles[group]) + '\n' + rows;
  }
  return text + "\n'dossier help COMMAND' shows what a command takes, with an example.\n";
}

std::string help_text(std::string_view name) {
  if (const Command* command = find_command(name)) {
    CommandLine line{std::string(name)};
    command->set_up(line);
    return line.help(command->line, command->example);
  }
  const std::vector<const Command*> below = commands_below(name);
  if (below.empty()) refuse_unknown_command(name);
  std::string text = "Usage: dossier " + std::string(name) + " COMMAND\n\n";
  for (const Command* command : below) text += row(*command);
  return text;
}

void refuse_unknown_command(std::string_view name) {
  std::vector<std::string> names;
  for (const Command& command : all_commands()) names.emplace_back(command.name);
  const std::string meant = nearest(name, names);
  throw Error(ErrorKind::kUsage,
              "there is no command '" + escape_line(name) + "'" +
                  (meant.empty() ? std::string() : "; did you mean '" + meant + "'?"),
              {}, "'dossier help' shows all commands.");
}

Action set_up_help(CommandLine& line) {
  auto options = std::make_shared<HelpOptions>();
  line.optional_argument("COMMAND", &options->words, "the command to show; without it, all");
  return [options](Context& context) {
    std::string name;
    for (const std::string& word : options->words) name += (name.empty() ? "" : " ") + word;
    context.out.write(name.empty() ? overview_text() : help_text(name));
    return ExitStatus::kDone;
  };
}

Action set_up_version(CommandLine&) {
  return [](Context& context) {
    context.out.line("dossier " + std::string(program_version()));
    return ExitStatus::kDone;
  };
}

}  // namespace dossier
