// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

std::string& page_of(LettersCase& twin) {
  return twin.files["captures/cap-dispatch/primary.html"];
}

void remove_text(LettersCase& twin, const std::string& capture_id) {
  Capture& capture = twin.get<Capture>(capture_id);
  capture.text.reset();
  std::erase_if(capture.files, [](const CaptureFile& file) { return file.role != "primary"; });
  for (const std::string& path : {twin.text_path(capture_id), twin.map_path(capture_id)}) {
    twin.files.erase(path);
    twin.for_all<Event>([&](Event& event) {
      std::erase_if(event.generated, [&](const EventItem& item) { return item.path == path; });
    });
  }
}

// The capture's text as a transcript, which no program can make again.
void make_transcript(LettersCase& twin) {
  Capture& capture = twin.get<Capture>("cap-dispatch");
  capture.text->method = "transcript";
  capture.text->algorithm = {};
  const std::string map = twin.map_path("cap-dispatch");
  twin.files.erase(map);
  std::erase_if(capture.files, [&](const CaptureFile& file) { return file.path == map; });
  std::erase_if(twin.get<Event>("evt-capture-1").generated,
                [&](const EventItem& item) { return item.path == map; });
  twin.settle();
}

}  // namespace

TEST_CASE("a capture with quotes has a text") {
  LettersCase twin;
  remove_text(twin, "cap-dispatch");
  twin.settle();
  expect_added(twin, {{"text.missing", 1}});
  CHECK(twin.check().unchecked.quotes == 6);
}

TEST_CASE("a capture without quotes needs no text") {
  LettersCase twin;
  remove_text(twin, "cap-dispatch-text");
  twin.settle();
  expect_added(twin, {});
}

TEST_CASE("a page whose text cannot be extracted is told with the limit that it exceeds") {
  LettersCase twin;
  remove_text(twin, "cap-dispatch");
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<b>";
  page_of(twin) = deep + "too deep";
  twin.settle();
  expect_added(twin, {{"text.missing", 1}});
  for (const Finding& finding : twin.check().findings)
    if (finding.code == "text.missing") CHECK(finding.sentence.find("limit") != std::string::npos);
}

TEST_CASE("a text without its map is told") {
  LettersCase twin;
  const std::string map = twin.map_path("cap-dispatch");
  twin.files.erase(map);
  std::erase_if(twin.get<Capture>("cap-dispatch").files,
                [&](const CaptureFile& file) { return file.path == map; });
  std::erase_if(twin.get<Event>("evt-capture-1").generated,
                [&](const EventItem& item) { return item.path == map; });
  twin.settle();
  expect_added(twin, {{"text.missing", 1}});
}

TEST_CASE("text, map and record agree") {
  LettersCase twin;
  std::string& text = twin.files[twin.text_path("cap-dispatch")];
  std::string& map = twin.files[twin.map_path("cap-dispatch")];
  Capture& capture = twin.get<Capture>("cap-dispatch");
  SUBCASE("Windows line ends") {
    replace(text, "Meridian Dispatch\n", "Meridian Dispatch\r\n");
  }
  SUBCASE("no final line feed") {
    text.pop_back();
  }
  SUBCASE("invalid UTF-8") {
    text[0] = '\xFF';
  }
  SUBCASE("another number of code points in the map") {
    replace(map, "\"code_points\": 1696", "\"code_points\": 1697");
  }
  SUBCASE("another number of code points in the record") {
    ++capture.text->code_points;
  }
  SUBCASE("a map that is no JSON") {
    map = "{";
  }
  SUBCASE("a map of another source") {
    replace(map, "primary.html", "other.html");
  }
  SUBCASE("another algorithm in the record") {
    capture.text->algorithm = "dossier-text-2";
  }
  SUBCASE("a region that does not lie in the text") {
    capture.regions[0].end = 1697;
  }
  SUBCASE("a region that ends before it begins") {
    capture.regions[0].end = 706;
  }
  twin.settle();
  expect_added(twin, {{"text.invalid", 1}});
  CHECK(twin.check().unchecked.quotes == 6);
}

TEST_CASE("a map that extraction does not give again is told") {
  LettersCase twin;
  replace(twin.files[twin.map_path("cap-dispatch")], "\"region\": \"caption\"",
          "\"region\": \"body\"");
  twin.settle();
  expect_added(twin, {{"text.not-reproducible", 1}});
}

TEST_CASE("an algorithm of the future is a warning, and its quotes are looked at") {
  LettersCase twin;
  replace(twin.files[twin.map_path("cap-dispatch")], "dossier-text-1", "dossier-text-9");
  twin.get<Capture>("cap-dispatch").text->algorithm = "dossier-text-9";
  twin.settle();
  expect_added(twin, {{"text.algorithm-unknown", 1}});
  CHECK(twin.check().unchecked == Unchecked{0, 1, 0});
}

TEST_CASE("a page that does not tell its encoding is told") {
  LettersCase twin;
  std::string& page = page_of(twin);
  replace(page, "<meta charset=\"utf-8\">\n", "");
  page += "\xFF";  // no UTF-8, so that only the last rule answers
  std::string& text = twin.files[twin.text_path("cap-dispatch-text")];
  CHECK(!text.empty());
  twin.settle_digests();
  twin.extract("cap-dispatch");
  twin.settle();
  const Codes codes = codes_of(twin.check());
  CHECK(codes.at("text.charset-guessed") == 1);
}

TEST_CASE("a page whose bytes cannot all be decoded is told") {
  LettersCase twin;
  replace(page_of(twin), "2026 Meridian", "2026 \xFF Meridian");
  twin.settle_digests();
  twin.extract("cap-dispatch");
  twin.settle();
  expect_added(twin, {{"text.charset-guessed", 1}});
}

TEST_CASE("what a page hides is information") {
  for (const Finding& finding : LettersCase().check().findings)
    if (finding.code == "text.hidden-content") CHECK(finding.sentence.starts_with("2 parts"));
  CHECK(codes_of(LettersCase().check(), Severity::kInfo)["text.hidden-content"] == 1);
}

TEST_CASE("a transcript is compared by a person") {
  LettersCase twin;
  make_transcript(twin);
  expect_added(twin, {{"text.derived-unreviewed", 1}});
  twin.get<Note>("note-book").about.push_back(id_of("cap-dispatch"));
  expect_added(twin, {});
  CHECK(twin.check().unchecked == Unchecked{});
}

TEST_CASE("a transcript is a text too") {
  LettersCase twin;
  make_transcript(twin);
  twin.get<Note>("note-book").about.push_back(id_of("cap-dispatch"));
  SUBCASE("with line feeds") {
    replace(twin.files[twin.text_path("cap-dispatch")], "Dispatch\n", "Dispatch\r\n");
  }
  SUBCASE("of its length") {
    ++twin.get<Capture>("cap-dispatch").text->code_points;
  }
  twin.settle();
  expect_added(twin, {{"text.invalid", 1}});
}

TEST_CASE("quotes of a text that is not packed are not checkable") {
  LettersCase twin;
  Capture& capture = twin.get<Capture>("cap-dispatch");
  for (CaptureFile& file : capture.files) file.presence = "not-packed";
  twin.settle();
  for (const CaptureFile& file : capture.files) twin.supplied.insert(file.path);
  SUBCASE("but with the bytes from outside they are") {
    expect_added(twin, {});
  }
  SUBCASE("each with a warning") {
    for (const CaptureFile& file : capture.files) twin.files.erase(file.path);
    twin.supplied.clear();
    expect_added(twin, {{"quote.not-checkable", 6}});
  }
}

}  // namespace dossier
