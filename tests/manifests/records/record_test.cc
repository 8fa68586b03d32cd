// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/record.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"
#include "tests/manifests/records/record_samples.h"

namespace dossier {
namespace {

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  const std::size_t at = changed.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return changed.replace(at, from.size(), to);
}

// The findings of a sample in which `from` was replaced, as "code pointer".
std::vector<Finding> findings(RecordKind kind, std::string_view from, std::string_view to) {
  const RecordSample& sample = record_sample(kind);
  return read_record_file(sample.path, replaced(sample.text, from, to), Profile::kNewsroom)
      .findings;
}

std::string only(RecordKind kind, std::string_view from, std::string_view to) {
  const std::vector<Finding> found = findings(kind, from, to);
  std::string list;
  for (const Finding& finding : found)
    list += (list.empty() ? "" : ", ") + std::string(finding.code) + " " + finding.pointer;
  return list;
}

TEST_CASE("records: a complete record of each kind has no finding and is written as it was read") {
  for (const RecordSample& sample : record_samples()) {
    CAPTURE(sample.path);
    const RecordFile file = read_record_file(sample.path, sample.text, Profile::kLegal);
    for (const Finding& finding : file.findings) CHECK_MESSAGE(false, finding.sentence);
    CHECK(file.sound);
    CHECK(file.kind == sample.kind);
    CHECK(file.record.index() == static_cast<std::size_t>(sample.kind));
    CHECK(write_record(file.record) == sample.text);
    CHECK(path_of(file.record) == sample.path);
  }
}

TEST_CASE("records: other spellings and orders are read, and written in the one form") {
  for (const RecordSample& sample : record_samples()) {
    CAPTURE(sample.path);
    json::Value value = *json::parse(sample.text).value;
    std::reverse(value.object().begin(), value.object().end());
    std::string windows;
    for (const char c : json::write(value)) windows += c == '\n' ? "\r\n" : std::string(1, c);
    const RecordFile file = read_record_file(sample.path, windows, Profile::kLegal);
    CHECK(file.sound);
    CHECK(write_record(file.record) == sample.text);
  }
}

TEST_CASE("records: without any one required field there is exactly one finding") {
  for (const RecordSample& sample : record_samples()) {
    const json::Value value = *json::parse(sample.text).value;
    for (const json::Member& member : value.object()) {
      json::Value less = value;
      less.erase(member.key);
      const RecordFile file = read_record_file(sample.path, json::write(less), Profile::kNewsroom);
      CAPTURE(sample.path);
      CAPTURE(member.key);
      REQUIRE(file.findings.size() <= 1);
      if (file.findings.empty()) continue;
      CHECK((file.findings[0].code == "record.field-missing" ||
             file.findings[0].code == "record.recommended-missing"));
      CHECK(file.findings[0].pointer == "/" + member.key);
    }
  }
}

TEST_CASE("records: fields with a code of their own are not told twice") {
  const RecordSample& claim = record_sample(RecordKind::kClaim);
  for (const std::string_view key : {"support", "reviewed_by", "reviewed_at", "basis"}) {
    json::Value value = *json::parse(claim.text).value;
    value.erase(key);
    CHECK(read_record_file(claim.path, json::write(value), Profile::kLegal).findings.empty());
  }
  CHECK(only(RecordKind::kQuote, "\"speaker\": \"src-sandoval\",", "") == "");
  CHECK(only(RecordKind::kRedaction, "hmac-sha256:aaaa", "sha256:aaaa") == "");
  CHECK(only(RecordKind::kQuote, "\"start\": 525", "\"start\": -1") == "");
}

TEST_CASE("records: a field of the wrong type is told once, with the type that is expected") {
  for (const RecordSample& sample : record_samples()) {
    const json::Value value = *json::parse(sample.text).value;
    for (const json::Member& member : value.object()) {
      if (member.key.starts_with("x-")) continue;
      json::Value wrong = value;
      const bool array = member.value.is_array();
      wrong.set(member.key, array ? json::Value(true) : json::Value(json::Array{true}));
      const RecordFile file = read_record_file(sample.path, json::write(wrong), Profile::kNewsroom);
      CAPTURE(sample.path);
      CAPTURE(member.key);
      REQUIRE(file.findings.size() == 1);
      CHECK_FALSE(file.sound);
      CHECK(file.findings[0].pointer == "/" + member.key);
      CHECK(file.findings[0].sentence.find("expected") != std::string::npos);
    }
  }
}

TEST_CASE("records: a mistyped key is told with the key that was meant, and only so") {
  std::vector<Finding> found = findings(RecordKind::kQuote, "\"exact\"", "\"exakt\"");
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "record.unknown-key");
  CHECK(found[0].pointer == "/exakt");
  CHECK(found[0].where == "records/quotes/quo-friendship.json");
  CHECK(found[0].sentence.starts_with("line 6, column 3: "));
  CHECK(found[0].mend.find("\"exact\"") != std::string::npos);

