// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/unicode.h"

#include <fstream>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

using Columns = std::vector<std::u32string>;

// The five columns of a line of NormalizationTest.txt; empty for comments and headings.
Columns normalization_columns(const std::string& line) {
  Columns columns;
  if (line.empty() || line[0] == '#' || line[0] == '@') {
    return columns;
  }
  std::istringstream fields(line.substr(0, line.find('#')));
  for (std::string field; columns.size() < 5 && std::getline(fields, field, ';');) {
    std::istringstream numbers(field);
    numbers >> std::hex;
    std::u32string text;
    for (unsigned value = 0; numbers >> value;) {
      text.push_back(static_cast<char32_t>(value));
    }
    columns.push_back(text);
  }
  return columns;
}

std::u32string normalized_in_pieces(const std::u32string& text) {
  std::u32string out;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start + 1;
    while (end < text.size() && !starts_normalization_segment(text[end])) {
      ++end;
    }
    out += to_nfc(std::u32string_view(text).substr(start, end - start));
    start = end;
  }
  return out;
}

}  // namespace

TEST_CASE("UTF-8 that RFC 3629 forbids is not valid") {
  CHECK(is_valid_utf8("plain, \xC3\xA4, \xE2\x82\xAC, \xF0\x9F\x98\x80, \xF4\x8F\xBF\xBF"));
  CHECK_FALSE(is_valid_utf8("\xC0\x80"));          // overlong, two bytes
  CHECK_FALSE(is_valid_utf8("\xE0\x9F\xBF"));      // overlong, three bytes
  CHECK_FALSE(is_valid_utf8("\xF0\x8F\xBF\xBF"));  // overlong, four bytes
  CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
  CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // beyond U+10FFFF
  CHECK_FALSE(is_valid_utf8("\x80"));
  CHECK_FALSE(is_valid_utf8("a\xE2\x82"));  // cut off
  CHECK_FALSE(decode_utf8("a\xFF"));
}

TEST_CASE("every scalar value survives encoding and decoding") {
  std::u32string all;
  for (char32_t c = 0; c <= 0x10FFFF; c += (c == 0xD7FF ? 0x801 : 1)) {
    all.push_back(c);
  }
  const std::string encoded = encode_utf8(all);
  CHECK(decode_utf8(encoded) == all);
  CHECK(count_code_points(encoded) == all.size());
}

