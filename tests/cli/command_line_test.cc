// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <doctest/doctest.h>

#include "crypto/error.h"

using dossier::CommandLine;
using dossier::Error;
using dossier::ErrorKind;

namespace {

struct Taken {
  std::string text;
  std::optional<std::string> title;
  std::vector<std::string> about;
  std::vector<std::string> regions;
  std::optional<std::uint64_t> at;
  std::string kind = "check";
  bool json = false;
  std::string folder;
};

CommandLine note(Taken& taken) {
  CommandLine line("note");
  line.argument("TEXT", &taken.text, "what was found");
  line.option("-t,--title T", &taken.title, "a title");
  line.list_option("--about ID", taken.about, "what it is about");
  line.option("--region R", &taken.regions, "a region; may be repeated");
  line.option("--at N", &taken.at, "where");
  line.option("--kind K", &taken.kind, "the kind").one_of({"check", "question"});
  line.flag("--json", taken.json, "for programs");
  line.uses_case_folder();
  return line;
}

Taken parsed(const std::vector<std::string>& arguments) {
  Taken taken;
  CHECK(note(taken).parse(arguments));
  return taken;
}

std::string refusal(const std::vector<std::string>& arguments) {
  Taken taken;
  try {
    note(taken).parse(arguments);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.message();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("options and arguments come in any order") {
  const Taken taken = parsed({"--json", "-t", "A title", "the text", "--at", "12"});
  CHECK(taken.text == "the text");
  CHECK(taken.title == "A title");
  CHECK(taken.at == 12);
  CHECK(taken.json);
  CHECK(taken.kind == "check");
}

TEST_CASE("values are taken as they are, whatever they look like") {
  for (const std::string value : {"", "-", "-5", "--", "-x", "--unknown", "[a,b]", "[sic]", "a=b",
                                  "=", "=a", "{}", "%%", "\xE2\x80\x9C\xC3\xA9", "two\nlines"}) {
    CAPTURE(value);
    CHECK(parsed({"text", "--title", value}).title == value);
    CHECK(parsed({"text", "--title=" + value}).title == value);
    CHECK(parsed({"text", "--region", value}).regions == std::vector{value});
    CHECK(parsed({"--", value}).text == value);
  }
}

TEST_CASE("an argument may look like a list or an assignment") {
  CHECK(parsed({"[a,b]"}).text == "[a,b]");
  CHECK(parsed({"key=value"}).text == "key=value");
  CHECK(parsed({"text", "--about", "[a,b]", "[c]"}).about ==
        std::vector<std::string>{"[a,b]", "[c]"});
}

TEST_CASE("a list option takes all words up to the next option and may be repeated") {
  const Taken taken = parsed({"text", "--about", "a", "b", "--json", "--about", "c"});
  CHECK(taken.about == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a list option leaves the last word to an argument that is needed") {
  const Taken taken = parsed({"--about", "a", "b", "the text"});
  CHECK(taken.about == std::vector<std::string>{"a", "b"});
  CHECK(taken.text == "the text");
}

TEST_CASE("a repeated option takes one value each time") {
  const Taken taken = parsed({"--region", "1:2=nav", "the text", "--region", "3:4=aside"});
  CHECK(taken.regions == std::vector<std::string>{"1:2=nav", "3:4=aside"});
  CHECK(taken.text == "the text");
}

TEST_CASE("values are UTF-8, but for paths") {
  CHECK(refusal({"a", "--title", "\xFF"}) == "note: --title is not in UTF-8");
  CHECK(refusal({"\xC3("}) == "note: TEXT is not in UTF-8");
  Taken taken;
  CommandLine line = note(taken);
  CHECK(line.parse({"text", "-C", "\xFF"}));
  CHECK(line.case_folder() == "\xFF");
}

TEST_CASE("the case folder is an option of its own") {
  Taken taken;
  CommandLine line = note(taken);
  CHECK(line.parse({"text", "-C", "/case"}));
  CHECK(line.case_folder() == "/case");
}

TEST_CASE("help is asked for even when something is missing or wrong") {
  Taken taken;
  CHECK_FALSE(note(taken).parse({"--help"}));
  CHECK_FALSE(note(taken).parse({"--title", "x", "-h", "--nonsense"}));
}

TEST_CASE("each wrong command line is refused in its own words") {
  CHECK(refusal({}) == "note: TEXT is missing");
  CHECK(refusal({"a", "b"}) == "note: 'b' is one argument too many");
  CHECK(refusal({"a", "--titel", "b"}) ==
        "note: --titel is no option of this command; did you mean --title?");
  CHECK(refusal({"a", "--nonsense"}) == "note: --nonsense is no option of this command");
  CHECK(refusal({"a", "-x"}) == "note: -x is no option of this command");
  CHECK(refusal({"a", "--title"}) == "note: --title needs a value");
  CHECK(refusal({"a", "--title", "--json"}) ==
        "note: --title needs a value; the next word is --json");
  CHECK(refusal({"a", "-t", "1", "--title", "2"}) == "note: --title is given twice");
  CHECK(refusal({"a", "--at", "two"}) == "note: --at needs a whole number, not 'two'");
  CHECK(refusal({"a", "--at", "-2"}) == "note: --at needs a whole number, not '-2'");
  CHECK(refusal({"a", "--at", ""}) == "note: --at needs a whole number, not ''");
  CHECK(refusal({"a", "--at", "9999999999999999999"}) ==
        "note: --at needs a whole number, not '9999999999999999999'");
  CHECK(refusal({"a", "--json=yes"}) == "note: --json takes no value");
  CHECK(refusal({"a", "--kind", "questoin"}) ==
        "note: --kind cannot be 'questoin'; it is check or question; did you mean question?");
}

TEST_CASE("help lists arguments, options, what is needed and what is allowed") {
  Taken taken;
  CommandLine line("note");
  line.argument("TEXT", &taken.text, "what was found");
  line.list_option("--about ID", taken.about, "what it is about").required();
  line.option("--kind K", &taken.kind, "the kind").one_of({"check", "question"});
  CHECK(line.help("write a note", "dossier note \"Seen.\" --about cap-a") ==
        "Usage: dossier note TEXT --about ID... [OPTION...]\n"
        "\n"
        "Write a note.\n"
        "\n"
        "  TEXT                      what was found\n"
        "  --about ID...             what it is about (needed)\n"
        "  --kind K                  the kind: check or question\n"
        "  -h, --help                show this\n"
        "\n"
        "Example:\n"
        "  dossier note \"Seen.\" --about cap-a\n");
}