  found = findings(RecordKind::kQuote, "\"speaker\":", "\"speeker\": \"src-x\", \"speaker\":");
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "record.unknown-key");
  CHECK(found[0].mend.find("speaker is there too") != std::string::npos);

  CHECK(only(RecordKind::kClaim, "\"reviewed_by\"", "\"reviewed-by\"") ==
        "record.unknown-key /reviewed-by");
  CHECK(only(RecordKind::kCapture, "\"media_type\"", "\"mime\"") ==
        "record.unknown-key /files/0/mime, record.field-missing /files/0/media_type");
}

TEST_CASE("records: a word outside the vocabulary is answered with the vocabulary") {
  const std::vector<Finding> found =
      findings(RecordKind::kQuote, "\"direct-speech\"", "\"direct speech\"");
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "record.invalid-value");
  CHECK(found[0].pointer == "/kind");
  CHECK(found[0].sentence ==
        "line 4, column 11: found \"direct speech\", expected direct-speech, indirect-speech, "
        "article-voice, headline, caption, document-text or work-title");
  CHECK(found[0].mend == "Write \"direct-speech\".");
  CHECK(only(RecordKind::kMarking, "\"amber+strict\"", "\"orange\"") ==
        "record.invalid-value /value");
  CHECK(only(RecordKind::kHead, "\"newsroom\"", "\"\"") == "record.invalid-value /profile");
}

TEST_CASE("records: what is required depends on other fields") {
  const std::string_view kDigest =
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  CHECK(only(RecordKind::kHead, "  \"previous\": \"" + std::string(kDigest) + "\",\n", "") ==
        "record.field-missing /previous");
  CHECK(only(RecordKind::kAgent, "\"pseudonymous\": false,", "") ==
        "record.field-missing /pseudonymous");
  CHECK(only(RecordKind::kSource, "\"reason\": \"Asked for it.\",", "") ==
        "record.field-missing /protected/reason");
  CHECK(only(RecordKind::kNote, "\"contact-attempt\"", "\"finding\"") == "");
  CHECK(only(RecordKind::kNote, "\"result\": \"no-response\",", "") ==
        "record.field-missing /result");
  CHECK(only(RecordKind::kEvent, ",\n  \"error\": \"Paper jam.\"", "") ==
        "record.field-missing /error");
  CHECK(only(RecordKind::kEvent, "\"capture\",\n  \"seq\"", "\"seal\",\n  \"seq\"") == "");
  CHECK(only(RecordKind::kQuote, ",\n      \"shown\": \"E\"", "") ==
        "record.field-missing /edits/1/shown");
  CHECK(only(RecordKind::kCapture, "\"algorithm\": \"dossier-text-1\",", "") ==
        "record.field-missing /text/algorithm");
  CHECK(only(RecordKind::kQuote, "\"attribution\": \"att-interview\",", "") ==
        "record.recommended-missing /attribution");
}

