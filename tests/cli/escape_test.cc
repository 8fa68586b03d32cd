// SPDX-License-Identifier: Apache-2.0
#include "cli/escape.h"

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("text in any script stays as it is") {
  for (const char* text : {"plain", "Grüße", "مرحبا", "한국어", "😀", "\\n", "می\u200Cخواهم",
                           "\U0001F468\u200D\U0001F469"}) {
    CHECK(escape_line(text) == text);
    CHECK(escape_block(text) == text);
  }
}

TEST_CASE("what could move a cursor or turn the reading order is shown by its number") {
  CHECK(escape_line("\x1b[2J") == "\\u{1b}[2J");
  CHECK(escape_line(std::string_view("a\0b", 3)) == "a\\u{00}b");
  CHECK(escape_line("\x7f") == "\\u{7f}");
  CHECK(escape_line("\xC2\x9B") == "\\u{9b}");  // C1: CSI
  CHECK(escape_line("a\r") == "a\\u{0d}");
  CHECK(escape_line("\u202Egpj.exe") == "\\u{202e}gpj.exe");
  CHECK(escape_line("\u2066\u2069") == "\\u{2066}\\u{2069}");
  CHECK(escape_line("\u200B\uFEFF") == "\\u{200b}\\u{feff}");
  CHECK(escape_line("\U000E0041") == "\\u{e0041}");
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(escape_line("a\xFF\xC3") == "a\\x{ff}\\x{c3}");
  CHECK(escape_line("\xED\xA0\x80") == "\\x{ed}\\x{a0}\\x{80}");
}

TEST_CASE("line feeds stay in a block only") {
  CHECK(escape_line("a\nb\tc") == "a\\nb\\tc");
  CHECK(escape_block("a\nb\tc") == "a\nb    c");
}
