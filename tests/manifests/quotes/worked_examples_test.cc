// SPDX-License-Identifier: Apache-2.0
// The table of worked examples of the format's description, row by row.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "crypto/sha256.h"
#include "manifests/quotes/quote_anchor.h"
#include "manifests/quotes/quote_match.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {

struct Row {
  const char* query;
  QuoteStatus in_plain;
  std::vector<TextRange> plain;  // the range, the places, or the pieces
  QuoteStatus in_html;
  std::vector<TextRange> html;
};

using enum QuoteStatus;

const std::vector<Row> kRows = {
    {"As everyone knows, he was taken with this friendship,",
     kExact,
     {{296, 349}},
     kExact,
     {{525, 578}}},
    {"“As everyone knows, he was taken with this friendship.”",
     kTypographic,
     {{296, 348}},
     kTypographic,
     {{525, 577}}},
    {"What he says and what’s really going on don’t always line up, but he has been telling people "
     "that he has kept up some sort of correspondence or conversation with Dama Reth,",
     kExact,
     {{744, 916}},
     kExact,
     {{973, 1145}}},
    {"What he says and what's really going on don't always line up",
     kTypographic,
     {{744, 804}},
     kTypographic,
     {{973, 1033}}},
    {"what he says and what’s really going on", kCase, {{744, 783}}, kCase, {{973, 1012}}},
    {"become  brothers", kWhitespace, {{564, 579}}, kWhitespace, {{793, 808}}},
    {"papers in 12 crates", kExact, {{1043, 1062}}, kWhitespace, {{1272, 1291}}},
    {"leader of neighbouring Ostmark", kExact, {{164, 194}}, kTypographic, {{392, 423}}},
    {"did not immediately answer a request for comment",
     kExact,
     {{1282, 1330}},
     kWhitespace,
     {{1511, 1559}}},
    {"he has been telling people that ... kept up some sort of correspondence",
     kElided,
     {{810, 841}, {849, 884}},
     kElided,
     {{1039, 1070}, {1078, 1113}}},
    {"he has been telling people that [Corve] has kept up",
     kElided,
     {{810, 841}, {845, 856}},
     kElided,
     {{1039, 1070}, {1074, 1085}}},
    {"Dama Reth", kAmbiguous, {{153, 162}, {906, 915}}, kAmbiguous, {{381, 390}, {1135, 1144}}},
    {"in contact with",
     kAmbiguous,
     {{137, 152}, {986, 1001}},
     kAmbiguous,
     {{365, 380}, {1215, 1230}}},
    {"Corve’s claims could be confirmed and may not be true", kAltered, {}, kAltered, {}},
    {"What he says and what’s really going on always line up", kAltered, {}, kAltered, {}},
    {"papers in 15 crates", kAltered, {}, kAltered, {}},
    {"he has told people that he kept up a correspondence with Dama Reth",
     kNotFound,
     {},
     kNotFound,
     {}},
    {"Corve’s claims were confirmed and are true", kNotFound, {}, kNotFound, {}},
    {"Corve’s claims could not be confirmed and may not be true",
     kExact,
     {{669, 726}},
     kExact,
     {{898, 955}}},
    {"Ostmark's Reth at a turning point", kExact, {{1343, 1376}}, kExact, {{1572, 1605}}},
};

QuoteMatch match(QuoteText& text, const std::string& words) {
  QuoteQuery query;
  query.exact = words;
  return match_quote(text, query);
}

std::vector<TextRange> where(const QuoteMatch& match) {
  if (match.status == kAmbiguous) {
    return match.places;
  }
  return match.pieces.empty() ? std::vector{match.range} : match.pieces;
}

void check_row(QuoteText& text, const char* words, QuoteStatus status,
               const std::vector<TextRange>& ranges) {
  CAPTURE(words);
  const QuoteMatch found = match(text, words);
  // A record that hides a cut is told apart from a person who types one.
  const QuoteStatus as_record = status == kElided ? kElidedUndeclared : status;
  CHECK(status_name(found.status) == status_name(as_record));
  const QuoteSearch searched = find_quote(text, {words, {}, {}});
  CHECK(status_name(searched.status) == status_name(status));
  if (!ranges.empty()) {
    CHECK(where(found) == ranges);
  }
  if (searched.anchor) {
    CHECK(searched.anchor->start == ranges.front().start);
    CHECK(searched.anchor->end == ranges.back().end);
  }
}

double similarity(QuoteText& text, const char* words) {
  return match(text, words).similarity;
}

}  // namespace

TEST_CASE("the texts of the worked examples are those of the sample") {
  CHECK(letters_plain().code_points == 1377);
  CHECK(sha256(as_bytes(letters_plain().text)).hex() ==
        "66162fbb4ee19a72f7a7a20e8def364da5743d5b84706626ffdf4e568fc19938");
  CHECK(letters_html().code_points == 1696);
  CHECK(sha256(as_bytes(letters_html().text)).hex() ==
        "210e375ff81e539dbcc18e1558ecd477639a675d9b495c33971909397c06f0d2");
}

