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

TEST_CASE("edit changes one field, writes down that it did, and tells who names the record") {
  const LettersFolder folder;
  auto expected = folder.record<Claim>("clm-contact");
  const Ran ran = folder.run({"edit", "clm-contact", "status=disputed", "--reason", "both say so"});
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  CHECK(ran.out ==
        "wrote records/claims/clm-contact.json\n"
        "wrote records/events/evt-0005-annotate.json\n"
        "clm-contact: changed status\n"
        "named by clm-told-friends /relations/0/claim\n"
        "named by note-book /about/1\n"
        "named by note-crates /about/1\n"
        "named by note-office /about/0\n");
  expected.status = "disputed";
  CHECK(folder.record<Claim>("clm-contact") == expected);
  const auto event = folder.record<Event>("evt-0005-annotate");
  CHECK(event.type == "annotate");
  CHECK(event.reason == "both say so");
  CHECK(event.used.empty());
  REQUIRE(event.generated.size() == 1);
  CHECK(event.generated[0].ref.text() == "clm-contact");
  CHECK(event.parameters.at(0).second == "status");
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("edit of a quote's words anchors them anew, in the source's characters") {
  const LettersFolder folder;
  const Ran ran = folder.run({"edit", "quo-crates", "exact=papers in 12 crates"});
  CHECK(ran.status == 0);
  CHECK(holds(ran.out,
              "quote quo-crates stands at [1272,1291) of cap-dispatch, article-voice, fragment\n"
              "words  papers in 12\u00A0crates\n"
              "typed  papers in 12 crates\n"
              "quo-crates: changed exact\n"));
  const auto quote = folder.record<Quote>("quo-crates");
  CHECK(quote.exact == "papers in 12\u00A0crates");
  CHECK(quote.as_written == "papers in 12 crates");
  CHECK(quote.start == 1272);
  CHECK(quote.end == 1291);
  CHECK(quote.attribution.text() == "att-crates");
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("edit stores no words that are only nearly there, and shows the difference") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.run(
      {"edit", "quo-not-confirmed", "exact=Corve's claims could be confirmed and may not be true"});
  CHECK(ran.status == 1);
  CHECK(ran.out == "");
  CHECK(holds(ran.err, "differs: Corve\u2019s claims could [-not-] (MEANING) be confirmed"));
  CHECK(folder.snapshot() == before);
}

TEST_CASE("edit chooses among several places, and refuses a kind that the marks contradict") {
  const LettersFolder folder;
  const Ran twice = folder.run({"edit", "quo-told-friends", "exact=in contact with"});
  CHECK(twice.status == 1);
  CHECK(holds(twice.err, "the words stand in 2 places"));
  CHECK(folder
            .run({"edit", "quo-told-friends", "exact=in contact with", "occurrence=2",
                  "context_note=that he writes"})
            .status == 0);
  CHECK(folder.record<Quote>("quo-told-friends").start == 1215);
  CHECK(folder.record<Quote>("quo-told-friends").context_note == "that he writes");
  const Ran kind = folder.run({"edit", "quo-not-confirmed", "kind=direct-speech"});
  CHECK(kind.status == 1);
  CHECK(holds(kind.err, "does not put them in quotation marks"));
}

TEST_CASE("edit puts a quote that was shifted by hand back to its place") {
  const LettersFolder folder;
  const auto before = folder.record<Quote>("quo-friendship");
  folder.change("records/quotes/quo-friendship.json", "\"start\": 525", "\"start\": 526");
  CHECK(folder.run({"check"}).status == 0);  // moved: a warning
  CHECK(folder.run({"edit", "quo-friendship", "exact=" + before.exact}).status == 0);
  CHECK(folder.record<Quote>("quo-friendship").start == before.start);
  CHECK(folder.record<Quote>("quo-friendship").prefix == before.prefix);
}

TEST_CASE("edit takes names, dates, reasons, lists and parts of a field") {
  const LettersFolder folder;
  const auto edit = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "edit");
    const Ran ran = folder.run(words);
    INFO(ran.err);
    CHECK(ran.status == 0);
  };
  edit({"quo-crates", "speaker=Mira Sandoval"});
  CHECK(folder.record<Quote>("quo-crates").speaker.value->text() == "src-sandoval");
  edit({"quo-crates", "speaker=missing: the page does not tell"});
  CHECK(folder.record<Quote>("quo-crates").speaker.missing == "the page does not tell");
  edit({"art-letters", "published=2026-02-25", "bylines=Jon Halvard, Ada Lind", "x-desk=world"});
  const auto article = folder.record<Article>("art-letters");
  CHECK(article.published.value->value == "2026-02-25");
  CHECK(article.published.value->basis == "stated");
  CHECK(article.bylines == std::vector<std::string>{"Jon Halvard", "Ada Lind"});
  CHECK(article.extra.at(0).value == json::Value("world"));
  edit({"clm-contact", "basis+=note-interview", "supported-by+=quo-friendship"});
  CHECK(folder.record<Claim>("clm-contact").basis.size() == 3);
  CHECK(folder.record<Claim>("clm-contact").support.size() == 3);
  edit({"clm-contact", "basis-=note-book", "supported-by-=quo-friendship", "credibility="});
  CHECK(folder.record<Claim>("clm-contact").basis.size() == 2);
  CHECK(folder.record<Claim>("clm-contact").support.size() == 2);
  CHECK_FALSE(folder.record<Claim>("clm-contact").credibility);
  edit({"cap-dispatch", "completeness.note=whole", "vantage.logged-in=no"});
  CHECK(folder.record<Capture>("cap-dispatch").completeness->note == "whole");
  CHECK(folder.record<Capture>("cap-dispatch").vantage->logged_in == false);
  edit({"src-sandoval", "protected=yes: asked for it", "reliability=B"});
  CHECK(folder.record<Source>("src-sandoval").protection->reason == "asked for it");
  CHECK(folder.record<Source>("src-sandoval").reliability->value == "B");
  edit({"att-interview", "hops.0.evidence=quo-not-confirmed"});
  CHECK(folder.record<Attribution>("att-interview").hops[0].evidence.value->text() ==
        "quo-not-confirmed");
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("what cannot be changed, or not so, is refused in words, and nothing is written") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const auto err = [&](const std::string& id, const std::string& change, int status) {
    const Ran ran = folder.run({"edit", id, change});
    INFO(change << ": " << ran.err);
    CHECK(ran.status == status);
    CHECK(ran.out == "");
    return ran.err;
  };
  CHECK(err("clm-contact", "statsu=verified", 2) ==
        "dossier: statsu 'statsu' is no field of a claim; did you mean status?\n"
        "  The fields are kind, text, asserted_by, attribution, support, relations, status, "
        "credibility, likelihood, confidence, reviewed_by, reviewed_at, basis, open_questions or "
        "markings; keys of your own begin with x-.\n");
  CHECK(holds(err("clm-contact", "status=verifed", 2), "Write \"verified\"."));
  CHECK(holds(err("clm-contact", "credibility=9", 2), "an integer from 1 to 6"));
  CHECK(holds(err("clm-contact", "credibility=high", 2), "is a whole number, not 'high'"));
  CHECK(holds(err("clm-contact", "status", 2), "'status' is no change of a field"));
  CHECK(holds(err("clm-contact", "kind=", 2), "kind is required and absent"));
  CHECK(holds(err("clm-contact", "basis-=note-x", 2), "does not hold 'note-x'"));
  CHECK(holds(err("clm-contact", "basis=note-nothing", 1), "(reference.unresolved)"));
  CHECK(holds(err("clm-contact", "status=verified", 1), "(claim.hearsay-marked-verified)"));
  CHECK(holds(err("clm-contact", "id=clm-b", 2), "is the name of the record"));
  CHECK(holds(err("quo-crates", "start=3", 2), "is found in the text"));
  CHECK(holds(err("cap-dispatch", "files=[]", 2), "is made of the captured files"));
  CHECK(holds(err("evt-0003-quote", "reason=other", 1), "is an event"));
  CHECK(holds(err("clm-contcat", "status=verified", 1), "Did you mean clm-contact?"));
  CHECK(holds(err("quo-crates", "speaker=Mira Sandovall", 1), "did you mean 'Mira Sandoval'?"));
  CHECK(holds(err("art-letters", "published={\"value\": 2026", 2), "is no JSON: column"));
  CHECK(folder.snapshot() == before);
}