TEST_CASE("undecodable bytes are counted by maximal subparts as in Unicode, table 3-8") {
  const std::string text =
      "a\xF1\x80\x80\xE1\x80\xC2"
      "b\x80"
      "c\x80\xBF"
      "d";
  std::u32string out;
  int bad = 0;
  for (std::size_t at = 0; at < text.size();) {
    bool valid = true;
    out.push_back(next_code_point(text, at, valid));
    bad += valid ? 0 : 1;
  }
  CHECK(out == U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  CHECK(bad == 6);
}

TEST_CASE("what is no scalar value is encoded as the replacement character") {
  std::string out;
  append_utf8(out, 0xD800);
  append_utf8(out, 0x110000);
  CHECK(out == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("offsets in code points lead to bytes") {
  const std::string text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z";
  CHECK(count_code_points(text) == 5);
  CHECK(byte_offset(text, 0) == 0);
  CHECK(byte_offset(text, 2) == 3);
  CHECK(byte_offset(text, 4) == 10);
  CHECK(byte_offset(text, 5) == text.size());
  CHECK(byte_offset(text, 99) == text.size());
}

TEST_CASE("grapheme boundaries keep combining marks, flags, families and syllables together") {
  const std::u32string accent = U"ae\u0301x";
  CHECK(is_grapheme_boundary(accent, 1));
  CHECK_FALSE(is_grapheme_boundary(accent, 2));
  CHECK(previous_grapheme_boundary(accent, 2) == 1);
  CHECK(next_grapheme_boundary(accent, 2) == 3);

  const std::u32string flags = U"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7";
  CHECK_FALSE(is_grapheme_boundary(flags, 1));
  CHECK(is_grapheme_boundary(flags, 2));
  CHECK_FALSE(is_grapheme_boundary(flags, 3));
  CHECK(next_grapheme_boundary(flags, 3) == 4);

  const std::u32string family = U"\U0001F469\u200D\U0001F469\u200D\U0001F466!";
  CHECK(previous_grapheme_boundary(family, 4) == 0);
  CHECK(next_grapheme_boundary(family, 2) == 5);
  CHECK_FALSE(is_grapheme_boundary(family, 2));

  CHECK_FALSE(is_grapheme_boundary(U"\u1112\u1161\u11AB", 1));
  CHECK_FALSE(is_grapheme_boundary(U"\r\n", 1));
  CHECK(is_grapheme_boundary(U"", 0));
  CHECK(is_grapheme_boundary(U"e\u0301", 2));
}

TEST_CASE("the search for a grapheme boundary reaches back a bounded way") {
  const std::u32string marks = U"e" + std::u32string(5000, U'\u0301');
  CHECK(previous_grapheme_boundary(marks, 4000) == 4000 - kGraphemeReachCodePoints);
  CHECK(next_grapheme_boundary(marks, 4000) == marks.size());
}

TEST_CASE("NFC holds the invariants of NormalizationTest.txt") {
  std::ifstream file(DOSSIER_VECTORS_DIR "/unicode/NormalizationTest.txt");
  if (!file) {
    MESSAGE("skipped: no " DOSSIER_VECTORS_DIR "/unicode/NormalizationTest.txt");
    return;
  }
  int lines = 0;
  int wrong = 0;
  for (std::string line; std::getline(file, line);) {
    const Columns c = normalization_columns(line);
    if (c.size() != 5) {
      continue;
    }
    ++lines;
    const bool good = to_nfc(c[0]) == c[1] && to_nfc(c[1]) == c[1] && to_nfc(c[2]) == c[1] &&
                      to_nfc(c[3]) == c[3] && to_nfc(c[4]) == c[3] &&
                      normalized_in_pieces(c[0]) == c[1] && normalized_in_pieces(c[2]) == c[1];
    wrong += good ? 0 : 1;
    if (!good) {
      MESSAGE(line);
    }
  }
  CHECK(lines == 18853);
  CHECK(wrong == 0);
}

TEST_CASE("a text may be normalised in pieces that begin at segments") {
  // Every character behind each kind of character that composes with something.
  const std::u32string before = U"a\u0915\u1100\uAC00\u09C7\u0DD9\u1025\u3046\U000110A5\U00011347";
  int wrong = 0;
  for (char32_t c = 0; c <= 0x2FFFF; c += (c == 0xD7FF ? 0x801 : 1)) {
    for (const char32_t first : before) {
      const std::u32string pair{first, c};
      wrong += normalized_in_pieces(pair) == to_nfc(pair) ? 0 : 1;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a long run of combining marks is put in order and keeps its length") {
  std::u32string marks = U"q";
  for (int i = 0; i < 200000; ++i) {
    marks.push_back(i % 2 == 0 ? U'\u0301' : U'\u0323');
  }
  const std::u32string ordered = to_nfc(marks);
  CHECK(ordered.size() == marks.size());
  CHECK(ordered[1] == U'\u0323');
  CHECK(ordered[100000] == U'\u0323');
  CHECK(ordered[100001] == U'\u0301');
}

TEST_CASE("case folding is full and neither normalises nor follows Turkic rules") {
  CHECK(case_fold(U"STRASSE Stra\u00DFe \u1E9E") == U"strasse strasse ss");
  CHECK(case_fold(U"\u0130I") == U"i\u0307i");
  CHECK(case_fold(U"\u00C9 E\u0301") == U"\u00E9 e\u0301");
  CHECK(case_fold(U"\u03A3\u03C2") == U"\u03C3\u03C3");
  CHECK(case_fold(U"\uFB03 \u212B \uFF21") == U"ffi \u00E5 \uFF41");
  CHECK(case_fold(std::string_view("\xC3\x84rger")) == "\xC3\xA4rger");
  CHECK(case_fold(U"\uAC00\u0041") == U"\uAC00a");
}
