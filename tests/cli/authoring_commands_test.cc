// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

TEST_CASE("a person becomes a source only with a word on protection") {
  const LettersFolder folder;
  const Ran without = folder.run({"source", "Tova Lind", "--kind", "person"});
  CHECK(without.status == 2);
  CHECK(without.err ==
        "dossier: source: a person needs --protected\n"
        "  --protected no, or --protected \"yes: REASON\" if the name must not become known.\n");
  const Ran ran = folder.run({"source", "Witness A", "--kind", "person", "--protected",
                              "yes: fears for the work", "--relation", "primary"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/sources/src-witness-a.json\nsource src-witness-a, person: Witness A\n");
  const auto source = folder.record<Source>("src-witness-a");
  CHECK(source.protection->is);
  CHECK(source.protection->reason == "fears for the work");
  CHECK(source.protection->name_held_by.text() == "agt-berg");
}

TEST_CASE("an address of a protected source is refused before anything is written") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const Ran ran = folder.run({"source", "Witness A", "--kind", "person", "--protected",
                              "yes: fears for the work", "--url", "https://a.example/"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("source.protected-identified") != std::string::npos);
  CHECK(folder.snapshot() == before);
}

TEST_CASE("a name is given to one source only") {
  const LettersFolder folder;
  const Ran ran = folder.run({"source", "Mira Sandoval", "--kind", "person", "--protected", "no"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("src-sandoval has this name already") != std::string::npos);
}

TEST_CASE("a word outside a vocabulary is refused with the words that are allowed") {
  const LettersFolder folder;
  const Ran ran = folder.run({"source", "X", "--kind", "preson", "--protected", "no"});
  CHECK(ran.status == 2);
  CHECK(ran.err.find("--kind cannot be 'preson'; it is person, publication, broadcaster") !=
        std::string::npos);
  CHECK(ran.err.find("did you mean person?") != std::string::npos);
}

TEST_CASE("an agent that is software needs its version") {
  const LettersFolder folder;
  CHECK(folder.run({"agent", "SingleFile", "--kind", "software"}).status == 2);
  const Ran ran = folder.run({"agent", "SingleFile", "--kind", "software", "--software-version",
                              "1.22", "--roles", "collector"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/agents/agt-singlefile.json\nagent agt-singlefile, software: SingleFile\n");
}

TEST_CASE("a claim is written with its supports and one review event") {
  const LettersFolder folder;
  const Ran ran =
      folder.run({"claim", "Reth wrote back.", "--kind", "content", "--asserted-by", "Ilan Corve",
                  "--supported-by", "quo-told-friends", "quo-crates", "--contradicted-by",
                  "quo-not-confirmed", "--depends-on", "clm-contact"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/claims/clm-reth-wrote-back.json\n"
        "wrote records/events/evt-0005-review.json\n"
        "claim clm-reth-wrote-back, content, unreviewed: Reth wrote back.\n");
  const auto claim = folder.record<Claim>("clm-reth-wrote-back");
  REQUIRE(claim.support.size() == 3);
  CHECK(claim.support[1].ref.text() == "quo-crates");
  CHECK(claim.support[2].stance == "contradicts");
  CHECK(claim.asserted_by.text() == "src-corve");
  CHECK(claim.relations.at(0).type == "depends-on");
}

TEST_CASE("what a rule would refuse in a claim is refused at once") {
  const LettersFolder folder;
  const auto before = folder.snapshot();
  const auto claim = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"claim",   "X is so.",      "--kind",
                                      "content", "--asserted-by", "src-corve"};
    words.insert(words.end(), more.begin(), more.end());
    return folder.run(words);
  };
  CHECK(claim({}).err.find("(claim.unsupported)") != std::string::npos);
  CHECK(claim({"--supported-by", "quo-nothing"}).err.find("(reference.unresolved)") !=
        std::string::npos);
  CHECK(claim({"--supported-by", "quo-crates", "--status", "verified"})
            .err.find("(claim.review-missing)") != std::string::npos);
  CHECK(claim({"--supported-by", "quo-not-confirmed", "--status", "verified", "--reviewed-by",
               "Alice Berg", "--basis", "note-book"})
            .err.find("(claim.hearsay-marked-verified)") != std::string::npos);
  const Ran wrong = claim({"--supported-by", "crates"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("--supported-by 'crates' is no id") != std::string::npos);
  CHECK(folder.snapshot() == before);
}

TEST_CASE("a note tells all that its kind needs at once") {
  const LettersFolder folder;
  const Ran ran =
      folder.run({"note", "Asked.", "--kind", "contact-attempt", "--about", "clm-contact"});
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "dossier: note: the kind contact-attempt needs --result, --party, --via, --sent\n"
        "  'dossier help note' shows what they take.\n");
  const Ran good = folder.run({"note", "Asked.", "--kind", "contact-attempt", "--about",
                               "clm-contact", "--result", "pending", "--party",
                               "Office of Ilan Corve", "--via", "letter", "--sent", "2026-03-01"});
  CHECK(good.status == 0);
  CHECK(good.out ==
        "wrote records/notes/note-asked.json\nwrote records/events/evt-0005-review.json\n"
        "note note-asked, contact-attempt, pending, about clm-contact\n");
  CHECK(folder.record<Note>("note-asked").contact->party.text() == "src-corve-office");
}

TEST_CASE("an attribution is given hop by hop, and a wrong hop is told with the words allowed") {
  const LettersFolder folder;
  const Ran wrong = folder.run(
      {"attribution", "--hop", "src-corve -> src-dispatch; sayd; direct; missing: no record"});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("'sayd' is no act; it is one of did, said, told") != std::string::npos);
  const Ran ran =
      folder.run({"attribution", "--hop",
                  "src-corve -> src-sandoval; told; direct; missing: no record", "--hop",
                  "src-sandoval -> src-dispatch; wrote; paraphrase; evidence: "
                  "quo-crates; when: 2026-02"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/attributions/att-corve.json\n"
        "attribution att-corve, distance 2, 1 without evidence\n");
  CHECK(folder.record<Attribution>("att-corve").hops[1].when->value == "2026-02");
  const Ran broken = folder.run(
      {"attribution", "--hop", "src-corve -> src-sandoval; told; direct; missing: no record",
       "--hop", "src-gazette -> src-dispatch; wrote; direct; missing: none"});
  CHECK(broken.status == 1);
  CHECK(broken.err.find("attribution.chain-disconnected") != std::string::npos);
}

TEST_CASE("an event is put at the end of the chain, and a transfer names both sides") {
  const LettersFolder folder;
  CHECK(folder.run({"event", "transfer", "--about", "cap-dispatch", "--reason", "r"}).status == 2);
  CHECK(folder.run({"event", "seal", "--about", "cap-dispatch", "--reason", "r"}).status == 2);
  REQUIRE(folder.run({"agent", "Ben Ohm", "--kind", "person", "--roles", "custodian"}).status == 0);
  const Ran ran = folder.run({"event", "transfer", "--about", "cap-dispatch", "--from",
                              "Alice Berg", "--to", "Ben Ohm", "--reason", "for keeping"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "wrote records/events/evt-0005-transfer.json\nevent evt-0005-transfer\n");
  CHECK(folder.record<Event>("evt-0005-transfer").to.text() == "agt-ben-ohm");
  const Ran again = folder.run({"event", "transfer", "--about", "cap-dispatch", "--from",
                                "Alice Berg", "--to", "Ben Ohm", "--reason", "again"});
  CHECK(again.status == 1);
  CHECK(again.err.find("event.custody-broken") != std::string::npos);
}

TEST_CASE("a marking is checked by its scheme, and only the first one becomes the default") {
  const LettersFolder folder;
  CHECK(folder.run({"marking", "tlp-2.0", "blue"}).err ==
        "dossier: marking: 'blue' is no value of tlp-2.0\n"
        "  It is clear, green, amber, amber+strict or red.\n");
  CHECK(folder.run({"marking", "tlp-2.0", "red"}).status == 2);
  CHECK(folder.run({"marking", "rights", "theirs"}).status == 2);
  const std::string head = folder.file("dossier.json");
  const Ran ran = folder.run({"marking", "rights", "of the Dispatch", "--payload", "excerpt",
                              "--basis", "quotation", "--applies-to", "art-letters"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote records/markings/mrk-rights-of-the-dispatch.json\n"
        "marking mrk-rights-of-the-dispatch: rights of the Dispatch\n");
  CHECK(folder.file("dossier.json") == head);
}
