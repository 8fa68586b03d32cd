// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

namespace {

const std::string kHeader =
    "---\ndossier: memo/1\nauthor: agt-berg\ndate: 2026-03-01\ncapture: cap-dispatch\n---\n";

}  // namespace

TEST_CASE("a memo that says nothing new writes nothing") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.memo(read_all(DOSSIER_SOURCE_DIR "/samples/letters-claim/source/memo.md"));
  CHECK(ran.status == 0);
  CHECK(ran.out == "memo: nothing new; 24 records were in the case already\n");
  CHECK(folder.snapshot() == before);
}

TEST_CASE("the quotes of a memo get one event, its claims and notes another") {
  const LettersFolder folder;
  const Ran ran =
      folder.memo(kHeader +
                  "## claim clm-brothers\r\n\r\nThey were brothers.\r\n\r\n"
                  "- kind: content\r\n- asserted-by: src-corve\r\n"
                  "- status: unreviewed\r\n\r\n"
                  "> become brothers\r\n>\r\n"
                  "> -- src-corve; direct-speech; context=of the two; stance=mentions\r\n");
  CHECK(ran.err == "");
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/quotes/quo-become-brothers.json\n"
        "wrote records/claims/clm-brothers.json\n"
        "wrote records/events/evt-0005-quote.json\n"
        "wrote records/events/evt-0006-review.json\n"
        "memo: 1 quote, 1 claim\n");
  const auto claim = folder.record<Claim>("clm-brothers");
  REQUIRE(claim.support.size() == 1);
  CHECK(claim.support[0].stance == "mentions");
  CHECK(claim.text == "They were brothers.");
  CHECK(folder.record<Quote>("quo-become-brothers").context_note == "of the two");
}

TEST_CASE("all errors of a memo come with their lines, and nothing is written") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.memo(kHeader +                                        // 1-6
                              "> papers in 15 crates that the State\n>\n"      // 7
                              "> \u2014 none; article-voice; #quo-a\n\n"       // 9
                              "## claim clm-x\n\nX is so.\n\n"                 // 11
                              "- kind: contents\n- asserted-by: src-nobody\n"  // 15
                              "- supported-by: quo-a, quo-crates\n"            // 17
                              "- status: unreviewed\n");                       // 18
  CHECK(ran.status == 1);
  CHECK(ran.out == "");
  CHECK(ran.err.find("m.md:7: quo-a: the text has other words; the nearest ones, at [") == 0);
  CHECK(ran.err.find("{+15+} (MEANING)") != std::string::npos);
  CHECK(ran.err.find("m.md:15: clm-x: kind: ") != std::string::npos);
  CHECK(ran.err.find("(record.invalid-value)") != std::string::npos);
  CHECK(ran.err.find("dossier: m.md: 2 errors; nothing was written\n") != std::string::npos);
  CHECK(folder.snapshot() == before);
}

TEST_CASE("a reference to a quote whose words are wrong is not told as a second error") {
  const LettersFolder folder;
  const Ran ran = folder.memo(kHeader +
                              "> papers in 15 crates that the State\n>\n"
                              "> \u2014 none; article-voice; #quo-a\n\n"
                              "## claim clm-x\n\nX is so.\n\n"
                              "- kind: content\n- asserted-by: src-corve\n"
                              "- supported-by: quo-a\n- status: unreviewed\n");
  CHECK(ran.err.find("dossier: m.md: 1 error; nothing was written\n") != std::string::npos);
}

TEST_CASE("with keep-going what is right is taken, and what leads to an error is left out") {
  const LettersFolder folder;
  const Ran ran = folder.memo(kHeader +
                                  "> papers in 15 crates that the State\n>\n"
                                  "> \u2014 none; article-voice; #quo-a\n\n"
                                  "> become brothers\n>\n"
                                  "> \u2014 src-corve; direct-speech; context=c; #quo-b\n\n"
                                  "## claim clm-x\n\nX is so.\n\n"
                                  "- kind: content\n- asserted-by: src-corve\n"
                                  "- supported-by: quo-a\n- status: unreviewed\n",
                              {"--keep-going"});
  CHECK(ran.status == 1);
  CHECK(ran.out ==
        "wrote records/quotes/quo-b.json\nwrote records/events/evt-0005-quote.json\n"
        "memo: 1 quote\n");
  CHECK(!folder.has("records/claims/clm-x.json"));
  CHECK(ran.err.find("(reference.unresolved)") != std::string::npos);
  CHECK(ran.err.find("dossier: 2 errors; what they concern was left out\n") != std::string::npos);
}

TEST_CASE("other content of a known id is an error unless it is to be replaced") {
  const LettersFolder folder;
  const std::string memo = kHeader +
                           "## source src-gazette\n\n- kind: publication\n"
                           "- name: The Harbour Gazette\n- independence-group: gazette\n"
                           "- relation: tertiary\n";
  const Ran refused = folder.memo(memo);
  CHECK(refused.status == 1);
  CHECK(refused.err ==
        "m.md:7: src-gazette is in the case already, with other content\n"
        "  --update replaces it; or give this one another id.\n"
        "dossier: m.md: 1 error; nothing was written\n"
        "  Mend them and give the memo again; --keep-going takes what is right.\n");
  const Ran ran = folder.memo(memo, {"--update"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "wrote records/sources/src-gazette.json\nmemo: 1 source\n");
  const auto source = folder.record<Source>("src-gazette");
  CHECK(source.relation == "tertiary");
  CHECK(source.recorded_at->to_string() == "2026-03-01T16:40:00Z");
}

TEST_CASE("an author or capture that the case does not have is told with its line") {
  const LettersFolder folder;
  const Ran ran = folder.memo(
      "---\ndossier: memo/1\nauthor: agt-ohm\ndate: 2026-03-01\ncapture: cap-none\n---\n"
      "> become brothers\n>\n> \u2014 src-corve; direct-speech\n");
  CHECK(ran.status == 1);
  CHECK(ran.err.find("author: there is no agent agt-ohm in this case") != std::string::npos);
  CHECK(ran.err.find("m.md:9: capture: there is no capture cap-none in this case") !=
        std::string::npos);
}
