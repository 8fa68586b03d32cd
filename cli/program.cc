// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <new>
#include <signal.h>
#include <system_error>
#include <unistd.h>

#include "bundle/interrupt.h"
#include "cli/command.h"
#include "cli/escape.h"
#include "crypto/openssl_memory.h"

namespace dossier {
namespace {

void on_signal(int) {
  request_interrupt();
}

void take_over_signals() {
  struct sigaction action {};
  ::sigemptyset(&action.sa_mask);
  action.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &action, nullptr);
  // No SA_RESTART: a read that waits for the person must end.
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction former {};
    ::sigaction(number, nullptr, &former);
    if (former.sa_handler != SIG_IGN) ::sigaction(number, &action, nullptr);
  }
}

ExitStatus tell_error(const Error& error) {
  std::string text = "dossier: ";
  if (!error.path().empty()) text += escape_line(error.path()) + ": ";
  text += escape_block(error.message()) + '\n';
  if (!error.hint().empty()) text += "  " + escape_block(error.hint()) + '\n';
  tell(text);
  return exit_status_of(error.kind());
}

ExitStatus tell_want_of_memory() {
  tell("dossier: there is not enough memory\n");
  return ExitStatus::kUnavailable;
}

// The name of one or two words at the front of `words`, which is taken away.
std::string take_command_name(std::vector<std::string>& words) {
  std::string name = words.front();
  std::size_t count = 1;
  if (words.size() > 1 && find_command(name + ' ' + words[1]) != nullptr) {
    name += ' ' + words[1];
    count = 2;
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
  return name;
}

// "-C DIR" in front of the command, which means the same as behind it; taken away.
std::vector<std::string> take_case_folder(std::vector<std::string>& words) {
  std::vector<std::string> taken;
  while (words.size() >= 2 && words.front() == "-C") {
    taken.insert(taken.end(), words.begin(), words.begin() + 2);
    words.erase(words.begin(), words.begin() + 2);
  }
  return taken;
}

// `dossier`, `dossier --help` and `dossier --version` as the commands that they mean.
void name_command(std::vector<std::string>& words) {
  if (words.empty()) words.emplace_back("help");
  std::string& first = words.front();
  if (first == "--help" || first == "-h") first = "help";
  if (first == "--version" || first == "-V") first = "version";
  if (first.substr(0, 1) != "-") return;
  throw Error(ErrorKind::kUsage, first + " stands where a command is expected", {},
              "'dossier help' shows all commands.");
}

// `dossier trust` alone, a name that only begins commands of two words.
void show_or_refuse_group(const std::string& name, const std::vector<std::string>& words,
                          Output& out) {
  const std::vector<const Command*> below = commands_below(name);
  if (below.empty()) refuse_unknown_command(name);
  if (!words.empty() && (words[0] == "--help" || words[0] == "-h")) {
    out.write(help_text(name));
    return;
  }
  std::string message = name + ": needs one of";
  for (const Command* each : below) {
    message += (each == below.front() ? " '" : ", '") + std::string(each->name) + "'";
  }
  throw Error(ErrorKind::kUsage, message, {}, "'dossier help " + name + "' shows them.");
}

ExitStatus run_command(std::vector<std::string> words, Output& out, const Terminal& terminal) {
  const std::vector<std::string> case_folder = take_case_folder(words);
  name_command(words);
  const std::string name = take_command_name(words);
  words.insert(words.begin(), case_folder.begin(), case_folder.end());
  const Command* command = find_command(name);
  if (command == nullptr) {
    show_or_refuse_group(name, words, out);
    return ExitStatus::kDone;
  }
  CommandLine line(name);
  const Action action = command->set_up(line);
  if (!line.parse(words)) {
    out.write(line.help(command->line, command->example));
    return ExitStatus::kDone;
  }
  Context context{out, terminal, line.case_folder()};
  return action(context);
}

}  // namespace

std::string_view program_version() {
  return DOSSIER_VERSION;
}

int run_program(int argc, char** argv) noexcept {
  try {
    watch_openssl_memory();
    take_over_signals();
    const Terminal terminal = Terminal::of_this_process();
    Output out(STDOUT_FILENO, "standard output");
    const ExitStatus status = run_command({argv + (argc > 0 ? 1 : 0), argv + argc}, out, terminal);
    out.close();
    return static_cast<int>(status);
  } catch (const Error& error) {
    return static_cast<int>(openssl_wanted_memory() ? tell_want_of_memory() : tell_error(error));
  } catch (const std::bad_alloc&) {
    return static_cast<int>(tell_want_of_memory());
  } catch (const std::system_error& error) {  // no thread could be started, or a folder was lost
    tell(std::string("dossier: the system refused something: ") + error.what() + '\n');
    return static_cast<int>(ExitStatus::kUnavailable);
  } catch (const std::exception& error) {
    tell(std::string("dossier: a defect of this program: ") + error.what() +
         "\n  Please report it with the command line that led to it.\n");
  } catch (...) {
    tell("dossier: a defect of this program: an exception of an unknown kind\n");
  }
  return static_cast<int>(ExitStatus::kDefect);
}

}  // namespace dossier
