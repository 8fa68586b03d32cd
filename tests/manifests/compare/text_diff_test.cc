// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/text_diff.h"

#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// One line a hunk: "…" where it is cut, [-gone-], {+new+}, "/" for a line feed.
std::string hunks(std::u32string_view before, std::u32string_view after) {
  std::string text;
  for (const TextHunk& hunk : compare_texts(before, after).hunks) {
    std::string line = hunk.cut_before ? "… " : "";
    for (const TextPiece& piece : hunk.pieces) {
      const char* begin = piece.op == WordOp::kOnlyInSource  ? "[-"
                          : piece.op == WordOp::kOnlyInQuote ? "{+"
                                                             : "";
      const char* end = piece.op == WordOp::kOnlyInSource  ? "-]"
                        : piece.op == WordOp::kOnlyInQuote ? "+}"
                                                           : "";
      line += begin + piece.text + end + (piece.meaning ? "!" : "") + " ";
    }
    for (std::size_t at = 0; (at = line.find('\n', at)) != std::string::npos;) line[at] = '/';
    text += line + (hunk.cut_after ? "…" : "") + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a change stands among the words of its line, and no others") {
  CHECK(hunks(U"First line.\nHe has been to the house.\nLast line.\n",
              U"First line.\nHe has never been to the house.\nLast line.\n") ==
        "He has {+never+}! been to the house. \n");
  CHECK(hunks(U"one two three four five six seven eight nine old ten eleven twelve thirteen "
              U"fourteen fifteen sixteen seventeen eighteen",
              U"one two three four five six seven eight nine new ten eleven twelve thirteen "
              U"fourteen fifteen sixteen seventeen eighteen") ==
        "… three four five six seven eight nine [-old-] {+new+} ten eleven twelve thirteen "
        "fourteen fifteen sixteen …\n");
}

TEST_CASE("words taken out at the end of a line are told in that line") {
  CHECK(hunks(U"He came and went.\nNext.\n", U"He came\nNext.\n") == "He came [-and went.-] \n");
  CHECK(hunks(U"Kept.\nGone.\n", U"Kept.\n") == "[-Gone.-] \n");
}

TEST_CASE("changes near each other in one line are one place, in two lines they are two") {
  CHECK(hunks(U"the old house of the old man", U"the new house of the new man") ==
        "the [-old-] {+new+} house of the [-old-] {+new+} man \n");
  CHECK(hunks(U"the old house\nof the old man", U"the new house\nof the new man") ==
        "the [-old-] {+new+} house \nof the [-old-] {+new+} man \n");
}

TEST_CASE("few words that stayed between larger changes are read as changed") {
  CHECK(hunks(U"a b c d the e f g h", U"i j k l the m n o p") ==
        "[-a b c d the e f g h-] {+i j k l the m n o p+} \n");
  CHECK(hunks(U"a the b", U"c the d") == "[-a-] {+c+} the [-b-] {+d+} \n");
}

TEST_CASE("lines that were put in keep their line feeds") {
  CHECK(hunks(U"Top.\nEnd.\n", U"Top.\nNew.\nAlso.\nEnd.\n") == "{+New./Also.+} \n");
}

TEST_CASE("spaces and the form of marks and dashes are no change") {
  const TextComparison comparison = compare_texts(U"He said “it’s 12\u00A0crates – or so”.",
                                                  U"He  said \"it's 12 crates - or so\".");
  CHECK(comparison.same_words());
  CHECK(comparison.hunks.empty());
}

TEST_CASE("words are counted, and places are given in code points") {
  const TextComparison comparison = compare_texts(U"𝒳 one two three", U"𝒳 one 2 two four");
  CHECK(comparison.removed == 1);
  CHECK(comparison.added == 2);
  REQUIRE(comparison.hunks.size() == 1);
  CHECK(comparison.hunks[0].before_at == 6);  // "two": 𝒳 is one
  CHECK(comparison.hunks[0].after_at == 6);
}

TEST_CASE("characters that are words of their own get no spaces between them") {
  CHECK(hunks(U"他不是总统", U"他是总统") == "他 [-不-] 是总统 \n");
}

TEST_CASE("a text may become empty, or come from nothing") {
  CHECK(hunks(U"", U"a b") == "{+a b+} \n");
  CHECK(hunks(U"a b\n", U"\n") == "[-a b-] \n");
  CHECK(hunks(U"", U"") == "");
}

TEST_CASE("a text beyond the limit is not compared, and says so") {
  const std::u32string long_text(kMostComparedCodePoints + 1, U'a');
  const TextComparison comparison = compare_texts(long_text, U"a");
  CHECK_FALSE(comparison.compared);
  CHECK_FALSE(comparison.same_words());
  CHECK(compare_texts(long_text.substr(1), U"a").compared);
}

TEST_CASE("places beyond the most that are told are counted") {
  std::u32string before;
  std::u32string after;
  for (std::size_t i = 0; i < kMostHunks + 5; ++i) {
    const std::string number = std::to_string(i);
    const std::u32string line = U"line " + std::u32string(number.begin(), number.end()) + U"\n";
    before += line + U"old\n";
    after += line + U"new\n";
  }
  const TextComparison comparison = compare_texts(before, after);
  CHECK(comparison.hunks.size() == kMostHunks);
  CHECK(comparison.hunks_left_out == 5);
  CHECK(comparison.removed == kMostHunks + 5);
}

TEST_CASE("texts made to be slow are compared all the same") {
  std::u32string before;
  std::u32string after;
  for (int i = 0; i < 900'000; ++i) {
    before += i % 2 != 0 ? U"a " : U"b ";
    after += i % 3 != 0 ? U"b " : U"c ";
  }
  const TextComparison comparison = compare_texts(before, after);
  CHECK(comparison.compared);
  CHECK(comparison.removed <= 900'000);
}
