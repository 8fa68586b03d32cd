// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/record_diff.h"

#include <doctest/doctest.h>

#include "tests/manifests/compare/letters_dossier.h"

using namespace dossier;

namespace {

struct Compared {
  Compared(const CaseBuilder& old_case, const CaseBuilder& new_case)
      : before(read_dossier(old_case)),
        after(read_dossier(new_case)),
        records(compare_records(*before, *after)) {}

  std::unique_ptr<Dossier> before;
  std::unique_ptr<Dossier> after;
  std::vector<RecordChange> records;
};

}  // namespace

TEST_CASE("a case compared with itself has no changes") {
  CHECK(Compared(LettersCase(), LettersCase()).records.empty());
}

TEST_CASE("records that are new, gone and other are told, claims before notes") {
  LettersCase revised;
  revised.get<Claim>("clm-contact").status = "disputed";
  revised.records.erase("note-crates");
  revised.records.emplace("note-new", [&] {
    Note note = revised.get<Note>("note-book");
    note.id = id_of("note-new");
    return note;
  }());
  const Compared compared(LettersCase(), revised);
  REQUIRE(compared.records.size() == 3);
  CHECK(compared.records[0].id.text() == "clm-contact");
  CHECK(compared.records[0].change == Change::kChanged);
  REQUIRE(compared.records[0].fields.size() == 1);
  CHECK(compared.records[0].fields[0].pointer == "/status");
  CHECK(compared.records[1].id.text() == "note-crates");
  CHECK(compared.records[1].change == Change::kRemoved);
  CHECK(compared.records[1].after == nullptr);
  CHECK(compared.records[2].id.text() == "note-new");
  CHECK(compared.records[2].change == Change::kAdded);
  const auto statuses = claim_status_changes(compared.records);
  REQUIRE(statuses.size() == 1);
  CHECK(statuses[0].before->status == "unverified");
  CHECK(statuses[0].after->status == "disputed");
}

TEST_CASE("a record that is only written in another way is other bytes without other fields") {
  LettersCase revised;
  const std::string path = id_of("clm-contact").path();
  revised.overrides[path] = json::write_compact(to_json(revised.get<Claim>("clm-contact")));
  const Compared compared(LettersCase(), revised);
  REQUIRE(compared.records.size() == 1);
  CHECK(compared.records[0].readable);
  CHECK(compared.records[0].fields.empty());
}

TEST_CASE("a record that cannot be read is told as such, and its fields are not") {
  LettersCase revised;
  revised.overrides[id_of("clm-contact").path()] = "{\"id\": \"clm-contact\", \"status\": 7}";
  const Compared compared(LettersCase(), revised);
  REQUIRE(compared.records.size() == 1);
  CHECK_FALSE(compared.records[0].readable);
  CHECK(compared.records[0].fields.empty());
  CHECK(claim_status_changes(compared.records).empty());
}

TEST_CASE("quotes are told whose match is another, or that could be checked in one only") {
  const auto check = [](std::string_view id, bool checked, QuoteStatus status) {
    QuoteCheck made;
    made.quote = id_of(id);
    made.checked = checked;
    made.status = status;
    return made;
  };
  const std::vector<QuoteCheck> before = {
      check("quo-a", true, QuoteStatus::kExact), check("quo-b", true, QuoteStatus::kExact),
      check("quo-c", true, QuoteStatus::kExact), check("quo-d", false, QuoteStatus::kNotCheckable),
      check("quo-f", false, QuoteStatus::kNotCheckable)};
  const std::vector<QuoteCheck> after = {
      check("quo-b", true, QuoteStatus::kAltered), check("quo-c", true, QuoteStatus::kExact),
      check("quo-d", true, QuoteStatus::kExact), check("quo-e", true, QuoteStatus::kNotFound),
      check("quo-f", false, QuoteStatus::kNotCheckable)};
  const auto changes = quote_match_changes(before, after);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].quote.text() == "quo-b");
  CHECK(changes[0].after->status == QuoteStatus::kAltered);
  CHECK(changes[1].quote.text() == "quo-d");
  CHECK(changes[1].before == nullptr);
}
