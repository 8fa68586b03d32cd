// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "manifests/rules/origins.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

// A verified content claim on the outlet's own words.
Claim& verified(LettersCase& twin) {
  Claim& claim = twin.get<Claim>("clm-contact");
  claim.status = "verified";
  claim.credibility = 2;
  claim.support = {{id_of("quo-no-answer"), "supports", "", {}}};
  return claim;
}

// A second outlet with an article, a capture and a quote, "quo-second".
void add_second_outlet(LettersCase& twin) {
  Source& outlet = twin.add<Source>("src-second");
  outlet.kind = "publication";
  outlet.name = "Second News";
  outlet.relation = "secondary";
  outlet.independence_group = "second";
  Article article = twin.get<Article>("art-letters");
  article.id = id_of("art-second");
  article.kind = "letter";
  article.publisher.value = id_of("src-second");
  twin.records["art-second"] = article;
  Capture capture = twin.get<Capture>("cap-dispatch");
  capture.id = id_of("cap-second");
  capture.article = article.id;
  capture.clock = "ntp";
  const std::string path = "captures/cap-second/primary.html";
  twin.files[path] = twin.files["captures/cap-dispatch/primary.html"];
  capture.files = {};
  twin.list_file(capture, path, "primary", "text/html");
  twin.records["cap-second"] = capture;
  twin.extract("cap-second");
  twin.get<Event>("evt-seal").seq = 6;
  twin.add_event("evt-capture-3", "capture", "2026-03-01T17:00:00Z", {"cap-second"}).seq = 5;
  Quote quote = twin.get<Quote>("quo-no-answer");
  quote.id = id_of("quo-second");
  quote.capture = capture.id;
  twin.records["quo-second"] = quote;
  twin.settle();
}

std::size_t origins_of(const LettersCase& twin, const std::vector<std::string>& refs) {
  std::vector<RecordFile> read;
  for (const auto& [path, bytes] : twin.payload())
    if (is_record_path(path)) read.push_back(read_record_file(path, bytes, Profile::kOpen));
  const Dossier dossier(std::move(read));
  const CaseIndex index(dossier, {});
  Claim claim;
  for (const std::string& ref : refs) claim.support.push_back({id_of(ref), "supports", "", {}});
  return count_origins(index, claim);
}

}  // namespace

TEST_CASE("a claim rests on something") {
  LettersCase twin;
  twin.get<Claim>("clm-crates").support.clear();
  expect_added(twin, {{"claim.unsupported", 1}});
}

TEST_CASE("context does not verify a claim") {
  LettersCase twin;
  verified(twin).support[0].stance = "context";
  expect_added(twin, {{"claim.support-too-weak", 1}});
}

TEST_CASE("a decision has a person, a time and a basis") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-crates");
  SUBCASE("a person") {
    claim.reviewed_by = {};
  }
  SUBCASE("and not a program") {
    claim.reviewed_by = id_of("agt-dossier");
  }
  SUBCASE("a time") {
    claim.reviewed_at.reset();
  }
  SUBCASE("a basis") {
    claim.basis.clear();
  }
  SUBCASE("all of them, in one finding") {
    claim.reviewed_by = {};
    claim.reviewed_at.reset();
    claim.basis.clear();
  }
  expect_added(twin, {{"claim.review-missing", 1}});
}

TEST_CASE("what is not reviewed yet needs no reviewer") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-crates");
  claim.reviewed_by = {};
  claim.reviewed_at.reset();
  claim.basis.clear();
  SUBCASE("unreviewed") {
    claim.status = "unreviewed";
  }
  SUBCASE("under review") {
    claim.status = "under-review";
  }
  expect_added(twin, {});
}

TEST_CASE("what is refuted or disputed names what speaks against it") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-crates");
  SUBCASE("refuted") {
    claim.status = "refuted";
  }
  SUBCASE("disputed") {
    claim.status = "disputed";
  }
  SUBCASE("disputed, and nothing for it") {
    claim.status = "disputed";
    claim.support[0].stance = "contradicts";
  }
  expect_added(twin, {{"claim.contrary-missing", 1}});
}

TEST_CASE("a claim with both sides may be disputed") {
  LettersCase twin;
  twin.get<Claim>("clm-contact").status = "disputed";
  expect_added(twin, {});
}

TEST_CASE("verified on what one origin said or passed on is hearsay") {
  LettersCase twin;
  Claim& claim = verified(twin);
  Codes codes = {{"claim.hearsay-marked-verified", 1}};
  SUBCASE("direct speech") {
    claim.support[0].ref = id_of("quo-friendship");
  }
  SUBCASE("indirect speech") {
    claim.support[0].ref = id_of("quo-not-confirmed");
  }
  SUBCASE("a chain of two links") {
    claim.support[0].ref = id_of("quo-crates");
  }
  SUBCASE("a person without words") {
    claim.support[0].ref = id_of("src-sandoval");
  }
  SUBCASE("two quotes of one chain") {
    claim.support[0].ref = id_of("quo-told-friends");
    claim.support.push_back({id_of("quo-friendship"), "supports", "", {}});
  }
  expect_added(twin, codes);
}

TEST_CASE("that somebody said it may be verified by what he said") {
  LettersCase twin;
  twin.get<Claim>("clm-sandoval-said").status = "verified";
  expect_added(twin, {});
}

