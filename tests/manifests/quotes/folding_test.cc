// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/folding.h"

#include <string>

#include <doctest/doctest.h>

#include "manifests/text/unicode.h"

using namespace dossier;

namespace {

std::string folded(std::u32string_view text, FoldLevel level) {
  return encode_utf8(fold_query(text, level));
}

}  // namespace

TEST_CASE("white space of every kind becomes one space, and letters are composed") {
  const auto level = FoldLevel::kWhitespace;
  CHECK(folded(U"a\u00A0\u2003\t\r\nb\u3000c", level) == "a b c");
  CHECK(folded(U"\n a \u2028", level) == "a");
  CHECK(folded(U"Zu\u0308rich", level) == "Zürich");
  CHECK(folded(U"\u1100\u1161\u11A8", level) == "각");
  CHECK(folded(U"\u212B \u2126", level) == "Å Ω");
  CHECK(folded(U"A\u2019B", level) == "A’B");  // marks only from L2 on
  CHECK(folded(U"a\u200Bb", level) == "a\u200Bb");
}

TEST_CASE("compatibility is never folded") {
  for (const auto level : {FoldLevel::kWhitespace, FoldLevel::kTypographic, FoldLevel::kCase}) {
    CHECK(folded(U"10²", level) == "10²");
    CHECK(folded(U"½ ① ㎏", level) == "½ ① ㎏");
    CHECK(folded(U"١٢", level) == "١٢");
    CHECK(folded(U"é", level) == "é");
  }
}

TEST_CASE(
    "marks, dashes, ellipses, ligatures and full-width forms are folded, invisibles removed") {
  const auto level = FoldLevel::kTypographic;
  CHECK(folded(U"‘’‚‛′ʼ‹›´`", level) == "''''''''''");
  CHECK(folded(U"“”„‟″«»", level) == "\"\"\"\"\"\"\"");
  CHECK(folded(U"a‐b‑c‒d–e—f―g−h--i", level) == "a-b-c-d-e-f-g-h-i");
  CHECK(folded(U"a---b", level) == "a--b");
  CHECK(folded(U"a----b", level) == "a--b");
  CHECK(folded(U"wait…", level) == "wait...");
  CHECK(folded(U"ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ", level) == "ff fi fl ffi ffl st st");
  CHECK(folded(U"Ｈａｌｔ！＂＇", level) == "Halt!\"'");
  CHECK(folded(U"a\u00ADb\u200Bc\u200Fd\u202Ae\u2060f\u2066g\uFEFFh", level) == "abcdefgh");
  CHECK(folded(U"a \u200E b", level) == "a b");
  CHECK(folded(U"-\u00AD-", level) == "-");
  CHECK(folded(U"Straße", level) == "Straße");
  CHECK(folded(U"A", level) == "A");
}

TEST_CASE("case is folded in full and not by the rules of one language") {
  const auto level = FoldLevel::kCase;
  CHECK(folded(U"STRASSE", level) == folded(U"Straße", level));
  CHECK(folded(U"ΌΔΟΣ", level) == folded(U"όδος", level));
  CHECK(folded(U"I", level) == "i");
  CHECK(folded(U"ı", level) == "ı");
  CHECK(folded(U"“Ja”", level) == "\"ja\"");
}

TEST_CASE("offsets lead back to the original, invisible characters at the edges left out") {
  const std::u32string original = U"x \u00AD neigh\u00ADbour\u00AD y";
  const FoldedText text(original, FoldLevel::kTypographic);
  CHECK(text.text() == U"x neighbour y");
  CHECK(text.original(2, 11) == TextRange{4, 14});
  CHECK(text.original(0, 1) == TextRange{0, 1});
  CHECK(text.original(1, 2) == TextRange{1, 4});
  CHECK(text.original(12, 13) == TextRange{16, 17});
  CHECK(text.folded(4) == 2u);
  CHECK(text.folded(14) == 11u);
  CHECK_FALSE(text.folded(2));
  CHECK_FALSE(text.original(3, 3));
  CHECK_FALSE(text.original(3, 14));
}

TEST_CASE("no hit begins or ends inside a normalisation segment or an expansion") {
  const std::u32string accent = U"caf\u0065\u0301 x";
  for (const auto level : {FoldLevel::kExact, FoldLevel::kWhitespace}) {
    const FoldedText text(accent, level);
    CHECK(text.original(0, 3) == TextRange{0, 3});
    CHECK(text.original(0, level == FoldLevel::kExact ? 5 : 4) == TextRange{0, 5});
  }
  CHECK_FALSE(FoldedText(accent, FoldLevel::kExact).original(0, 4));
  const std::u32string ellipsis = U"no…";
  const FoldedText dots(ellipsis, FoldLevel::kTypographic);
  CHECK_FALSE(dots.original(0, 3));
  CHECK_FALSE(dots.original(3, 5));
  CHECK(dots.original(0, 5) == TextRange{0, 3});
  CHECK(dots.inner_offsets() == std::vector<std::uint32_t>{3, 4});
  const std::u32string sharp = U"Straße";
  CHECK_FALSE(FoldedText(sharp, FoldLevel::kCase).original(5, 7));
}

TEST_CASE("one pair of marks around a query is dropped") {
  std::u32string marked = U"\"'a'\"";
  CHECK(drop_outer_marks(marked));
  CHECK(marked == U"'a'");
  std::u32string single = U"\"a'";
  CHECK_FALSE(drop_outer_marks(single));
  std::u32string corner = U"「은」";
  CHECK(drop_outer_marks(corner));
  CHECK(corner == U"은");
  std::u32string empty = U"\"\"";
  CHECK_FALSE(drop_outer_marks(empty));
}

TEST_CASE("a run of marks or of invisible characters does not make the map grow without need") {
  std::u32string original(100'000, U'\u00AD');
  original += std::u32string(100'000, U' ');
  const FoldedText text(original, FoldLevel::kTypographic);
  CHECK(text.text() == U" ");
  CHECK(text.original(0, 1) == TextRange{100'000, 200'000});
}
