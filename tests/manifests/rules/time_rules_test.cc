// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {

TEST_CASE("a capture may precede a day of publication that began earlier elsewhere") {
  LettersCase twin;
  Capture& capture = twin.get<Capture>("cap-dispatch");
  capture.captured_at = time_of("2026-02-25T10:00:00Z");  // midnight of the 26th in UTC+14
  expect_added(twin, {});
  capture.captured_at = time_of("2026-02-25T09:59:59Z");
  expect_added(twin, {{"time.impossible-order", 1}});
}

TEST_CASE("a stated time of publication is compared to the second") {
  LettersCase twin;
  twin.get<Article>("art-letters").published.value =
      ReportedDate{"2026-02-27T09:12:41Z", "stated", "", {}};
  expect_added(twin, {{"time.impossible-order", 1}});
}

TEST_CASE("dates that are estimated or uncertain are not compared") {
  LettersCase twin;
  SUBCASE("estimated") {
    twin.get<Article>("art-letters").published.value = ReportedDate{"2026-03", "estimated", "", {}};
  }
  SUBCASE("uncertain") {
    twin.get<Article>("art-letters").published.value = ReportedDate{"2026-03?", "stated", "", {}};
  }
  expect_added(twin, {});
}

TEST_CASE("what comes first has the earlier time") {
  LettersCase twin;
  SUBCASE("a quote is recorded after its capture") {
    twin.get<Quote>("quo-crates").recorded_at = time_of("2026-02-27T09:00:00Z");
  }
  SUBCASE("a quote was said before it was captured") {
    twin.get<Quote>("quo-crates").said_at = ReportedDate{"2026-03-05", "stated", "", {}};
  }
  SUBCASE("a claim is reviewed after its sources were captured") {
    twin.get<Claim>("clm-crates").reviewed_at = time_of("2026-02-27T09:00:00Z");
  }
  SUBCASE("a claim is reviewed before the seal") {
    twin.get<Claim>("clm-crates").reviewed_at = time_of("2026-03-01T18:00:01Z");
  }
  SUBCASE("a note is written before the seal") {
    twin.get<Note>("note-crates").at = time_of("2026-03-01T18:00:01Z");
  }
  SUBCASE("an answer comes after the question") {
    twin.get<Note>("note-office").contact->replied = "2026-02-26";
  }
  SUBCASE("an event ends after its start") {
    twin.get<Event>("evt-review").ended = time_of("2026-03-01T16:59:59Z");
    twin.settle();
  }
  SUBCASE("a key becomes valid before it ends") {
    twin.get<Agent>("agt-berg").keys = {{"SHA256:" + std::string(43, 'A'),
                                         "berg",
                                         time_of("2026-02-02T00:00:00Z"),
                                         time_of("2026-02-01T00:00:00Z"),
                                         "in-person",
                                         {}}};
  }
  expect_added(twin, {{"time.impossible-order", 1}});
}

TEST_CASE("an answer on the day of the question is in order") {
  LettersCase twin;
  twin.get<Note>("note-office").contact->replied = "2026-02-27";
  expect_added(twin, {});
}

TEST_CASE("no record is later than the seal") {
  LettersCase twin;
  twin.get<Source>("src-corve").recorded_at = time_of("2026-03-01T18:00:01Z");
  expect_added(twin, {{"time.after-seal", 1}});
  CHECK(codes_of(twin.check(Profile::kLegal), Severity::kError)["time.after-seal"] == 1);
}

TEST_CASE("what is done after a seal is not later than a seal that is no longer the last event") {
  LettersCase twin;
  twin.add_event("evt-later", "annotate", "2026-03-02T12:00:00Z", {"src-corve"});
  twin.settle();
  twin.get<Source>("src-corve").recorded_at = time_of("2026-03-02T12:00:00Z");
  CHECK(codes_of(twin.check(Profile::kNewsroom, false)) == letters_codes());
}

}  // namespace dossier
