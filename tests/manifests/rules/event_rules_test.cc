// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

Event& add_transfer(LettersCase& twin, const std::string& id, std::string_view from,
                    std::string_view to) {
  Event& event = twin.add_event(id, "transfer", "2026-03-01T17:00:00Z", {});
  event.used = {{"", {}, id_of("cap-dispatch"), {}}};
  event.from = id_of(from);
  event.to = id_of(to);
  Event& seal = twin.get<Event>("evt-seal");
  std::swap(event.seq, seal.seq);
  return event;
}

void add_person(LettersCase& twin, std::string_view id) {
  Agent& person = twin.add<Agent>(id);
  person.kind = "person";
  person.name = "A colleague";
  person.pseudonymous = true;
  person.roles = {"custodian"};
}

}  // namespace

TEST_CASE("an event of capture names every captured file with its digest") {
  LettersCase twin;
  Event& event = twin.get<Event>("evt-capture-1");
  SUBCASE("not only some") {
    std::erase_if(event.generated,
                  [](const EventItem& item) { return item.path.ends_with("primary.html"); });
  }
  SUBCASE("not with another digest") {
    twin.settle();
    for (EventItem& item : event.generated)
      if (!item.path.empty()) item.sha256 = sha256(as_bytes("another"));
  }
  SUBCASE("not in an event of another type") {
    event.type = "hash";
  }
  SUBCASE("not in an event that failed") {
    event.status = "failed";
    event.error = "The network broke down.";
  }
  // The chain is made anew, without the digests that the test has changed.
  std::vector<Event*> events;
  twin.for_all<Event>([&](Event& each) { events.push_back(&each); });
  std::sort(events.begin(), events.end(),
            [](const Event* a, const Event* b) { return a->seq < b->seq; });
  for (std::size_t i = 1; i < events.size(); ++i)
    events[i]->prev->sha256 = sha256(as_bytes(write_record(*events[i - 1])));
  expect_added(twin, {{"event.capture-unrecorded", 1}});
}

TEST_CASE("a text that was made later is named by the event that made it") {
  LettersCase twin;
  const std::string path = twin.text_path("cap-dispatch");
  Event& event = twin.get<Event>("evt-capture-1");
  std::erase_if(event.generated, [&](const EventItem& item) { return item.path == path; });
  twin.get<Event>("evt-quote").generated.push_back({path, Sha256(), {}, {}});
  twin.settle();
  expect_added(twin, {});
}

TEST_CASE("the chain of events breaks in one place") {
  LettersCase twin;
  Event& review = twin.get<Event>("evt-review");
  SUBCASE("a wrong digest") {
    review.prev->sha256 = Sha256();
  }
  SUBCASE("another event before it") {
    review.prev->event = id_of("evt-capture-1");
  }
  SUBCASE("no event before it") {
    review.prev.reset();
  }
  SUBCASE("a gap") {
    review.seq = 5, twin.get<Event>("evt-seal").seq = 6;
  }
  SUBCASE("a number that stands twice") {
    review.seq = 3;
  }
  SUBCASE("time that runs backwards") {
    review.recorded_at = time_of("2026-02-27T09:30:00Z");
  }
  SUBCASE("an event that was edited") {
    twin.get<Event>("evt-quote").reason = "Another.";
  }
  SUBCASE("a first event that names another before it") {
    twin.get<Event>("evt-capture-1").prev = EventLink{id_of("evt-seal"), Sha256(), {}};
  }
  SUBCASE("a beginning that was taken off") {
    twin.records.erase("evt-capture-1");
    CHECK(codes_of(twin.check())["event.chain-broken"] == 1);
    return;
  }
  // What follows a changed event is made anew, so that only one place is broken.
  if (twin.get<Event>("evt-quote").reason != "Another.")
    twin.get<Event>("evt-seal").prev->sha256 = sha256(as_bytes(write_record(review)));
  const Codes codes = codes_of(twin.check());
  CHECK(codes.at("event.chain-broken") >= 1);
}

TEST_CASE("an event that cannot be read is one finding, and its neighbours are not judged") {
  LettersCase twin;
  SUBCASE("in the middle") {
    twin.overrides["records/events/evt-quote.json"] = "{";
  }
  SUBCASE("at the beginning") {
    twin.overrides["records/events/evt-capture-1.json"] = "{";
  }
  SUBCASE("at the end") {
    twin.overrides["records/events/evt-seal.json"] = "{";
  }
  expect_added(twin, {{"record.invalid-json", 1}});
}

TEST_CASE("whoever hands material on is who held it") {
  LettersCase twin;
  add_person(twin, "agt-colleague");
  add_person(twin, "agt-stranger");
  add_transfer(twin, "evt-transfer-1", "agt-berg", "agt-colleague");
  twin.settle();
  expect_added(twin, {});
  SUBCASE("the next giver is the last receiver") {
    add_transfer(twin, "evt-transfer-2", "agt-colleague", "agt-berg");
    twin.settle();
    expect_added(twin, {});
  }
  SUBCASE("and nobody else") {
    add_transfer(twin, "evt-transfer-2", "agt-stranger", "agt-berg");
    twin.settle();
    expect_added(twin, {{"event.custody-broken", 1}});
  }
  SUBCASE("what was captured by one is not given away by another") {
    twin.get<Event>("evt-transfer-1").from = id_of("agt-stranger");
    twin.settle();
    expect_added(twin, {{"event.custody-broken", 1}});
  }
}

TEST_CASE("when packed, the head names the last event, and that is a seal") {
  LettersCase twin;
  SUBCASE("named") {
    twin.head.sealed = {};
  }
  SUBCASE("not another event") {
    twin.head.sealed = id_of("evt-review");
  }
  SUBCASE("the last") {
    twin.add_event("evt-later", "annotate", "2026-03-01T19:00:00Z", {"src-corve"});
    twin.settle();
  }
  expect_added(twin, {{"event.not-sealed", 1}});
}

TEST_CASE("what an event used is known") {
  LettersCase twin;
  Event& event = twin.get<Event>("evt-quote");
  SUBCASE("not another text than the capture has") {
    event.used = {{twin.text_path("cap-dispatch"), sha256(as_bytes("another")), {}, {}}};
  }
  SUBCASE("not a file that nobody made") {
    event.used = {{"downloads/page.html", sha256(as_bytes("page")), {}, {}}};
  }
  twin.settle();
  expect_added(twin, {{"event.input-unknown", 1}});
}

TEST_CASE("records that an event used may have changed since") {
  LettersCase twin;
  twin.get<Event>("evt-review").used = {
      {"records/quotes/quo-crates.json", sha256(as_bytes("a former record")), {}, {}}};
  twin.settle();
  expect_added(twin, {});
}

TEST_CASE("a person takes part in every review, redaction and seal") {
  LettersCase twin;
  SUBCASE("review") {
    twin.get<Event>("evt-review").agents = {{id_of("agt-dossier"), "reviewer", {}}};
  }
  SUBCASE("seal") {
    twin.get<Event>("evt-seal").agents = {{id_of("agt-dossier"), "custodian", {}}};
  }
  twin.settle();
  expect_added(twin, {{"event.human-missing", 1}});
}

TEST_CASE("a program beside the person may take part in a review, and alone in a capture") {
  LettersCase twin;
  twin.get<Event>("evt-review").agents.push_back({id_of("agt-dossier"), "reviewer", {}});
  twin.get<Event>("evt-capture-1").agents = {{id_of("agt-dossier"), "collector", {}}};
  twin.settle();
  expect_added(twin, {});
}

}  // namespace dossier
