// SPDX-License-Identifier: Apache-2.0
#include "cli/layout.h"

#include <limits>

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("columns count what a terminal shows") {
  CHECK(columns_of("") == 0);
  CHECK(columns_of("abc") == 3);
  CHECK(columns_of("한국어") == 6);                    // wide
  CHECK(columns_of("e\xCC\x81") == 1);                 // combining acute
  CHECK(columns_of("\xF0\x9F\x98\x80") == 2);          // an emoji
  CHECK(columns_of("\xE2\x9D\xA4\xEF\xB8\x8F") == 2);  // a heart asked for as emoji
  CHECK(columns_of("\xFF\xFE") == 2);                  // not UTF-8: one column a byte
}

TEST_CASE("padding and shortening go by columns and keep characters whole") {
  CHECK(pad("한", 4) == "한  ");
  CHECK(pad("long", 2) == "long");
  CHECK(shorten("abcdef", 6) == "abcdef");
  CHECK(shorten("abcdef", 4) == "abc…");
  CHECK(shorten("한국어", 4) == "한…");
  CHECK(shorten("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(shorten("abc", 0) == "");
}

TEST_CASE("text is wrapped at spaces, later lines indented") {
  CHECK(wrap("one two three", 7, 0) == "one two\nthree\n");
  CHECK(wrap("one two three", 9, 2) == "one two\n  three\n");
  CHECK(wrap("unbreakable x", 4, 0) == "unbreakable\nx\n");
  CHECK(wrap("one\ntwo", 80, 2) == "one\n  two\n");
  CHECK(wrap("", 80, 0) == "\n");
  CHECK(wrap("한국어", 4, 0) == "한국\n어\n");  // scripts without spaces
  CHECK(wrap("x 한국ab어", 5, 1) == "x 한\n 국ab\n 어\n");
}

TEST_CASE("sizes have three digits and are never told too large") {
  CHECK(size_text(0) == "0 bytes");
  CHECK(size_text(1) == "1 byte");
  CHECK(size_text(999) == "999 bytes");
  CHECK(size_text(1000) == "1.00 kB");
  CHECK(size_text(61'399) == "61.3 kB");
  CHECK(size_text(999'999) == "999 kB");
  CHECK(size_text(2'000'000'000) == "2.00 GB");
  CHECK(size_text(1'050'000) == "1.05 MB");
  CHECK(size_text(std::numeric_limits<std::uint64_t>::max()) == "18.4 EB");
}

TEST_CASE("durations are minutes and seconds, and hours when needed") {
  CHECK(duration_text(7) == "0:07");
  CHECK(duration_text(760) == "12:40");
  CHECK(duration_text(10'931) == "3:02:11");
}
