// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/memo.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

const std::string kHeader = "---\ndossier: memo/1\nauthor: agt-a\ndate: 2026-03-01\n---\n";

Memo parse(const std::string& text) {
  return parse_memo(text, [](std::string_view) { return std::string("made"); });
}

// The lines and sentences of all faults, each "LINE SENTENCE".
std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> found;
  for (const FormFault& fault : parse(text).faults) {
    found.push_back(std::to_string(fault.line) + " " + (fault.key.empty() ? "" : fault.key + " ") +
                    fault.sentence);
  }
  return found;
}
using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("a memo begins with a header whose keys are known and stand once") {
  CHECK(parse(kHeader).faults.empty());
  CHECK(parse(kHeader).noon->to_string() == "2026-03-01T12:00:00Z");
  CHECK(faults("") == Faults{"1 a memo begins with a line ---"});
  CHECK(faults("---\ndossier: memo/1\n") == Faults{"1 the header has no end"});
  CHECK(faults("---\ndossier: memo/2\nauthor: agt-a\nauthor: agt-a\ndate: 2026-02-30\nx: y\nz\n"
               "---\n") == Faults{"2 dossier is not memo/1, which is what this program reads",
                                  "4 author is given twice", "5 date is no day such as 2026-03-01",
                                  "6 x is no key of the header",
                                  "7 a line of the header is \"key: value\""});
  CHECK(faults("---\ndossier: memo/1\n---\n") ==
        Faults{"1 author is missing in the header", "1 date is missing in the header"});
}

TEST_CASE("a heading of level two makes a record, and others, code and prose make none") {
  const Memo memo = parse(kHeader + "# T\nprose - kind: x\n```\n## claim clm-no\n> none\n```\n" +
                          "## claim clm-a\n\nOne\ntwo.\n\nThree.\n\n- kind: content\n### End\n");
  CHECK(memo.faults.empty());
  REQUIRE(memo.blocks.size() == 1);
  CHECK(memo.blocks[0].form.text == "One\ntwo.\n\nThree.");
  REQUIRE(memo.blocks[0].form.fields.size() == 1);
  CHECK(memo.blocks[0].form.fields[0].line == 19);
  CHECK(faults(kHeader + "## clam clm-a\n## claim src-a\n## Background\n") ==
        Faults{"6 'clam' is no kind of record that a memo may hold; did you mean claim?",
               "7 'src-a' is no id of such a record",
               "8 'Background' is no kind of record that a memo may hold"});
}

TEST_CASE("the list of a record holds each key once, and only blockquotes follow it") {
  CHECK(faults(kHeader + "## note note-a\n\n- kind: check\n- kind: check\n- about\n\nmore\n") ==
        Faults{"9 kind is given twice", "10 an item of the list is \"- key: value\"",
               "12 only blockquotes may follow the list of a record"});
}

TEST_CASE("a blockquote is joined, loses one pair of outer marks, and tells who speaks") {
  const Memo memo = parse(kHeader +
                          "> \u201COne\n> two,\u201D\n>\n"
                          "> \u2014 src-a; direct-speech; capture=cap-b; at=12; said=2026-02\n");
  CHECK(memo.faults.empty());
  REQUIRE(memo.quotes.size() == 1);
  const QuoteWish& wish = memo.quotes[0].wish;
  CHECK(wish.typed.words == "One two,");
  CHECK(wish.typed.at == 12);
  CHECK(wish.id.text() == "quo-made");
  CHECK(wish.capture.text() == "cap-b");
  CHECK(wish.speaker.value->text() == "src-a");
  CHECK(wish.said == "2026-02");
  CHECK(memo.quotes[0].line == 6);
  CHECK(memo.quotes[0].credit_line == 9);
}

TEST_CASE("paragraphs of a blockquote are joined by a line feed") {
  const Memo memo = parse(kHeader + "> One\n>\n> two\n>\n> -- none; headline; capture=cap-a\n");
  REQUIRE(memo.quotes.size() == 1);
  CHECK(memo.quotes[0].wish.typed.words == "One\ntwo");
}

TEST_CASE("marks that belong to two quotations are left in place") {
  const Memo memo = parse(kHeader + "> \"A\" and \"B\"\n>\n> -- none; headline; capture=cap-a\n");
  REQUIRE(memo.quotes.size() == 1);
  CHECK(memo.quotes[0].wish.typed.words == "\"A\" and \"B\"");
}

TEST_CASE("what is wrong with a blockquote is told with its line") {
  const auto of = [](const std::string& credit) {
    return faults(kHeader + "> Words\n>\n> " + credit + "\n");
  };
  CHECK(faults(kHeader + "> Words\n") == Faults{"6 the blockquote does not tell who speaks"});
  CHECK(faults(kHeader + "> Words\n> -- none; headline\n") ==
        Faults{"6 the blockquote does not tell who speaks"});
  CHECK(of("-- none; headline") == Faults{"8 capture is not told, neither here nor in the header"});
  CHECK(of("-- none; headlines; capture=cap-a") ==
        Faults{"8 'headlines' is no kind of quote; did you mean headline?"});
  CHECK(of("-- none; direct-speech; capture=cap-a") ==
        Faults{"8 none cannot be the speaker of direct-speech"});
  CHECK(of("-- Mira; headline; capture=cap-a") == Faults{"8 'Mira' is no speaker"});
  CHECK(of("-- unknown:; headline; capture=cap-a") == Faults{"8 unknown: needs a reason"});
  CHECK(of("-- none; headline; captur=cap-a; capture=cap-a") ==
        Faults{"8 captur is no key of a quote; did you mean capture?"});
  CHECK(of("-- none; headline; capture=cap-a; at=x") == Faults{"8 at 'x' is no whole number"});
  CHECK(of("-- none; headline; capture=cap-a; #src-a") == Faults{"8 'src-a' is no id of a quote"});
}

TEST_CASE("a blockquote before the list stands in the record's text by its id") {
  const Memo memo = parse(kHeader +
                          "## note note-a\n\nAsked:\n\n> Words\n>\n> -- none; headline; "
                          "capture=cap-a; #quo-w\n\nNo answer.\n\n- kind: finding\n\n"
                          "> More\n>\n> -- none; headline; capture=cap-a; #quo-m\n");
  CHECK(memo.faults.empty());
  REQUIRE(memo.blocks.size() == 1);
  CHECK(memo.blocks[0].form.text == "Asked:\n\n[#quo-w]\n\nNo answer.");
  CHECK(memo.blocks[0].quotes == std::vector<std::size_t>{0, 1});
}

TEST_CASE("an id that a memo gives twice is told at the second place") {
  CHECK(faults(kHeader + "## source src-a\n\n- kind: person\n\n## source src-a\n") ==
        Faults{"10 the id src-a stands in line 6 already"});
}

TEST_CASE("bytes that are no memo are refused, whatever they are") {
  CHECK(faults("\xFF\xFE") == Faults{"1 the memo is not in UTF-8"});
  CHECK(faults(std::string(3, '\0')) == Faults{"1 a memo begins with a line ---"});
}