TEST_CASE("one outlet's own words are no hearsay, and a single source") {
  LettersCase twin;
  verified(twin);
  expect_added(twin, {{"claim.single-source", 1}});
}

TEST_CASE("a second, independent outlet is a second source") {
  LettersCase twin;
  add_second_outlet(twin);
  expect_added(twin, {});
  verified(twin).support.push_back({id_of("quo-second"), "supports", "", {}});
  expect_added(twin, {});
  twin.get<Source>("src-second").independence_group = "dispatch";
  expect_added(twin, {{"claim.single-source", 1}});
}

TEST_CASE("two origins that only said so are no longer hearsay of one") {
  LettersCase twin;
  add_second_outlet(twin);
  Quote& quote = twin.get<Quote>("quo-second");
  quote.kind = "indirect-speech";
  quote.speaker.value = id_of("src-corve-office");
  quote.attribution = {};
  Claim& claim = verified(twin);
  claim.support = {{id_of("quo-friendship"), "supports", "", {}},
                   {id_of("quo-second"), "supports", "", {}}};
  const Codes codes = codes_of(twin.check());
  CHECK(!codes.contains("claim.hearsay-marked-verified"));
  CHECK(!codes.contains("claim.single-source"));
}

TEST_CASE("origins are joined by a source, a group, or by being unnamed") {
  LettersCase twin;
  add_second_outlet(twin);
  CHECK(origins_of(twin, {}) == 0);
  CHECK(origins_of(twin, {"quo-no-answer"}) == 1);
  CHECK(origins_of(twin, {"quo-no-answer", "quo-second"}) == 2);
  CHECK(origins_of(twin, {"quo-no-answer", "quo-told-friends"}) == 1);  // both by the Dispatch
  CHECK(origins_of(twin, {"src-corve", "src-corve-office"}) == 1);      // one group
  CHECK(origins_of(twin, {"src-corve", "src-gazette"}) == 2);
  CHECK(origins_of(twin, {"src-corve", "src-gazette", "quo-crates"}) == 2);  // by the Gazette
  CHECK(origins_of(twin, {"note-book"}) == 1);  // its evidence is a quote
  twin.get<Note>("note-book").evidence.clear();
  CHECK(origins_of(twin, {"note-book"}) == 0);  // a note is nobody's origin
  twin.get<Source>("src-gazette").kind = "unnamed";
  CHECK(origins_of(twin, {"src-gazette", "quo-told-friends"}) == 1);
}

TEST_CASE("beside a claim on somebody's words stands the claim that they were said") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-crates");
  claim.support = {{id_of("quo-friendship"), "supports", "", {}}};
  expect_added(twin, {{"claim.attribution-missing", 1}});
  twin.get<Claim>("clm-sandoval-said").relations.push_back({"attributes", claim.id, {}});
  expect_added(twin, {});
}

TEST_CASE("what contradicts a verified claim is dealt with in a note") {
  LettersCase twin;
  Claim& claim = verified(twin);
  claim.support.push_back({id_of("quo-not-confirmed"), "contradicts", "", {}});
  expect_added(twin, {{"claim.single-source", 1}, {"claim.contrary-unanswered", 1}});
  twin.get<Note>("note-book").about.push_back(id_of("quo-not-confirmed"));
  expect_added(twin, {{"claim.single-source", 1}});
}

TEST_CASE("the credibility fits the status") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-contact");
  SUBCASE("confirmed by others has two origins") {
    claim.credibility = 1;
  }
  SUBCASE("refuted is not probably true") {
    claim.status = "refuted";
    claim.credibility = 2;
  }
  SUBCASE("verified is not doubtful") {
    verified(twin).credibility = 4;
    expect_added(twin, {{"claim.credibility-unfounded", 1}, {"claim.single-source", 1}});
    return;
  }
  expect_added(twin, {{"claim.credibility-unfounded", 1}});
}

TEST_CASE("nothing verified depends on what fell") {
  LettersCase twin;
  verified(twin).relations = {{"depends-on", id_of("clm-crates"), {}}};
  twin.get<Claim>("clm-crates").status = "withdrawn";
  expect_added(twin, {{"claim.stands-on-fallen", 1}, {"claim.single-source", 1}});
}

TEST_CASE("a chain reaches the publisher of what was captured") {
  LettersCase twin;
  twin.get<Attribution>("att-crates").hops.pop_back();
  expect_added(twin, {{"attribution.chain-disconnected", 1}});
}

TEST_CASE("a chain whose publisher is not told cannot be disconnected from it") {
  LettersCase twin;
  twin.get<Article>("art-letters").publisher = {std::nullopt, "a leaflet", {}};
  expect_added(twin, {});
}

TEST_CASE("no claim rests on a note that was superseded") {
  LettersCase twin;
  Note& note = twin.get<Note>("note-office");
  note.supersedes = {id_of("note-interview")};
  expect_added(twin, {{"note.superseded-in-use", 1}});
}

TEST_CASE("a refutation without evidence is told, an inconclusive check is not") {
  LettersCase twin;
  Note& note = twin.get<Note>("note-book");
  note.evidence.clear();
  expect_added(twin, {});
  note.result = "refuted";
  expect_added(twin, {{"note.confirmed-without-evidence", 1}});
  CHECK(codes_of(twin.check(Profile::kLegal),
                 Severity::kError)["note.confirmed-without-evidence"] == 1);
}

}  // namespace dossier
