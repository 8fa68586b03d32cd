// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/elision.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/text/unicode.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {

const std::string kSource =
    "“What he says and what’s really going on don’t always line up, but he has been telling people "
    "that he has kept up some sort of correspondence,” she said.";

QuoteAnchor anchor(const std::string& source, const std::string& typed) {
  QuoteText text(body_of(source));
  const QuoteSearch found = find_quote(text, {typed, {}, {}});
  CAPTURE(typed);
  REQUIRE(found.status == QuoteStatus::kElided);
  REQUIRE(found.anchor);
  CHECK(found.anchor->as_written == typed);
  CHECK(edits_reproduce(found.anchor->exact, found.anchor->edits, typed));
  return *found.anchor;
}

}  // namespace

TEST_CASE("a cut may be written in all the ways that are usual") {
  for (const std::string mark :
       {"...", "…", "....", ". . .", "(...)", "(…)", "[...]", "[…]", "[ … ]", "[. . .]"}) {
    const QuoteAnchor found =
        anchor(kSource, "he has been telling people " + mark + " some sort of correspondence");
    CHECK(found.exact ==
          "he has been telling people that he has kept up some sort of correspondence");
    REQUIRE(found.edits.size() == 1);
    CHECK(found.edits[0].type == EditType::kCut);
    CHECK(found.edits[0].start == 27);
    CHECK(found.edits[0].end == 46);
  }
  CHECK(anchor(kSource, "he has been telling people...some sort of correspondence").edits[0] ==
        TextEdit{EditType::kCut, 26, 47, "..."});
}

TEST_CASE("words in brackets are put in, put in place of others, or change the case") {
  QuoteAnchor found = anchor(kSource, "telling people that [Corve] has kept up");
  CHECK(found.exact == "telling people that he has kept up");
  CHECK(found.edits == std::vector<TextEdit>{{EditType::kReplace, 20, 22, "[Corve]"}});

  found = anchor(kSource, "telling people [in letters] that he has kept up");
  CHECK(found.exact == "telling people that he has kept up");
  REQUIRE(found.edits.size() == 1);
  CHECK(found.edits[0].type == EditType::kInsert);
  CHECK(found.edits[0].start == found.edits[0].end);

  found = anchor(kSource, "[w]hat he says and what’s really going on");
  CHECK(found.exact == "What he says and what’s really going on");
  CHECK(found.edits == std::vector<TextEdit>{{EditType::kCase, 0, 1, "[w]"}});
  CHECK(found.start == 1);

  found = anchor(kSource, "[Corve] has been telling people that he has kept up");
  CHECK(found.exact == "has been telling people that he has kept up");
  CHECK(found.edits == std::vector<TextEdit>{{EditType::kInsert, 0, 0, "[Corve] "}});
}

TEST_CASE("a mark at the edge says that something went before or follows") {
  const QuoteAnchor found = anchor(kSource, "... telling people that he has kept up ...");
  CHECK(found.exact == "telling people that he has kept up");
  CHECK(found.edits ==
        std::vector<TextEdit>{{EditType::kCut, 0, 0, "... "}, {EditType::kCut, 34, 34, " ..."}});
}

TEST_CASE("several marks, and marks beside each other, are declared each") {
  const QuoteAnchor found = anchor(
      kSource, "What he says ... don’t always line up ... [the man] has been telling people");
  CHECK(found.exact ==
        "What he says and what’s really going on don’t always line up, but he has been telling "
        "people");
  CHECK(found.edits.size() == 2);
  CHECK(found.pieces.size() == 3);
}

TEST_CASE("outer marks and a final stop are dropped from an elided quote, too") {
  CHECK(anchor(kSource, "\"he has been telling people ... some sort of correspondence.\"").exact ==
        "he has been telling people that he has kept up some sort of correspondence");
}

