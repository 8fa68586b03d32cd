// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_anchor.h"

#include <string>

#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {
using enum QuoteStatus;
}  // namespace

TEST_CASE("what is stored is the source's own, and what was typed is kept beside it") {
  QuoteText text(letters_html());
  const QuoteSearch found =
      find_quote(text, {"  \"what he says AND what's really going on\" ", {}, {}});
  CHECK(found.status == kCase);
  REQUIRE(found.anchor);
  CHECK(found.anchor->exact == "What he says and what’s really going on");
  CHECK(found.anchor->as_written == "\"what he says AND what's really going on\"");
  CHECK(found.anchor->prefix == "ay not be true, Sandoval said.\n“");
  CHECK(found.anchor->level == MatchLevel::kCase);
}

TEST_CASE("words in several places need a start or a number") {
  QuoteText text(letters_plain());
  QuoteSearch found = find_quote(text, {"in contact with", {}, {}});
  CHECK(found.status == kAmbiguous);
  CHECK_FALSE(found.anchor);
  CHECK(found.hits == 2);
  REQUIRE(found.places.size() == 2);
  CHECK(found.places[1].range == TextRange{986, 1001});
  CHECK(found.places[1].words == "in contact with");
  CHECK(found.places[1].after.starts_with(", she added."));

  found = find_quote(text, {"in contact with", 986, {}});
  CHECK(found.status == kExact);
  REQUIRE(found.anchor);
  CHECK(found.anchor->start == 986);
  CHECK(found.anchor->occurrence == QuoteOccurrence{2, 2});

  found = find_quote(text, {"in contact with", {}, 1});
  REQUIRE(found.anchor);
  CHECK(found.anchor->start == 137);
  CHECK(found.anchor->occurrence == QuoteOccurrence{1, 2});

  for (const TypedQuote& wrong :
       {TypedQuote{"in contact with", 985, {}}, TypedQuote{"in contact with", {}, 3},
        TypedQuote{"in contact with", {}, 0}}) {
    found = find_quote(text, wrong);
    CHECK(found.status == kAmbiguous);
    CHECK_FALSE(found.anchor);
    CHECK(found.places.size() == 2);
  }
}

TEST_CASE("a looser spelling is taken where a start asks for it") {
  QuoteText text(body_of("He said \"it’s on\" and then “it's on” again"));
  CHECK(find_quote(text, {"it's on", {}, {}}).anchor->start == 28);
  CHECK(find_quote(text, {"it's on", 9, {}}).anchor->start == 9);
  CHECK(find_quote(text, {"it's on", 9, {}}).status == kTypographic);
}

TEST_CASE("contexts are 32 code points, widened to whole graphemes, or run to the edge") {
  std::string family = "👩‍👩‍👧‍👦";  // seven code points, one grapheme
  QuoteText text(body_of("a" + family + std::string(27, 'b') + " QUOTE " + std::string(28, 'c') +
                         family + "z"));
  const QuoteSearch found = find_quote(text, {"QUOTE", {}, {}});
  REQUIRE(found.anchor);
  CHECK(found.anchor->prefix == family + std::string(27, 'b') + " ");
  CHECK(found.anchor->suffix == " " + std::string(28, 'c') + family);
  QuoteText edges(body_of("QUOTE"));
  CHECK(find_quote(edges, {"QUOTE", {}, {}}).anchor->prefix.empty());
  CHECK(find_quote(edges, {"QUOTE", {}, {}}).anchor->suffix == "\n");
  QuoteText all(letters_html());
  for (std::int64_t start = 0; start < 1600; start += 7) {
    const QuoteAnchor anchor = anchor_range(all, {start, start + 5});
    CHECK(count_code_points(anchor.prefix) >= (start < 32 ? static_cast<std::size_t>(start) : 32u));
    CHECK(count_code_points(anchor.suffix) >= 32);
  }
}

TEST_CASE("a mistyped quote anchors nothing and shows the nearest words") {
  QuoteText text(letters_html());
  QuoteSearch found =
      find_quote(text, {"Corve's claims could be confirmed and may not be true", {}, {}});
  CHECK(found.status == kAltered);
  CHECK_FALSE(found.anchor);
  REQUIRE(found.nearest);
  CHECK(found.nearest->range == TextRange{898, 955});
  CHECK(found.nearest->words == "Corve’s claims could not be confirmed and may not be true");
  CHECK(render_word_diff(found.diff) ==
        "Corve’s claims could [-not-] (MEANING) be confirmed and may not be true");

  found = find_quote(text, {"Nothing whatsoever like this was printed here", {}, {}});
  CHECK(found.status == kNotFound);
  CHECK_FALSE(found.nearest);
  CHECK(found.diff.empty());
  CHECK_FALSE(found.explanation.empty());
}

TEST_CASE("the nearest words are whole words of the source") {
  QuoteText text(body_of("The mayor didn’t resign in February, she was dismissed."));
  const QuoteSearch found = find_quote(text, {"mayor did resign in Februar", {}, {}});
  CHECK(found.status == kAltered);
  REQUIRE(found.nearest);
  CHECK(found.nearest->words == "mayor didn’t resign in February");
}

TEST_CASE("near searching keeps to its bounds") {
  QuoteText text(letters_html());
  QuoteSearch found = find_quote(text, {"papers in 15 cr", {}, {}});  // 15 code points
  CHECK(found.status == kNotFound);
  CHECK_FALSE(found.nearest);
  std::string longer(2001, 'x');
  CHECK_FALSE(find_quote(text, {longer, {}, {}}).nearest);
}

TEST_CASE("words that are no words are told as such") {
  QuoteText text(letters_html());
  CHECK(find_quote(text, {" \n ", {}, {}}).status == kNotFound);
  CHECK(find_quote(text, {"\xFF", {}, {}}).status == kNotFound);
  CHECK(find_quote(text, {"\u200B\u00AD", {}, {}}).status == kNotFound);
  ExtractedText broken = body_of("words");
  broken.text[2] = '\xC0';
  QuoteText unreadable(broken);
  CHECK(find_quote(unreadable, {"words", {}, {}}).status == kNotCheckable);
}

TEST_CASE("a quote that cuts a word is found, and said to cut it") {
  QuoteText text(body_of("It had 112 crates, and they were unable to pay."));
  CHECK(find_quote(text, {"12 crates", {}, {}}).anchor->cuts_word);
  CHECK(find_quote(text, {"able to pay", {}, {}}).anchor->cuts_word);
  CHECK(find_quote(text, {"It ha", {}, {}}).anchor->cuts_word);
  CHECK_FALSE(find_quote(text, {"112 crates", {}, {}}).anchor->cuts_word);
  QuoteText chinese(body_of("他不是总统。"));
  CHECK_FALSE(find_quote(chinese, {"是总统", {}, {}}).anchor->cuts_word);
}

TEST_CASE("what is anchored is exact when it is checked") {
  QuoteText text(letters_html());
  for (const char* typed :
       {"leader of neighbouring Ostmark", "papers in 12 crates", "REQUEST FOR COMMENT",
        "“As everyone knows, he was taken with this friendship.”", "we are ready"}) {
    const QuoteSearch found = find_quote(text, {typed, {}, {}});
    CAPTURE(typed);
    REQUIRE(found.anchor);
    const QuoteAnchor& anchor = *found.anchor;
    const QuoteMatch match = match_quote(
        text, {anchor.exact, anchor.prefix, anchor.suffix, TextRange{anchor.start, anchor.end},
               anchor.occurrence, anchor.as_written, anchor.edits});
    CHECK(match.status == kExact);
    CHECK_FALSE(match.occurrence_wrong);
  }
}