TEST_CASE("each worked example has its status and offsets in the plain text") {
  QuoteText text(letters_plain());
  for (const Row& row : kRows) {
    check_row(text, row.query, row.in_plain, row.plain);
  }
}

TEST_CASE("each worked example has its status and offsets in the text of the page") {
  QuoteText text(letters_html());
  for (const Row& row : kRows) {
    check_row(text, row.query, row.in_html, row.html);
  }
}

TEST_CASE("the worked examples have the similarities that are told of them") {
  QuoteText plain(letters_plain());
  QuoteText html(letters_html());
  for (QuoteText* text : {&plain, &html}) {
    CHECK(similarity(*text, "Corve’s claims could be confirmed and may not be true") ==
          doctest::Approx(0.925).epsilon(0.001));
    CHECK(similarity(*text, "What he says and what’s really going on always line up") ==
          doctest::Approx(0.889).epsilon(0.001));
    CHECK(similarity(*text, "papers in 15 crates") == doctest::Approx(0.947).epsilon(0.001));
    CHECK(similarity(*text, "he has told people that he kept up a correspondence with Dama Reth") ==
          doctest::Approx(0.59).epsilon(0.01));
    CHECK(similarity(*text, "Corve’s claims were confirmed and are true") ==
          doctest::Approx(0.57).epsilon(0.01));
  }
}

TEST_CASE("the words that turn the meaning are marked in the worked examples") {
  QuoteText text(letters_html());
  auto diff = [&text](const char* words) {
    return render_word_diff(find_quote(text, {words, {}, {}}).diff);
  };
  CHECK(diff("Corve’s claims could be confirmed and may not be true") ==
        "Corve’s claims could [-not-] (MEANING) be confirmed and may not be true");
  CHECK(diff("What he says and what’s really going on always line up") ==
        "What he says and what’s really going on [-don’t-] (MEANING) always line up");
  CHECK(diff("papers in 15 crates") == "papers in [-12-] (MEANING) {+15+} (MEANING) crates");
}

TEST_CASE("an exact quote in the reporter's own words is not in quotation marks") {
  QuoteText plain(letters_plain());
  CHECK(plain.in_quotation_marks({669, 726}) == MarksAnswer::kOutside);
  CHECK(plain.in_quotation_marks({744, 916}) == MarksAnswer::kInside);
  CHECK(plain.in_quotation_marks({296, 349}) == MarksAnswer::kInside);
  QuoteText html(letters_html());
  CHECK(html.in_quotation_marks({898, 955}) == MarksAnswer::kOutside);
  CHECK(html.in_quotation_marks({973, 1145}) == MarksAnswer::kInside);
  CHECK(html.in_quotation_marks({525, 578}) == MarksAnswer::kInside);
}

TEST_CASE("a teaser of another article is outside the body") {
  const std::vector<TextBlock> regions = {{477, 512, Region::kBoilerplate},
                                          {1332, 1376, Region::kRelated}};
  CHECK(QuoteText(letters_plain(), regions).outside_body({1343, 1376}) ==
        std::vector<std::string_view>{"related"});
  CHECK(QuoteText(letters_plain()).outside_body({1343, 1376}).empty());
  CHECK(QuoteText(letters_html()).outside_body({1572, 1605}) ==
        std::vector<std::string_view>{"aside"});
  CHECK(QuoteText(letters_html()).outside_body({525, 578}).empty());
}

TEST_CASE("the words typed in the memo are anchored where the sample's table tells") {
  struct Memo {
    const char* typed;
    TextRange range;
    bool differs;
  };
  const std::vector<Memo> quotes = {
      {"As everyone knows, he was taken with this friendship,", {525, 578}, false},
      {"What he says and what's really going on don't always line up, but he has been telling "
       "people that he has kept up some sort of correspondence or conversation with Dama Reth,",
       {973, 1145},
       true},
      {"Corve's claims could not be confirmed and may not be true", {898, 955}, true},
      {"Ilan Corve has told friends that he has stayed in contact with Dama Reth",
       {318, 390},
       false},
      {"Letters from Reth were among papers in 12 crates that the State Records Office said it "
       "recovered last month from Corve's lake house",
       {1243, 1374},
       true},
      {"A spokesperson for Corve did not immediately answer a request for comment",
       {1486, 1559},
       true}};
  QuoteText text(letters_html());
  std::vector<QuoteQuery> records;
  for (const Memo& memo : quotes) {
    CAPTURE(memo.typed);
    const QuoteSearch found = find_quote(text, {memo.typed, {}, {}});
    REQUIRE(found.anchor);
    CHECK(TextRange{found.anchor->start, found.anchor->end} == memo.range);
    CHECK(found.anchor->as_written == (memo.differs ? memo.typed : ""));
    CHECK(found.anchor->occurrence == QuoteOccurrence{1, 1});
    records.push_back({found.anchor->exact,
                       found.anchor->prefix,
                       found.anchor->suffix,
                       memo.range,
                       found.anchor->occurrence,
                       found.anchor->as_written,
                       {}});
  }
  for (const QuoteMatch& match : match_quotes(text, records)) {
    CHECK(match.status == kExact);
    CHECK_FALSE(match.occurrence_wrong);
  }
}
