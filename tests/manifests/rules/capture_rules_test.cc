// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

void add_screenshot(LettersCase& twin) {
  const std::string path = "captures/cap-dispatch/screenshot.png";
  twin.files[path] = "\x89PNG";
  twin.list_file(twin.get<Capture>("cap-dispatch"), path, "screenshot", "image/png");
  twin.get<Event>("evt-capture-1").generated.push_back({path, Sha256(), {}, {}});
  twin.settle();
}

}  // namespace

TEST_CASE("a listed file that is gone is missing, and what hangs on it is not looked at") {
  LettersCase twin;
  SUBCASE("the page") {
    twin.files.erase("captures/cap-dispatch/primary.html");
    CHECK(twin.check().unchecked == Unchecked{0, 1, 0});
  }
  SUBCASE("the text") {
    twin.files.erase(twin.text_path("cap-dispatch"));
    CHECK(twin.check().unchecked == Unchecked{0, 1, 6});
  }
  SUBCASE("the map") {
    twin.files.erase(twin.map_path("cap-dispatch"));
    CHECK(twin.check().unchecked == Unchecked{0, 1, 6});
  }
  expect_added(twin, {{"capture.file-missing", 1}});
}

TEST_CASE("a page of another size or content has changed, and its text is not extracted again") {
  LettersCase twin;
  std::string& page = twin.files["captures/cap-dispatch/primary.html"];
  SUBCASE("size") {
    page += "\n";
  }
  SUBCASE("content") {
    replace(page, "Lower Tarsk", "Upper Tarsk");
  }
  expect_added(twin, {{"capture.file-changed", 1}});
  CHECK(twin.check().unchecked == Unchecked{0, 1, 0});
}

TEST_CASE("files among the captures belong to a capture") {
  LettersCase twin;
  SUBCASE("no such capture") {
    twin.files["captures/cap-nothing/primary.html"] = "x";
  }
  SUBCASE("no capture's folder") {
    twin.files["captures/page.html"] = "x";
  }
  SUBCASE("a file that is told to be elsewhere") {
    twin.get<Capture>("cap-dispatch-text").files.front().presence = "not-packed";
    expect_added(twin, {{"capture.file-unlisted", 1}});
    return;
  }
  expect_added(twin, {{"capture.file-unlisted", 1}});
}

TEST_CASE("the files of a capture whose record cannot be read are not judged") {
  LettersCase twin;
  twin.overrides["records/captures/cap-dispatch-text.json"] = "{";
  expect_added(twin, {{"record.invalid-json", 1}, {"capture.minimum-not-met", -1}});
}

TEST_CASE("each capture has one primary file") {
  LettersCase twin;
  Capture& capture = twin.get<Capture>("cap-dispatch");
  SUBCASE("and not none") {
    capture.files.front().role = "html";
  }
  SUBCASE("and not two") {
    add_screenshot(twin);
    capture.files.back().role = "primary";
  }
  expect_added(twin, {{"capture.primary-missing", 1}});
}

TEST_CASE("the address is told, or the reason why not") {
  LettersCase twin;
  Capture& capture = twin.get<Capture>("cap-dispatch");
  capture.requested_url = {};
  expect_added(twin, {{"capture.url-missing", 1}});
  capture.requested_url.missing = "there was no network";
  expect_added(twin, {});
}

TEST_CASE("address, HTML and image of a page together are the minimum") {
  LettersCase twin;
  add_screenshot(twin);
  expect_added(twin, {{"capture.minimum-not-met", -1}});
}

TEST_CASE("less than the minimum is an error under legal, unless a note explains") {
  LettersCase twin;
  CHECK(codes_of(twin.check(Profile::kLegal), Severity::kError)["capture.minimum-not-met"] == 1);
  twin.get<Capture>("cap-dispatch").completeness->note = "The page was gone when we came back.";
  CHECK(codes_of(twin.check(Profile::kLegal), Severity::kError)["capture.minimum-not-met"] == 0);
  CHECK(codes_of(twin.check(Profile::kLegal))["capture.minimum-not-met"] == 1);
}

TEST_CASE("a letter needs no page and no picture") {
  LettersCase twin;
  twin.get<Article>("art-letters").kind = "letter";
  expect_added(twin, {{"capture.minimum-not-met", -1}});
}

TEST_CASE("a capture that is not complete says what is not there") {
  LettersCase twin;
  twin.get<Capture>("cap-dispatch").completeness->value = "excerpt";
  expect_added(twin, {{"capture.completeness-unexplained", 1}});
}

TEST_CASE("the date of publication is told, or the reason why not") {
  LettersCase twin;
  twin.get<Article>("art-letters").published = {};
  expect_added(twin, {{"article.published-missing", 1}});
  twin.get<Article>("art-letters").published.missing = "the page does not tell it";
  expect_added(twin, {});
}

TEST_CASE("a time that only one clock tells is told") {
  LettersCase twin;
  twin.records.erase("cap-dispatch-text");
  std::erase_if(twin.files, [](const auto& file) {
    return file.first.starts_with("captures/cap-dispatch-text/");
  });
  Event& event = twin.get<Event>("evt-capture-2");
  event.generated.clear();
  event.used = {{"", {}, id_of("cap-dispatch"), {}}};
  twin.settle();
  expect_added(twin, {{"capture.clock-unproven", 1}});
  twin.get<Capture>("cap-dispatch").clock = "ntp";
  expect_added(twin, {});
}

}  // namespace dossier
