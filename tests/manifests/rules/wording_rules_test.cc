// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

// Takes away the notes that are about the claim or name the quote of it.
void forget_notes(LettersCase& twin) {
  Note& crates = twin.get<Note>("note-crates");
  crates.about = {id_of("clm-contact")};
  crates.evidence.clear();
}

Claim& accuse(LettersCase& twin, std::string_view text) {
  Claim& claim = twin.get<Claim>("clm-crates");
  claim.text = text;
  return claim;
}

}  // namespace

TEST_CASE("\"last month\" under a claim is a date that somebody tells") {
  LettersCase twin;
  forget_notes(twin);
  expect_added(twin, {{"time.relative-unresolved", 1}});
  Quote& quote = twin.get<Quote>("quo-crates");
  SUBCASE("in the quote") {
    quote.said_at = ReportedDate{"2026-02", "derived", "last month", {}};
  }
  SUBCASE("in a note about the quote") {
    twin.get<Note>("note-book").about.push_back(quote.id);
  }
  SUBCASE("in a note that has the quote as evidence") {
    twin.get<Note>("note-book").evidence.push_back({quote.id, ""});
  }
  SUBCASE("in a note about the claim") {
    twin.get<Note>("note-book").about.push_back(id_of("clm-crates"));
  }
  SUBCASE("in the note on its context") {
    quote.context_note = "In January 2026.";
  }
  expect_added(twin, {});
}

TEST_CASE("a quote under no claim may leave its time open") {
  LettersCase twin;
  forget_notes(twin);
  twin.get<Claim>("clm-crates").support[0].ref = id_of("quo-no-answer");
  expect_added(twin, {});
}

TEST_CASE("a person who is accused was asked") {
  LettersCase twin;
  accuse(twin, "Mira Sandoval lied about the book.");
  expect_added(twin, {{"claim.no-right-of-reply", 1}});
  Note& attempt = twin.get<Note>("note-office");
  SUBCASE("about this claim") {
    attempt.about.push_back(id_of("clm-crates"));
  }
  SUBCASE("the person") {
    attempt.contact->party = id_of("src-sandoval");
  }
  SUBCASE("whoever speaks for the person") {
    twin.get<Source>("src-sandoval").independence_group = "corve";
  }
  expect_added(twin, {});
}

TEST_CASE("no reply is asked for where nobody is accused") {
  LettersCase twin;
  SUBCASE("the person's office was asked") {
    accuse(twin, "Corve\u2019s papers were stolen.");
  }
  SUBCASE("no word of wrongdoing") {
    accuse(twin, "Mira Sandoval wrote a book.");
  }
  SUBCASE("nobody is named") {
    accuse(twin, "Papers were stolen from the lake house.");
  }
  SUBCASE("a part of a word is no word") {
    accuse(twin, "Mira Sandoval believed in a crimeless town.");
  }
  expect_added(twin, {});
}

}  // namespace dossier
