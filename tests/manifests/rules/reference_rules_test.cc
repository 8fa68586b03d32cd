// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "manifests/rules/references.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {

TEST_CASE("every reference of a record is seen, with its place") {
  LettersCase sample;
  std::vector<std::string> seen;
  for_each_reference(sample.records.at("clm-contact"),
                     [&](const RecordId& id, const ReferencePlace& place) {
                       seen.push_back(place.pointer() + " " + id.text());
                     });
  CHECK(seen == std::vector<std::string>{"/asserted_by src-corve", "/attribution att-friends",
                                         "/support/0/ref quo-told-friends",
                                         "/support/1/ref quo-not-confirmed",
                                         "/reviewed_by agt-berg", "/basis/0 note-book",
                                         "/basis/1 note-office", "/recorded_by agt-berg"});
}

TEST_CASE("a file that an event generated and nobody has is an unresolved reference") {
  LettersCase twin;
  Event& event = twin.get<Event>("evt-capture-1");
  event.generated.push_back({"captures/cap-dispatch/gone.png", Sha256(), {}, {}});
  twin.settle();
  expect_added(twin, {{"reference.unresolved", 1}});
}

TEST_CASE("headers that a capture names and nobody has are an unresolved reference") {
  LettersCase twin;
  twin.get<Capture>("cap-dispatch").http = Http{200, "captures/cap-dispatch/headers.txt", "", {}};
  expect_added(twin, {{"reference.unresolved", 1}});
}

TEST_CASE("a reference to a record that cannot be read counts as resolved") {
  LettersCase twin;
  twin.overrides["records/sources/src-gazette.json"] = "{";
  expect_added(twin, {{"record.invalid-json", 1}});
}

TEST_CASE("what a later event took out may stand in earlier events") {
  LettersCase twin;
  twin.get<Event>("evt-quote").generated.push_back({"", {}, id_of("quo-removed"), {}});
  twin.settle();
  expect_added(twin, {{"reference.unresolved", 1}});
  twin.get<Event>("evt-review").type = "annotate";
  twin.get<Event>("evt-review").used.push_back({"", {}, id_of("quo-removed"), {}});
  twin.settle();
  expect_added(twin, {});
}

TEST_CASE("a record that a redaction withholds is told as withheld") {
  LettersCase twin;
  Redaction& redaction = twin.add<Redaction>("red-gazette");
  redaction.target = RedactionTarget{};
  redaction.target->path = "records/sources/src-gazette.json";
  redaction.method = "withheld";
  redaction.reason = "legal";
  redaction.authorised_by = id_of("agt-berg");
  redaction.event = id_of("evt-review");
  redaction.commitment = "tree";
  redaction.note = "On the advice of counsel.";
  twin.records.erase("src-gazette");
  // The claim and both ends of the chain's second mouth name it.
  expect_added(twin, {{"reference.withheld", 3}});
}

TEST_CASE("a reference of the wrong kind masks its record") {
  LettersCase twin;
  twin.get<Note>("note-book").author = id_of("src-corve");
  expect_added(twin, {{"reference.wrong-kind", 1}});
}

TEST_CASE("nothing is its own ancestor or its own proof") {
  LettersCase twin;
  SUBCASE("sources that are each other's parent") {
    twin.get<Source>("src-corve").parent = id_of("src-corve-office");
    twin.get<Source>("src-corve-office").parent = id_of("src-corve");
  }
  SUBCASE("an article that is based on itself") {
    twin.get<Article>("art-letters").based_on = {{id_of("art-letters"), "summary", {}}};
  }
  SUBCASE("notes that are each other's evidence") {
    twin.get<Note>("note-book").evidence = {{id_of("note-crates"), ""}};
    twin.get<Note>("note-crates").evidence = {{id_of("note-book"), ""}};
  }
  SUBCASE("claims that depend on each other") {
    twin.get<Claim>("clm-contact").relations = {{"depends-on", id_of("clm-crates"), {}}};
    twin.get<Claim>("clm-crates").relations = {{"depends-on", id_of("clm-contact"), {}}};
  }
  SUBCASE("notes that supersede each other") {
    twin.get<Note>("note-book").supersedes = {id_of("note-interview")};
    twin.get<Note>("note-interview").supersedes = {id_of("note-book")};
    Codes superseded = {{"reference.cycle", 1}, {"note.superseded-in-use", 3}};
    expect_added(twin, superseded);
    return;
  }
  expect_added(twin, {{"reference.cycle", 1}});
}

TEST_CASE("a chain of ten thousand notes is walked without recursion") {
  CaseBuilder builder;
  for (int i = 0; i < 10000; ++i) {
    Note& note = builder.add<Note>("note-" + std::to_string(i));
    note.evidence = {{id_of("note-" + std::to_string((i + 1) % 10000)), ""}};
  }
  CHECK(codes_of(builder.check())["record.field-missing"] > 0);  // they are not sound
  builder.for_all<Note>([](Note& note) {
    note.kind = "finding";
    note.about = {note.id};
    note.text = "A link of a chain.";
    note.author = id_of("agt-berg");
    note.at = time_of("2026-02-27T10:00:00Z");
  });
  CHECK(codes_of(builder.check())["reference.cycle"] == 1);
}

TEST_CASE("what nobody names is information, and a warning under legal") {
  LettersCase twin;
  Source& source = twin.add<Source>("src-nobody");
  source.kind = "publication";
  source.name = "Nobody's News";
  source.relation = "unknown";
  expect_added(twin, {});
  int unused = 0;
  for (const Finding& finding : twin.check(Profile::kLegal).findings)
    unused += finding.code == "record.unused" && finding.where == "src-nobody" ? 1 : 0;
  CHECK(unused == 1);
}

TEST_CASE("own files may lie beside the records, and nothing beside the salt") {
  LettersCase own;
  own.files["notes/todo.txt"] = "call the office";
  expect_added(own, {});
  LettersCase twin;
  twin.files["seal/todo.txt"] = "call the office";
  expect_added(twin, {{"record.misplaced", 1}});
}

}  // namespace dossier