TEST_CASE("records: an event names files with digests, or records, and at least one of them") {
  CHECK(only(RecordKind::kEvent, "\"ref\": \"art-letters\"", "") == "record.invalid-value /used/0");
  CHECK(only(RecordKind::kEvent, "\"ref\": \"art-letters\"",
             "\"ref\": \"art-letters\", \"path\": \"a\"") == "record.invalid-value /used/0");
  CHECK(only(RecordKind::kEvent, "\"ref\": \"art-letters\"", "\"path\": \"a\"") ==
        "record.field-missing /used/0/sha256");
  const RecordSample& sample = record_sample(RecordKind::kEvent);
  json::Value value = *json::parse(sample.text).value;
  value.erase("used");
  CHECK(read_record_file(sample.path, json::write(value), Profile::kLegal).findings.empty());
  value.set("generated", json::Array{});
  const auto found = read_record_file(sample.path, json::write(value), Profile::kLegal).findings;
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "record.field-missing");
}

TEST_CASE("records: ids and references are held to their syntax and kind") {
  CHECK(only(RecordKind::kQuote, "\"quo-friendship\"", "\"quo-Friendship\"") == "id.invalid /id");
  CHECK(only(RecordKind::kQuote, "\"quo-friendship\"", "\"clm-friendship\"") == "id.invalid /id");
  CHECK(only(RecordKind::kQuote, "\"quo-friendship\"", "\"quo-friend\"") == "record.misplaced /id");
  CHECK(only(RecordKind::kQuote, "\"cap-dispatch\"", "\"dispatch\"") == "id.invalid /capture");
  CHECK(only(RecordKind::kQuote, "\"cap-dispatch\"", "\"art-letters\"") ==
        "reference.wrong-kind /capture");
  CHECK(only(RecordKind::kAttribution, "\"unnamed\"", "\"nobody\"") == "id.invalid /hops/0/to");
  CHECK(only(RecordKind::kMarking, "\"*\"", "\"**\"") == "id.invalid /applies_to/0");
  CHECK(only(RecordKind::kHead, "urn:uuid:0b1f", "urn:uuid:0B1F") == "id.invalid /id");
}

TEST_CASE("records: a reference to the wrong kind names both kinds") {
  const std::vector<Finding> found =
      findings(RecordKind::kAttribution, "\"quo-telling-people\"", "\"agt-berg\"");
  REQUIRE(found.size() == 1);
  CHECK(found[0].pointer == "/hops/1/evidence");
  CHECK(found[0].sentence.ends_with(": \"agt-berg\" is an agent, expected a capture or quote"));
}

TEST_CASE("records: times and reported dates are held to their forms") {
  CHECK(only(RecordKind::kCapture, "2026-02-27T09:12:40Z", "2026-02-27T09:12:40+00:00") ==
        "time.invalid /captured_at");
  CHECK(only(RecordKind::kCapture, "2026-02-27T09:12:40Z", "2026-02-30T09:12:40Z") ==
        "time.invalid /captured_at");
  CHECK(only(RecordKind::kArticle, "\"2026-02-26\"", "\"26.02.2026\"") ==
        "time.invalid /published/value");
  CHECK(only(RecordKind::kArticle, "\"basis\": \"stated\",", "") ==
        "time.invalid /published/basis");
  CHECK(only(RecordKind::kNote, "\"2026-03-08\"", "\"2026-03\"") == "time.invalid /due");
}

TEST_CASE("records: what is missing may be missing with a reason") {
  CHECK(only(RecordKind::kQuote, "\"speaker\": \"src-sandoval\"",
             "\"speaker\": {\"missing\": \"not told\"}") == "");
  CHECK(only(RecordKind::kQuote, "\"speaker\": \"src-sandoval\"",
             "\"speaker\": {\"missing\": \"\"}") == "record.invalid-value /speaker/missing");
  CHECK(only(RecordKind::kQuote, "\"speaker\": \"src-sandoval\"",
             "\"speaker\": {\"missing\": \"not told\", \"since\": 1}") ==
        "record.unknown-key /speaker/since");
  CHECK(only(RecordKind::kQuote, "\"exact\": \"As everyone knows,\\nhe was taken\"",
             "\"exact\": {\"missing\": \"lost\"}") == "record.invalid-value /exact");
}