TEST_CASE("brackets and dots of the source are matched before anything is taken for a cut") {
  QuoteText text(body_of("They wrote: “we was [sic] robbed of it … by night” and left."));
  const QuoteSearch found = find_quote(text, {"we was [sic] robbed of it ... by night", {}, {}});
  CHECK(found.status == QuoteStatus::kTypographic);
  REQUIRE(found.anchor);
  CHECK(found.anchor->exact == "we was [sic] robbed of it … by night");
  CHECK(found.anchor->edits.empty());
}

TEST_CASE("pieces are found in order, without overlap, and not too far from each other") {
  auto status = [](const std::string& source, const std::string& typed) {
    QuoteText text(body_of(source));
    return find_quote(text, {typed, {}, {}}).status;
  };
  const std::string ab = "first piece here and second piece there";
  CHECK(status(ab, "first piece ... second piece") == QuoteStatus::kElided);
  CHECK(status(ab, "second piece ... first piece") == QuoteStatus::kNotFound);
  CHECK(status(ab, "first piece here ... here and second") != QuoteStatus::kElided);
  CHECK(status(ab, "first ... second piece") == QuoteStatus::kNotFound);  // 5 code points
  CHECK(status(ab, "first piece (not) second piece") != QuoteStatus::kElided);
  const std::string far(3000, '.');
  const auto blocks = [](const std::string& middle) {
    return text_of({{Region::kBody, "first piece here"},
                    {Region::kBody, middle},
                    {Region::kBody, "second piece there"}});
  };
  QuoteText apart(blocks(far));
  CHECK(find_quote(apart, {"first piece ... second piece", {}, {}}).status != QuoteStatus::kElided);
  QuoteText near(blocks("and then"));
  const QuoteSearch over = find_quote(near, {"first piece ... second piece", {}, {}});
  REQUIRE(over.anchor);
  CHECK(over.anchor->scope == QuoteScope::kMultiBlock);
  QuoteText one(body_of("first piece " + far + " second piece"));
  CHECK(find_quote(one, {"first piece … second piece", {}, {}}).status == QuoteStatus::kElided);
}

TEST_CASE("of the places of a piece those that lie closest together count") {
  QuoteText text(body_of("alpha beta x alpha beta y gamma delta z gamma delta"));
  const QuoteSearch found = find_quote(text, {"alpha beta ... gamma delta", {}, {}});
  REQUIRE(found.anchor);
  CHECK(found.anchor->exact == "alpha beta y gamma delta");
  const QuoteSearch first = find_quote(text, {"alpha beta ... gamma delta", 0, {}});
  REQUIRE(first.anchor);
  CHECK(first.anchor->exact == "alpha beta x alpha beta y gamma delta");
}

TEST_CASE("edits that overlap, run backwards or lie outside make nothing") {
  const std::u32string exact = U"abcdef";
  using Edits = std::vector<TextEdit>;
  CHECK(apply_edits(exact, Edits{{EditType::kCut, 1, 3, "..."}, {EditType::kInsert, 6, 6, "!"}}) ==
        U"a...def!");
  CHECK(apply_edits(exact, {}) == exact);
  for (const Edits& wrong :
       {Edits{{EditType::kCut, 1, 3, ""}, {EditType::kCut, 2, 4, ""}},
        Edits{{EditType::kCut, 3, 2, ""}}, Edits{{EditType::kCut, -1, 2, ""}},
        Edits{{EditType::kCut, 5, 7, ""}}, Edits{{EditType::kCut, 0, 1, "\xFF"}}}) {
    CHECK_FALSE(apply_edits(exact, wrong));
    CHECK_FALSE(edits_reproduce("abcdef", wrong, "abcdef"));
  }
  CHECK(edits_reproduce("don’t say", {{EditType::kCut, 5, 9, " ..."}}, "\"don't ...\""));
  CHECK_FALSE(edits_reproduce("don’t say", {{EditType::kCut, 5, 9, " ..."}}, "do ..."));
}

TEST_CASE("the types of edits have the names of the records") {
  for (const char* name : {"cut", "insert", "replace", "case"}) {
    EditType type{};
    CHECK(parse_edit_type(name, type));
    CHECK(edit_type_name(type) == name);
  }
  EditType type{};
  CHECK_FALSE(parse_edit_type("drop", type));
}
