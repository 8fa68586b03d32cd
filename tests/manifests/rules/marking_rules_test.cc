// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {

TEST_CASE("each article has a marking, if only the default") {
  LettersCase twin;
  twin.head.default_marking = {};
  twin.get<Marking>("mrk-clear").applies_to = {{id_of("src-corve"), ""}};
  twin.get<Marking>("mrk-rights").applies_to = {{id_of("src-corve"), ""}};
  expect_added(twin, {{"marking.missing", 1}, {"record.recommended-missing", 1}});
  twin.get<Article>("art-letters").markings = {id_of("mrk-clear")};
  expect_added(twin, {{"record.recommended-missing", 1}});
}

TEST_CASE("the nearest marking of rights decides") {
  LettersCase twin;
  Marking& strict = twin.add<Marking>("mrk-strict");
  strict.scheme = "rights";
  strict.value = "theirs";
  strict.payload = "excerpt";
  SUBCASE("the article's before that for all") {
    strict.applies_to = {{id_of("art-letters"), ""}};
    expect_added(twin, {{"marking.excerpt-exceeded", 2}});
  }
  SUBCASE("the capture's before the article's") {
    strict.applies_to = {{id_of("cap-dispatch-text"), ""}};
    expect_added(twin, {{"marking.excerpt-exceeded", 1}});
  }
  SUBCASE("of two for all the stricter") {
    strict.applies_to = {{{}, "*"}};
    expect_added(twin, {{"marking.excerpt-exceeded", 2}});
  }
}

TEST_CASE("where only digests may be passed on, files that are not packed are in order") {
  LettersCase twin;
  twin.get<Marking>("mrk-rights").payload = "hash-only";
  twin.for_all<Capture>([&](Capture& capture) {
    for (CaptureFile& file : capture.files)
      if (file.role != "text-map") file.presence = "not-packed";
  });
  twin.settle();
  twin.for_all<Capture>([&](Capture& capture) {
    for (const CaptureFile& file : capture.files)
      if (file.role != "text-map") twin.files.erase(file.path);
  });
  expect_added(twin, {{"quote.not-checkable", 6}});
}

TEST_CASE("a right to pass all of it on has a basis") {
  LettersCase twin;
  twin.get<Marking>("mrk-rights").basis = "unknown";
  expect_added(twin, {{"marking.rights-unknown", 1}});
  twin.get<Marking>("mrk-rights").licence = "CC-BY-4.0";
  expect_added(twin, {});
}

TEST_CASE("what a redaction names is gone") {
  LettersCase twin;
  Redaction& redaction = twin.add<Redaction>("red-one");
  redaction.target = RedactionTarget{};
  redaction.method = "withheld";
  redaction.reason = "legal";
  redaction.authorised_by = id_of("agt-berg");
  redaction.event = id_of("evt-review");
  redaction.commitment = "tree";
  redaction.note = "On the advice of counsel.";
  SUBCASE("a file") {
    redaction.target->path = "captures/cap-dispatch/primary.html";
  }
  SUBCASE("a record") {
    redaction.target->record = id_of("src-corve");
    redaction.target->pointer = "/name";
    expect_added(twin, {{"redaction.leaked", 1}});
    redaction.method = "masked";
    twin.get<Source>("src-corve").name = "██████████";
    expect_added(twin, {});
    return;
  }
  expect_added(twin, {{"redaction.leaked", 1}});
}

TEST_CASE("a masked range is masked in the text, and its page is not packed") {
  LettersCase twin;
  Redaction& redaction = twin.add<Redaction>("red-one");
  redaction.target = RedactionTarget{};
  redaction.target->capture = id_of("cap-dispatch");
  std::string& text = twin.files[twin.text_path("cap-dispatch")];
  const auto start =
      static_cast<std::int64_t>(count_code_points(text.substr(0, text.find("farms"))));
  redaction.target->start = start;
  redaction.target->end = start + 5;
  redaction.method = "masked";
  redaction.reason = "legal";
  redaction.authorised_by = id_of("agt-berg");
  redaction.event = id_of("evt-review");
  redaction.commitment = "hmac-sha256:" + std::string(64, 'a');
  redaction.note = "On the advice of counsel.";
  SUBCASE("the page is packed") {
    replace(text, "farms", "█████");
    twin.settle();
    expect_added(twin, {{"redaction.leaked", 1}});
  }
  SUBCASE("the text is not masked") {
    twin.get<Capture>("cap-dispatch").files.front().presence = "not-packed";
    twin.settle();
    twin.files.erase("captures/cap-dispatch/primary.html");
    expect_added(twin, {{"redaction.leaked", 1}});
  }
}

}  // namespace dossier