TEST_CASE("records: keys of one's own are kept at every depth, also beside a reason") {
  const RecordSample& sample = record_sample(RecordKind::kQuote);
  const std::string text =
      replaced(sample.text, "\"speaker\": \"src-sandoval\"",
               "\"speaker\": {\n    \"missing\": \"not told\",\n    \"x-a\": true\n  }");
  const RecordFile file = read_record_file(sample.path, text, Profile::kLegal);
  CHECK(file.findings.empty());
  CHECK(write_record(file.record) == text);
}

TEST_CASE("records: an empty array counts as absent, but not in place of another type") {
  CHECK(only(RecordKind::kAgent, "[\n    \"collector\",\n    \"signer\"\n  ]", "[]") ==
        "record.recommended-missing /roles");
  CHECK(only(RecordKind::kAgent, "\"version\": \"1\"", "\"version\": []") ==
        "record.invalid-value /version");
  CHECK(only(RecordKind::kMarking, "\"amber+strict\"", "[]") == "record.invalid-value /value");
}

TEST_CASE("records: characters that do not show are warned of, but for the source's own words") {
  CHECK(only(RecordKind::kHead, "still write", "still\u202e write") == "record.unsafe-text /title");
  CHECK(only(RecordKind::kHead, "still write", "still\\u0007 write") ==
        "record.unsafe-text /title");
  CHECK(only(RecordKind::kHead, "still write", "still\\n\\t\u200f write") == "");
  CHECK(only(RecordKind::kQuote, "\"exact\": \"As", "\"exact\": \"\u202eAs\\u0001") == "");
  CHECK(only(RecordKind::kQuote, "\"as_written\": \"As", "\"as_written\": \"\u2066As") ==
        "record.unsafe-text /as_written");
  CHECK(only(RecordKind::kQuote, "\"list\": [\n      \"a\"", "\"list\": [\n      \"a\u0085\"") ==
        "record.unsafe-text /x-tool/list/0");
}

TEST_CASE("records: another schema is told, and nothing else") {
  CHECK(only(RecordKind::kHead, "dossier/1", "dossier/2") == "record.unknown-schema ");
}

TEST_CASE("records: a file that is no JSON is told with its place and keeps its id") {
  const RecordFile file = read_record_file("records/quotes/quo-a.json",
                                           "{\n  \"id\": \"quo-a\",\n}", Profile::kNewsroom);
  REQUIRE(file.findings.size() == 1);
  CHECK(file.findings[0].code == "record.invalid-json");
  CHECK(file.findings[0].sentence.starts_with("line 3, column 1: "));
  CHECK_FALSE(file.sound);
  CHECK(file.id.text() == "quo-a");
}

TEST_CASE("records: only records lie in the folder of records") {
  for (const std::string_view path :
       {"records/quotes/note.txt", "records/quotes/clm-a.json", "records/quo-a.json",
        "records/quotes/quo-A.json", "records/quotes/x/quo-a.json", "records/quote/quo-a.json"}) {
    const RecordFile file = read_record_file(path, "{}", Profile::kNewsroom);
    REQUIRE(file.findings.size() == 1);
    CHECK(file.findings[0].code == "record.misplaced");
    CHECK(file.id.empty());
  }
}

TEST_CASE("records: the severity of what should be there follows the profile") {
  const RecordSample& sample = record_sample(RecordKind::kHead);
  const std::string text =
      replaced(sample.text, "\"purpose\": \"To keep apart said and so.\",", "");
  CHECK(read_record_file(sample.path, text, Profile::kOpen).findings.at(0).severity ==
        Severity::kInfo);
  CHECK(read_record_file(sample.path, text, Profile::kLegal).findings.at(0).severity ==
        Severity::kWarning);
  CHECK(read_record_file(sample.path, text, Profile::kLegal).sound);
}

TEST_CASE("records: the number of findings in one record is bounded") {
  std::string text = "{\"id\": \"quo-a\"";
  for (int i = 0; i < 5000; ++i) text += ", \"unknown" + std::to_string(i) + "\": 1";
  const RecordFile file = read_record_file("records/quotes/quo-a.json", text + "}", Profile::kOpen);
  CHECK(file.findings.size() == 100);
  CHECK_FALSE(file.sound);
}

}  // namespace
}  // namespace dossier
