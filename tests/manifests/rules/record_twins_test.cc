// SPDX-License-Identifier: Apache-2.0
// Twins of the sample whose fault lies in the form of one record.
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

void edit_bytes(CaseBuilder& twin, const std::string& id, std::string_view from,
                std::string_view to) {
  const AnyRecord& record = twin.records.at(id);
  std::string bytes = write_record(record);
  replace(bytes, from, to);
  twin.overrides[path_of(record)] = bytes;
}

}  // namespace

TEST_CASE("an id has its one spelling") {
  LettersCase twin;
  edit_bytes(twin, "note-book", "\"id\": \"note-book\"", "\"id\": \"note-Book\"");
  expect_added(twin, {{"id.invalid", 1}});
}

TEST_CASE("a record has all fields that it must have") {
  LettersCase twin;
  edit_bytes(twin, "clm-crates", "\"asserted_by\"", "\"x-asserted-by\"");
  expect_added(twin, {{"record.field-missing", 1}});
}

TEST_CASE("a time of the program is in UTC with Z") {
  LettersCase twin;
  edit_bytes(twin, "note-book", "2026-03-01T11:40:00Z", "2026-03-01T11:40:00+01:00");
  expect_added(twin, {{"time.invalid", 1}});
}

TEST_CASE("a reason why a link of the chain has no evidence is still a warning") {
  LettersCase twin;
  twin.get<Attribution>("att-crates").hops[1].evidence = {std::nullopt, "lost", {}};
  expect_added(twin, {{"attribution.evidence-missing", 1}});
}

TEST_CASE("captures of one article with different texts of one algorithm are told") {
  LettersCase twin;
  CHECK(codes_of(twin.check(), Severity::kInfo)["capture.versions-differ"] == 0);
  CaptureText& html = *twin.get<Capture>("cap-dispatch").text;
  html.algorithm = twin.get<Capture>("cap-dispatch-text").text->algorithm;
  CHECK(codes_of(twin.check(), Severity::kInfo)["capture.versions-differ"] == 1);
}

TEST_CASE("a secret word in a record is told once") {
  LettersCase twin;
  const std::vector<std::string> secrets = {"Brandt"};
  Codes codes = codes_of(twin.check(Profile::kNewsroom, true, &secrets));
  CHECK(codes["source.protected-exposed"] == 0);
  twin.get<Note>("note-book").text = "brandt has the book.";
  codes = codes_of(twin.check(Profile::kNewsroom, true, &secrets));
  CHECK(codes["source.protected-exposed"] == 1);
}

}  // namespace dossier
