// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

TEST_CASE("quote stores the source's characters and keeps the typed ones beside them") {
  const LettersFolder folder;
  const Ran ran = folder.run({"quote", "cap-dispatch", "papers in 12 crates", "--id", "papers"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/quotes/quo-papers.json\n"
        "wrote records/events/evt-0005-quote.json\n"
        "quote quo-papers stands at [1272,1291) of cap-dispatch, article-voice, fragment\n"
        "words  papers in 12\u00A0crates\n"
        "typed  papers in 12 crates\n");
  CHECK(ran.err ==
        "Next: dossier claim \"WHAT IS CLAIMED\" --kind content --asserted-by SOURCE "
        "--supported-by quo-papers\n");
  const auto quote = folder.record<Quote>("quo-papers");
  CHECK(quote.exact == "papers in 12\u00A0crates");
  CHECK(quote.as_written == "papers in 12 crates");
  CHECK(quote.occurrence->n == 1);
  CHECK(quote.occurrence->of == 1);
  const auto event = folder.record<Event>("evt-0005-quote");
  CHECK(event.type == "quote");
  CHECK(event.seq == 5);
  CHECK(event.prev->event.text() == "evt-0004-review");
  REQUIRE(event.used.size() == 1);
  CHECK(event.used[0].path == "captures/cap-dispatch/text.txt");
  REQUIRE(event.generated.size() == 1);
  CHECK(event.generated[0].ref.text() == "quo-papers");
}

TEST_CASE("quote shows the difference of words that are only nearly there, and stores nothing") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran =
      folder.run({"quote", "cap-dispatch", "Corve's claims could be confirmed and may not be true",
                  "--kind", "indirect-speech", "--speaker", "Mira Sandoval"});
  CHECK(ran.status == 1);
  CHECK(ran.out.empty());
  CHECK(ran.err ==
        "dossier: captures/cap-dispatch/text.txt: the text has other words; the nearest ones, at "
        "[898,955), are similar by 0.925; nothing was stored\n"
        "  source: Corve\u2019s claims could not be confirmed and may not be true\n"
        "  differs: Corve\u2019s claims could [-not-] (MEANING) be confirmed and may not be true\n"
        "  [-words-] stand in the source and not in yours, {+words+} only in yours. Quote the "
        "source's words, or mark what is left out by ...\n");
  CHECK(folder.snapshot() == before);
}

TEST_CASE("quote lists the places of ambiguous words, and takes the one that is chosen") {
  const LettersFolder folder;
  const Ran ran = folder.run({"quote", "cap-dispatch", "in contact with"});
  CHECK(ran.status == 1);
  CHECK(ran.err ==
        "dossier: captures/cap-dispatch/text.txt: the words stand in 2 places; nothing was "
        "stored\n"
        "  occurrence 1, at 365: told friends that he has stayed >>in contact with<< Dama Reth, "
        "leader of neigh\\u{ad}bour\n"
        "  occurrence 2, at 1215: eader Corve has said he remains >>in contact with<<, she added. "
        "Letters from Reth w\n"
        "  Say which one: by occurrence or by at, or type more of the words around them.\n");
  CHECK(folder.run({"quote", "cap-dispatch", "in contact with", "--occurrence", "2", "--id", "b"})
            .status == 0);
  CHECK(folder.record<Quote>("quo-b").start == 1215);
  CHECK(folder.record<Quote>("quo-b").occurrence->n == 2);
  CHECK(
      folder.run({"quote", "cap-dispatch", "in contact with", "--at", "365", "--id", "a"}).status ==
      0);
  CHECK(folder.record<Quote>("quo-a").start == 365);
}

TEST_CASE("quote declares what the typed words leave out") {
  const LettersFolder folder;
  REQUIRE(folder
              .run({"quote", "cap-dispatch",
                    "he has been telling people that ... kept up some sort of correspondence",
                    "--kind", "direct-speech", "--speaker", "src-sandoval", "--id", "cut"})
              .status == 0);
  const auto quote = folder.record<Quote>("quo-cut");
  CHECK(quote.start == 1039);
  CHECK(quote.end == 1113);
  CHECK(quote.as_written ==
        "he has been telling people that ... kept up some sort of correspondence");
  REQUIRE(quote.edits.size() == 1);
  CHECK(quote.edits[0].type == "cut");
}

TEST_CASE("quote takes direct speech only where the source puts it in quotation marks") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran =
      folder.run({"quote", "cap-dispatch", "claims could not be confirmed and may not be true",
                  "--kind", "direct-speech", "--speaker", "src-sandoval"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("the source does not put them in quotation marks") != std::string::npos);
  CHECK(folder.snapshot() == before);
}

TEST_CASE("quote refuses a speaker whom the case does not know, and tells how to name one") {
  const LettersFolder folder;
  const Ran ran = folder.run({"quote", "cap-dispatch", "become brothers", "--kind", "direct-speech",
                              "--speaker", "Mira Sandovall"});
  CHECK(ran.status == 1);
  CHECK(ran.err ==
        "dossier: --speaker: no source of this case is called 'Mira Sandovall'; did you mean "
        "'Mira Sandoval'?\n"
        "  A new one: dossier source \"Mira Sandovall\" --kind person --protected no\n");
  const Ran speechless =
      folder.run({"quote", "cap-dispatch", "become brothers", "--kind", "direct-speech"});
  CHECK(speechless.status == 1);
  CHECK(speechless.err.find("quote.speaker-missing") != std::string::npos);
}
