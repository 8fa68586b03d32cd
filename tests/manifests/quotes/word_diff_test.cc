// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/word_diff.h"

#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

std::string diff(std::u32string_view source, std::u32string_view quote) {
  return render_word_diff(word_diff(source, quote));
}

}  // namespace

TEST_CASE("words that were left out, added and changed are told apart") {
  CHECK(diff(U"the old red house", U"the red big house") == "the [-old-] red {+big+} house");
  CHECK(diff(U"a b c", U"a x c") == "a [-b-] {+x+} c");
  CHECK(diff(U"same words", U"same words") == "same words");
  CHECK(diff(U"", U"new") == "{+new+}");
  CHECK(diff(U"old", U"") == "[-old-]");
}

TEST_CASE("words that differ only in typography are the same, and shown as in the source") {
  CHECK(diff(U"“don’t”", U"\"don't\"") == "“don’t”");
  CHECK(diff(U"Don’t", U"don't") == "[-Don’t-] (MEANING) {+don't+} (MEANING)");
}

TEST_CASE("negations, hedges and numbers turn the meaning") {
  for (const auto word :
       {U"not", U"Never,", U"don’t", U"CAN'T", U"may", U"might", U"could", U"only", U"12", U"1,200",
        U"twelve", U"million", U"No.", U"nicht", U"keine", U"jamais", U"nunca", U"لم", U"١٢"}) {
    CHECK(turns_meaning(word));
  }
  for (const auto word : {U"note", U"friends", U"Mayor", U"’", U"…", U"", U"knot"}) {
    CHECK_FALSE(turns_meaning(word));
  }
  // Only where something changed.
  for (const WordChange& change : word_diff(U"not now", U"not then")) {
    CHECK((change.op == WordOp::kSame || change.text != "not"));
    CHECK_FALSE(change.meaning);
  }
}

TEST_CASE("scripts without spaces are compared character by character") {
  CHECK(diff(U"他不是总统", U"他是总统") == "他 [-不-] 是 总 统");
}

TEST_CASE("stretches too long to align are given as changed, and it ends soon") {
  std::u32string source;
  std::u32string quote;
  for (int i = 0; i < 3000; ++i) {
    source += U"a ";
    quote += U"b ";
  }
  const auto changes = word_diff(source, quote);
  CHECK(changes.size() == 6000);
  CHECK(changes.front().op == WordOp::kOnlyInSource);
  CHECK(changes.back().op == WordOp::kOnlyInQuote);
}
