// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "manifests/rules/rule_list.h"
#include "manifests/rules/thresholds.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {

TEST_CASE("the list of rules has every code of the records once, in the order of the table") {
  std::vector<std::string_view> expected;
  for (const FindingCode& code : finding_codes())
    if (code.code == "record.invalid-json" || !expected.empty()) expected.push_back(code.code);
  std::vector<std::string_view> listed;
  for (const Rule& rule : rule_list()) listed.push_back(rule.code);
  CHECK(listed == expected);
}

TEST_CASE("every rule of tier 1 is run") {
  for (const Rule& rule : rule_list()) CHECK_MESSAGE((rule.run || rule.tier > 1), rule.code);
}

TEST_CASE("every code says what it checks, what it asks, and how to mend") {
  for (const FindingCode& code : finding_codes()) {
    CHECK_MESSAGE(!code.check.empty(), code.code);
    CHECK_MESSAGE(code.question.ends_with('?'), code.code);
    CHECK_MESSAGE(!code.mend.empty(), code.code);
  }
}

TEST_CASE("thresholds stand beside codes that exist") {
  for (const Threshold& threshold : kThresholds) CHECK(!finding_code(threshold.code).check.empty());
}

TEST_CASE("what reading a record finds is one finding, and masks the rest of it") {
  LettersCase twin;
  const std::string path = "records/claims/clm-contact.json";
  std::string bytes = write_record(twin.records.at("clm-contact"));
  std::string code;
  SUBCASE("no JSON") {
    bytes = "{\"id\": ";
    code = "record.invalid-json";
  }
  SUBCASE("too deep") {
    bytes = std::string(100, '[') + std::string(100, ']');
    code = "record.limit-exceeded";
  }
  SUBCASE("a fraction") {
    replace(bytes, "\"credibility\": 6", "\"credibility\": 6.5");
    code = "record.unsafe-number";
  }
  SUBCASE("an id of another form") {
    replace(bytes, "\"id\": \"clm-contact\"", "\"id\": \"clm-Contact\"");
    code = "id.invalid";
  }
  SUBCASE("another id than the file's name") {
    replace(bytes, "\"id\": \"clm-contact\"", "\"id\": \"clm-other\"");
    code = "record.misplaced";
  }
  SUBCASE("no text") {
    replace(bytes, "\"text\": \"Corve and Reth were in contact after Corve left office.\",", "");
    code = "record.field-missing";
  }
  SUBCASE("a status that is none") {
    replace(bytes, "\"unverified\"", "\"proven\"");
    code = "record.invalid-value";
  }
  SUBCASE("a time without zone") {
    replace(bytes, "2026-03-01T16:25:00Z", "2026-03-01T16:25:00");
    code = "time.invalid";
  }
  twin.overrides[path] = bytes;
  expect_added(twin, {{code, 1}});
  CHECK(twin.check().unchecked.records == 1);
}

TEST_CASE("a field that should be there and is not is a warning, and masks nothing") {
  LettersCase twin;
  twin.get<Quote>("quo-friendship").scope = {};
  expect_added(twin, {{"record.recommended-missing", 1}});
  CHECK(twin.check().unchecked.records == 0);
}

TEST_CASE("another schema is told, and nothing else of the head") {
  LettersCase twin;
  twin.head.schema = "dossier/2";
  expect_added(twin, {{"record.unknown-schema", 1}});
}

TEST_CASE("characters that turn the direction of writing are a warning") {
  LettersCase twin;
  twin.get<Claim>("clm-crates").text += "\u202Etxet";
  expect_added(twin, {{"record.unsafe-text", 1}});
}

TEST_CASE("a record that was not read because of its size is told") {
  const LettersCase sample;
  std::vector<PayloadFile> files;
  std::vector<RecordFile> read;
  const std::map<std::string, std::string> all = sample.payload();
  for (const auto& [path, bytes] : all) {
    files.push_back({path, bytes.size(), sha256(as_bytes(bytes))});
    if (is_record_path(path) && path != "records/notes/note-book.json")
      read.push_back(read_record_file(path, bytes, Profile::kNewsroom));
  }
  const Dossier dossier(std::move(read));
  const CaseIndex index(dossier, {});
  const CaseVerdict verdict = check_dossier(index, files, {});
  CHECK(codes_of(verdict)["record.limit-exceeded"] == 1);
}

TEST_CASE("an opinion is not judged") {
  LettersCase twin;
  twin.get<Claim>("clm-crates").kind = "opinion";
  expect_added(twin, {{"record.invalid-value", 1}});
}

}  // namespace dossier
