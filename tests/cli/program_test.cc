// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/command.h"
#include "cli/layout.h"
#include "tests/cli/run_dossier.h"

using dossier::test::run_dossier;

TEST_CASE("dossier alone shows all commands and succeeds") {
  const auto ran = run_dossier({});
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out == run_dossier({"help"}).out);
  CHECK(ran.out == run_dossier({"--help"}).out);
  for (const dossier::Command& command : dossier::all_commands()) {
    CHECK_MESSAGE(ran.out.find("\n  " + std::string(command.name) + " ") != std::string::npos,
                  command.name);
  }
}

TEST_CASE("the overview names no group without commands") {
  const std::string text = dossier::overview_text();
  for (const char* title : {"Building a case", "Bundles", "Vouching", "Sharing a part"}) {
    const std::size_t at = text.find("\n" + std::string(title) + "\n");
    if (at != std::string::npos) CHECK(text.compare(text.find('\n', at + 1) + 1, 2, "  ") == 0);
  }
}

TEST_CASE("every command has help with an example and fits into 80 columns") {
  for (const dossier::Command& command : dossier::all_commands()) {
    CAPTURE(command.name);
    const std::string text = dossier::help_text(command.name);
    const std::string example = "\nExample:\n  dossier ";
    const std::size_t at = text.find(example);
    REQUIRE(at != std::string::npos);
    CHECK(text.compare(at + example.size(), command.name.size(), command.name) == 0);
    CHECK(text.compare(text.size() - command.example.size() - 1, command.example.size(),
                       command.example) == 0);
    for (std::size_t start = 0; start < at;) {
      const std::size_t end = text.find('\n', start);
      CHECK(dossier::columns_of(text.substr(start, end - start)) <= 80);
      start = end + 1;
    }
    CHECK(dossier::columns_of(command.line) <= 60);
  }
}

TEST_CASE("help of a command is what --help of it prints") {
  const auto asked = run_dossier({"help", "version"});
  CHECK(asked.status == 0);
  CHECK(asked.out ==
        "Usage: dossier version\n\nShow the version of this program.\n\n"
        "  -h, --help                show this\n\nExample:\n  dossier version\n");
  CHECK(run_dossier({"version", "--help"}).out == asked.out);
  CHECK(run_dossier({"version", "-h"}).out == asked.out);
}

TEST_CASE("a misspelt command is refused with the nearest one") {
  const auto ran = run_dossier({"verison"});
  CHECK(ran.status == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err ==
        "dossier: there is no command 'verison'; did you mean 'version'?\n"
        "  'dossier help' shows all commands.\n");
}

TEST_CASE("a command that is like none gets no guess") {
  const auto ran = run_dossier({"frobnicate"});
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "dossier: there is no command 'frobnicate'\n  'dossier help' shows all commands.\n");
}

TEST_CASE("a misspelt option is refused with the nearest one") {
  const auto ran = run_dossier({"version", "--hlep"});
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "dossier: version: --hlep is no option of this command; did you mean --help?\n"
        "  'dossier help version' shows what it takes.\n");
}

TEST_CASE("an argument too many is refused") {
  const auto ran = run_dossier({"version", "now"});
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "dossier: version: 'now' is one argument too many\n"
        "  'dossier help version' shows what it takes.\n");
}

TEST_CASE("control characters of the command line do not reach the terminal") {
  const auto ran = run_dossier({"\x1b[2Jx"});
  CHECK(ran.status == 2);
  CHECK(ran.err.find('\x1b') == std::string::npos);
  CHECK(ran.err.find("'\\u{1b}[2Jx'") != std::string::npos);
}

TEST_CASE("a full standard output is an error, not a success") {
  if (!std::filesystem::exists("/dev/full")) return;
  const auto ran = run_dossier({"help"}, {{}, {}, "/dev/full"});
  CHECK(ran.status == 3);
  CHECK(ran.err == "dossier: standard output: cannot write: No space left on device\n");
}
