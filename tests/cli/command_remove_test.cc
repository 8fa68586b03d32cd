// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("remove names what depends on a record, and removes nothing") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.run({"remove", "quo-not-confirmed", "--reason", "wrong"});
  CHECK(ran.status == 1);
  CHECK(ran.out == "");
  CHECK(ran.err ==
        "dossier: quo-not-confirmed: 2 records depend on it; nothing was removed\n"
        "  clm-contact would lose /support/1/ref\n"
        "  note-book would lose /evidence/0\n"
        "  --with-dependants does all of that; 'dossier edit' lets them name something else "
        "first.\n");
  CHECK(folder.snapshot() == before);
}

TEST_CASE("remove with dependants lets go of the record what can stand without it") {
  const LettersFolder folder;
  const Ran ran =
      folder.run({"remove", "quo-not-confirmed", "--reason", "wrong", "--with-dependants"});
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "removed records/quotes/quo-not-confirmed.json\n"));
  CHECK(holds(ran.out, "clm-contact lost /support/1/ref\n"));
  CHECK_FALSE(folder.has("records/quotes/quo-not-confirmed.json"));
  CHECK(folder.record<Claim>("clm-contact").support.size() == 1);
  const auto event = folder.record<Event>("evt-0005-annotate");
  CHECK(event.used.at(0).ref.text() == "quo-not-confirmed");
  CHECK(event.reason == "wrong");
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("what cannot stand without a removed record goes with it") {
  const LettersFolder folder;
  const Ran ran = folder.run({"remove", "quo-crates", "--reason", "wrong", "--with-dependants"});
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "clm-crates went too: "));
  CHECK_FALSE(folder.has("records/claims/clm-crates.json"));
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("a capture goes with its files, and not while other files lie among them") {
  const LettersFolder folder;
  folder.put("captures/cap-dispatch-text/my notes.txt", "precious");
  const std::vector<std::string> words = {"remove", "cap-dispatch-text", "--reason", "twice",
                                          "--with-dependants"};
  const auto before = folder.snapshot();
  const Ran refused = folder.run(words);
  CHECK(refused.status == 1);
  CHECK(holds(refused.err, "my notes.txt: lies among the files of cap-dispatch-text"));
  CHECK(folder.snapshot() == before);
  std::filesystem::remove(folder.path() + "/captures/cap-dispatch-text/my notes.txt");
  const Ran ran = folder.run(words);
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK_FALSE(folder.has("captures/cap-dispatch-text"));
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("a capture takes its quotes and what rests on them alone, and the case stays sound") {
  const LettersFolder folder;
  const Ran ran =
      folder.run({"remove", "cap-dispatch", "--reason", "not the page", "--with-dependants"});
  INFO(ran.out << ran.err);
  CHECK(ran.status == 0);
  CHECK_FALSE(folder.has("records/quotes"));
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("events, who took part in them, and the head cannot be removed") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const auto err = [&](const std::string& id, int status) {
    const Ran ran = folder.run({"remove", id, "--reason", "r", "--with-dependants"});
    CHECK(ran.status == status);
    return ran.err;
  };
  CHECK(holds(err("evt-0003-quote", 1), "what was done is never unwritten"));
  CHECK(holds(err("agt-berg", 1), "took part in evt-0001-capture"));
  CHECK(holds(err("head", 1), "is the head of the case"));
  CHECK(holds(err("quo-crate", 1), "Did you mean quo-crates?"));
  CHECK(holds(err("crates", 2), "is no id"));
  CHECK(folder.run({"remove", "quo-crates"}).status == 2);
  CHECK(folder.snapshot() == before);
}

TEST_CASE("after a seal a correction tells what was removed, and its id is not given again") {
  const LettersFolder folder;
  REQUIRE(folder.run({"pack", "--unsigned"}).status == 0);
  const Ran ran = folder.run(
      {"remove", "quo-friendship", "--reason", "It was a caption.", "--with-dependants"});
  INFO(ran.err);
  CHECK(ran.status == 0);
  const auto note = folder.record<Note>("note-correction");
  CHECK(note.text == "It was a caption.");
  CHECK(folder.run({"check"}).status == 0);
  const Ran again =
      folder.run({"quote", "cap-dispatch", "become brothers", "--id", "quo-friendship"});
  CHECK(again.status == 1);
  CHECK(holds(again.err, "is taken already"));
}

TEST_CASE("what is removed to protect somebody is written down as a redaction") {
  const LettersFolder folder;
  CHECK(folder
            .run({"remove", "note-book", "--reason", "names a minor", "--with-dependants",
                  "--redact"})
            .status == 0);
  CHECK(folder.record<Event>("evt-0005-redact").agents.at(0).role == "redactor");
  CHECK(folder.run({"check"}).status == 0);
}