TEST_CASE("edit of what is so already writes nothing") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.run({"edit", "clm-contact", "status=unverified"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "clm-contact is so already; nothing was written\n");
  CHECK(folder.snapshot() == before);
}

TEST_CASE("edit mends a record that was spoiled by hand, and keeps what it does not know") {
  const LettersFolder folder;
  folder.change("records/claims/clm-contact.json", "\"unverified\"", "\"unverifed\"");
  folder.change("records/claims/clm-contact.json", "  \"kind\"", "  \"x-desk\": 7,\n  \"kind\"");
  CHECK(folder.run({"check"}).status == 1);
  CHECK(folder.run({"edit", "clm-contact", "status=unverified"}).status == 0);
  CHECK(folder.record<Claim>("clm-contact").extra.at(0).value == json::Value(7));
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("an error that an edit makes in another record is told") {
  const LettersFolder folder;
  const Ran ran = folder.run({"edit", "art-letters", "publisher=The Gazette"});
  CHECK(ran.status == 1);  // no such name
  const Ran done = folder.run({"edit", "art-letters", "publisher=src-gazette"});
  CHECK(done.status == 0);
  CHECK(holds(done.err, "dossier: warning: att-crates has an error now: "));
  CHECK(holds(done.err, "(attribution.chain-disconnected)\n"));
  CHECK(folder.run({"check"}).status == 1);
}

TEST_CASE("the head is edited by its name, but for what init and pack write") {
  const LettersFolder folder;
  const Ran ran = folder.run({"edit", "head", "purpose=To keep them apart.", "profile=legal"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote dossier.json\nwrote records/events/evt-0005-annotate.json\n"
        "dossier.json: changed purpose, profile\n");
  CHECK(folder.record<Event>("evt-0005-annotate").generated.at(0).path == "dossier.json");
  CHECK(holds(folder.file("dossier.json"), "\"profile\": \"legal\""));
  CHECK(folder.run({"edit", "head", "revision=2"}).status == 2);
}

TEST_CASE("after a seal an edit needs a reason, and leaves it as a correction") {
  const LettersFolder folder;
  REQUIRE(folder.run({"pack", "--unsigned"}).status == 0);
  const auto before = folder.snapshot();
  const Ran without = folder.run({"edit", "clm-contact", "status=disputed"});
  CHECK(without.status == 2);
  CHECK(holds(without.err, "the case was sealed, so --reason is needed"));
  CHECK(folder.snapshot() == before);
  const Ran ran = folder.run(
      {"edit", "clm-contact", "status=disputed", "--reason", "The office answered after all."});
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "wrote records/notes/note-correction.json\n"));
  const auto note = folder.record<Note>("note-correction");
  CHECK(note.kind == "correction");
  CHECK(note.text == "The office answered after all.");
  CHECK(note.author.text() == "agt-berg");
  REQUIRE(note.about.size() == 1);
  CHECK(note.about[0].text() == "clm-contact");
  CHECK(folder.run({"check"}).status == 0);
  CHECK(folder.run({"edit", "head", "purpose=Another.", "--reason", "Clearer."}).status == 0);
  CHECK(folder.record<Note>("note-correction-2").about.at(0).text() == "evt-0007-annotate");
  CHECK(folder.run({"check"}).status == 0);
  CHECK(folder.run({"pack", "--unsigned", "--revise", "--force"}).status == 0);
}
