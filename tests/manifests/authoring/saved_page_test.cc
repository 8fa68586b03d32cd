// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/saved_page.h"

#include <doctest/doctest.h>

#include "manifests/authoring/wacz_lists.h"

using namespace dossier;

TEST_CASE("a page saved with SingleFile tells its address and the moment in UTC") {
  const SavedPage page = read_saved_page(
      "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: "
      "https://d.example/a?b=c \n saved date: Thu Feb 26 2026 23:30:05 GMT-0330 (Newfoundland "
      "Standard Time)\n--><title>A</title>");
  CHECK(page.program == "SingleFile");
  CHECK(page.url == "https://d.example/a?b=c");
  CHECK(page.saved_at == Timestamp::parse("2026-02-27T03:00:05Z"));
}

TEST_CASE("a page saved by a browser tells its address alone") {
  const SavedPage page = read_saved_page(
      "<!DOCTYPE html>\r\n<!-- saved from url=(0021)https://d.example/old -->\r\n<html>");
  CHECK(page.program == "a browser");
  CHECK(page.url == "https://d.example/old");
  CHECK_FALSE(page.saved_at);
}

TEST_CASE("only the first comment of that kind counts, and only near the start of the page") {
  const std::string comment = "<!-- saved from url=(0021)https://d.example/old -->";
  CHECK(read_saved_page("<!-- other --><html>" + comment + "<!-- saved from url=(1)x -->").url ==
        "https://d.example/old");
  CHECK(read_saved_page(std::string(kMaxSavedCommentOffset, ' ') + comment).program.empty());
  CHECK(read_saved_page("<!-- saved from url=(0021)https://d.example/").program.empty());
  CHECK(read_saved_page("<p>saved from url=(0021)https://d.example/old</p>").program.empty());
}

TEST_CASE("a date of JavaScript without a zone, or that there is not, is no moment") {
  CHECK(parse_script_date("Fri Feb 27 2026 10:12:40 GMT+0100") ==
        Timestamp::parse("2026-02-27T09:12:40Z"));
  for (const char* const bad :
       {"", "Fri Feb 27 2026 10:12:40", "Fri Feb 30 2026 10:12:40 GMT+0100",
        "Fri Foo 27 2026 10:12:40 GMT+0100", "Fri Feb 27 2026 25:12:40 GMT+0100",
        "Fri Feb 27 2026 10:12:40 GMT+9900", "27.2.2026, 10:12:40",
        "Fri Feb 27 20x6 10:12:40 GMT+0100"}) {
    CHECK_MESSAGE(!parse_script_date(bad), bad);
  }
}

TEST_CASE("HTML is known by its first words, in any case and behind a byte order mark") {
  for (const char* const page : {"<!doctype HTML>", "\xEF\xBB\xBF\n <HTML lang=de>", "<!-- x -->",
                                 "<?xml version='1.0'?><html/>"}) {
    CHECK(looks_like_html(page));
  }
  for (const char* const other : {"", "url,title\n", "<svg>", "html"}) {
    CHECK_FALSE(looks_like_html(other));
  }
}

TEST_CASE("the list of a WACZ is read in both forms, with what other programs put beside") {
  const auto read = read_wacz_package(
      R"({"profile": "data-package", "wacz_version": "1.1.1", "score": 0.5, "none": null, "resources": [
        {"name": "a", "path": "archive/a.warc.gz", "hash": "sha256:00", "bytes": 7},
        {"path": "b", "stats": {"hash": "11", "bytes": 8}, "hashing": "md5"}, {"path": "c"}]})");
  REQUIRE(std::holds_alternative<WaczPackage>(read));
  const auto& resources = std::get<WaczPackage>(read).resources;
  REQUIRE(resources.size() == 3);
  CHECK(resources[0].hash == "sha256:00");
  CHECK(resources[0].bytes == 7);
  CHECK(resources[1].hash == "md5:11");
  CHECK(resources[1].bytes == 8);
  CHECK(resources[2].hash.empty());
  CHECK_FALSE(resources[2].bytes);
  for (const char* const bad :
       {"", "{", "[]", "{}", R"({"resources": {}})", R"({"resources": [1]})",
        R"({"resources": [{"hash": "sha256:00"}]})"}) {
    CHECK_MESSAGE(std::holds_alternative<std::string>(read_wacz_package(bad)), bad);
  }
}

TEST_CASE("lists that nest without end take neither memory nor time") {
  CHECK(std::holds_alternative<std::string>(read_wacz_package(std::string(8 << 20, '['))));
  const auto pages = read_wacz_pages(std::string(9 << 20, '['));
  REQUIRE(pages.size() == 1);
  CHECK_FALSE(pages[0].fault.empty());
}

TEST_CASE("lines of a page list are told by their numbers, and the header is none of them") {
  const auto pages = read_wacz_pages(
      "{\"format\": \"json-pages-1.0\"}\n{\"url\": \"https://d.example/\", \"ts\": "
      "\"2026-02-27T09:12:40Z\", \"title\": null}\n\n{\"url\": \"x\"}\r\n{\"format\": 1}");
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].line == 2);
  CHECK(pages[0].fault.empty());
  CHECK(pages[0].title.empty());
  CHECK(pages[1].line == 4);
  CHECK(pages[1].fault == "tells no ts, the time of the page");
  CHECK(pages[2].line == 5);
  CHECK_FALSE(pages[2].fault.empty());
}
