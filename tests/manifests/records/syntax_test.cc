// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/syntax.h"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "manifests/records/record_id.h"
#include "manifests/records/reported_date.h"
#include "tests/manifests/records/syntax_samples.h"

namespace dossier {
namespace {

std::string ends(std::string_view edtf) {
  const std::optional<DateSpan> span = parse_edtf(edtf);
  if (!span) return "none";
  return (span->earliest ? span->earliest->to_string() : "open") + " " +
         (span->latest ? span->latest->to_string() : "open") + (span->uncertain ? " ~" : "");
}

TEST_CASE("syntax: each rule accepts and refuses what its standard does") {
  for (const SyntaxSample& sample : syntax_samples()) {
    for (const std::string_view text : sample.accepted)
      CHECK_MESSAGE(fits(*sample.rule, text), sample.field << ": " << text);
    for (const std::string_view text : sample.refused)
      CHECK_MESSAGE(!fits(*sample.rule, text), sample.field << ": " << text);
  }
}

TEST_CASE("syntax: a day that is not in the calendar is no date") {
  for (const std::string_view day : days_that_do_not_exist()) {
    CHECK_FALSE(fits(kEdtf, day));
    CHECK_FALSE(fits(kMoment, day));
    CHECK_FALSE(fits(kMoment, std::string(day) + "T00:00:00Z"));
  }
  CHECK(fits(kEdtf, "2000-02-29"));
}

TEST_CASE("reported dates: a value covers from its first to its last second") {
  CHECK(ends("2026") == "2026-01-01T00:00:00Z 2026-12-31T23:59:59Z");
  CHECK(ends("2024-02") == "2024-02-01T00:00:00Z 2024-02-29T23:59:59Z");
  CHECK(ends("2026-04-30~") == "2026-04-30T00:00:00Z 2026-04-30T23:59:59Z ~");
  CHECK(ends("2026-02-26T09:12:40Z") == "2026-02-26T09:12:40Z 2026-02-26T09:12:40Z");
  CHECK(ends("2025-12/2026-01-02?") == "2025-12-01T00:00:00Z 2026-01-02T23:59:59Z ~");
  CHECK(ends("../2026-02") == "open 2026-02-28T23:59:59Z");
  CHECK(ends("2026-02/..") == "2026-02-01T00:00:00Z open");
}

TEST_CASE("reported dates: an interval does not run backwards") {
  CHECK(ends("2026/2025") == "none");
  CHECK(ends("2026-02-26/2026-02") == "2026-02-26T00:00:00Z 2026-02-28T23:59:59Z");
}

TEST_CASE("ids: prefix, words, hyphens and length") {
  for (const char* good : {"quo-a", "note-1", "evt-a-b-3", "red-0"})
    CHECK_MESSAGE(RecordId::parse(good).has_value(), good);
  for (const char* bad : {"", "quo", "quo-", "-a", "quo--a", "quo-a-", "Quo-a", "quo-A", "quo_a",
                          "xyz-a", "quo-ä", "quo-a ", "quote-a", "dossier-a"})
    CHECK_MESSAGE(!RecordId::parse(bad).has_value(), bad);
  const std::string longest = "quo-" + std::string(60, 'a');
  CHECK(RecordId::parse(longest).has_value());
  CHECK_FALSE(RecordId::parse(longest + "a").has_value());
  CHECK(RecordId::parse("cap-a")->path() == "records/captures/cap-a.json");
  CHECK(RecordId::parse("note-a")->kind() == RecordKind::kNote);
}

TEST_CASE("kinds: each folder and name leads back to its kind") {
  for (std::size_t i = 0; i + 1 < kRecordKinds; ++i) {
    const auto kind = static_cast<RecordKind>(i);
    CHECK(kind_of_folder(kind_folder(kind)) == kind);
    CHECK(kind_of_name(kind_name(kind)) == kind);
    CHECK(RecordId::parse(std::string(kind_prefix(kind)) + "-a")->kind() == kind);
  }
  CHECK_FALSE(kind_of_folder(""));
}

TEST_CASE("suggestions: slips find their word, and other words find none") {
  const std::array<std::string_view, 4> words = {"speaker", "reviewed_by", "status", "kind"};
  CHECK(nearest_word("speeker", words) == "speaker");
  CHECK(nearest_word("paeker", words) == "speaker");
  CHECK(nearest_word("Reviewed-By", words) == "reviewed_by");
  CHECK(nearest_word("knid", words) == "kind");
  CHECK(nearest_word("credibility", words) == "");
  CHECK(nearest_word("", words) == "");
  CHECK(nearest_word(std::string(100'000, 'a'), words) == "");
}

}  // namespace
}  // namespace dossier
