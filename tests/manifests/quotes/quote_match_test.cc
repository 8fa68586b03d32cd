// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_match.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/text/unicode.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {

using enum QuoteStatus;

// A record as the commands write it.
QuoteQuery record(QuoteText& text, TextRange range) {
  const QuoteAnchor anchor = anchor_range(text, range);
  return {anchor.exact, anchor.prefix, anchor.suffix, range, anchor.occurrence, {}, {}};
}

QuoteQuery words(const std::string& exact) {
  QuoteQuery query;
  query.exact = exact;
  return query;
}

const std::vector<TextRange> kMemoQuotes = {{525, 578}, {973, 1145},  {898, 955},
                                            {318, 390}, {1243, 1374}, {1486, 1559}};

std::vector<std::u32string> split(std::u32string_view text) {
  std::vector<std::u32string> out(1);
  for (const char32_t c : text) {
    if (c == U' ' || c == U'\u00A0' || c == U'\n') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

std::string join(const std::vector<std::u32string>& parts) {
  std::u32string text;
  for (const std::u32string& part : parts) {
    text += (text.empty() ? U"" : U" ") + part;
  }
  return encode_utf8(text);
}

bool is_refused(QuoteStatus status) {
  return status == kAltered || status == kNotFound;
}

}  // namespace

TEST_CASE("an inner word dropped, added or changed is never a pass") {
  QuoteText text(letters_html());
  for (const TextRange range : kMemoQuotes) {
    const QuoteQuery whole = record(text, range);
    const std::vector<std::u32string> parts = split(text.slice(range));
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
      std::vector<std::vector<std::u32string>> variants(4, parts);
      variants[0].erase(variants[0].begin() + static_cast<std::ptrdiff_t>(i));
      variants[1].insert(variants[1].begin() + static_cast<std::ptrdiff_t>(i), U"not");
      variants[2][i] = U"never";
      variants[3][i].push_back(U's');
      for (const auto& variant : variants) {
        QuoteQuery query = whole;
        query.exact = join(variant);
        CAPTURE(query.exact);
        CHECK(is_refused(match_quote(text, query).status));
        CHECK(is_refused(match_quote(text, words(query.exact)).status));
        const QuoteSearch typed = find_quote(text, {query.exact, {}, {}});
        CHECK_FALSE(typed.anchor);
        CHECK(is_refused(typed.status));
      }
    }
  }
}

TEST_CASE("a word dropped at the edge leaves a true quote that has moved") {
  QuoteText text(letters_html());
  for (const TextRange range : kMemoQuotes) {
    QuoteQuery query = record(text, range);
    const std::string exact = query.exact;
    query.exact = exact.substr(exact.find(' ') + 1);
    CAPTURE(query.exact);
    CHECK(match_quote(text, query).status == kMoved);
    // With the offsets made to fit it is out of its context.
    query.recorded->start = match_quote(text, query).range.start;
    CHECK(match_quote(text, query).status == kContextMismatch);
  }
}

TEST_CASE("a word added at the edge is refused") {
  QuoteText text(letters_html());
  for (const TextRange range : kMemoQuotes) {
    QuoteQuery query = record(text, range);
    query.exact = "Allegedly " + query.exact;
    CHECK(is_refused(match_quote(text, query).status));
  }
}

TEST_CASE("offsets that are off by one are moved, and contexts that differ are told") {
  QuoteText text(letters_plain());
  QuoteQuery query = record(text, {296, 349});
  CHECK(match_quote(text, query).status == kExact);
  query.recorded = TextRange{297, 350};
  const QuoteMatch moved = match_quote(text, query);
  CHECK(moved.status == kMoved);
  CHECK(moved.moved);
  CHECK(moved.range == TextRange{296, 349});
  query.recorded = TextRange{296, 350};
  CHECK(match_quote(text, query).status == kMoved);
  for (const TextRange nowhere : {TextRange{-1, 5}, TextRange{5, 5}, TextRange{9, 4},
                                  TextRange{296, 99'999}, TextRange{1377, 1378}}) {
    query.recorded = nowhere;
    CHECK(match_quote(text, query).status == kMoved);
  }
  query.recorded = TextRange{296, 349};
  query.prefix.back() = 'x';
  CHECK(match_quote(text, query).status == kContextMismatch);
  query = record(text, {296, 349});
  query.suffix = "x" + query.suffix;
  CHECK(match_quote(text, query).status == kContextMismatch);
}

TEST_CASE("of several hits the recorded offsets choose, then the contexts, else it is ambiguous") {
  QuoteText text(letters_plain());
  QuoteQuery query = record(text, {986, 1001});  // the second "in contact with"
  CHECK(query.occurrence == QuoteOccurrence{2, 2});
  QuoteMatch match = match_quote(text, query);
  CHECK(match.status == kExact);
  CHECK(match.found == QuoteOccurrence{2, 2});
  CHECK_FALSE(match.occurrence_wrong);

  query.recorded = TextRange{500, 515};
  match = match_quote(text, query);
  CHECK(match.status == kMoved);
  CHECK(match.range == TextRange{986, 1001});
  CHECK(match.found == QuoteOccurrence{2, 2});

  query.prefix = "nobody was ";
  match = match_quote(text, query);
  CHECK(match.status == kAmbiguous);
  CHECK(match.places == std::vector<TextRange>{{137, 152}, {986, 1001}});
  CHECK(match.found == QuoteOccurrence{0, 2});
}

TEST_CASE("the recorded occurrence is held against the count") {
  QuoteText text(letters_plain());
  QuoteQuery query = record(text, {137, 152});
  for (const QuoteOccurrence wrong : {QuoteOccurrence{2, 2}, {1, 1}, {1, 3}, {0, 0}}) {
    query.occurrence = wrong;
    const QuoteMatch match = match_quote(text, query);
    CHECK(match.status == kExact);
    CHECK(match.occurrence_wrong);
    CHECK(match.found == QuoteOccurrence{1, 2});
  }
}

TEST_CASE("a looser hit that lies elsewhere is moved as well") {
  QuoteText text(letters_plain());
  QuoteQuery query = words("What he says and what's really going on");
  query.recorded = TextRange{744, 783};
  CHECK(match_quote(text, query).status == kTypographic);
  CHECK_FALSE(match_quote(text, query).moved);
  query.recorded = TextRange{745, 784};
  CHECK(match_quote(text, query).status == kTypographic);
  CHECK(match_quote(text, query).moved);
  // White space at the edges of the recorded range does not move it.
  query = words(" what HE says ");
  query.recorded = TextRange{742, 757};
  CHECK(match_quote(text, query).moved);  // the range begins before the mark
}

TEST_CASE("the contexts choose among looser hits, too") {
  QuoteText text(body_of("one “yes” two. three “yes” four. YES"));
  QuoteQuery query = words("‘yes’ ");
  CHECK(match_quote(text, query).status == kAmbiguous);
  query.prefix = "two. three “";
  query.suffix = "” four";
  const QuoteMatch match = match_quote(text, query);
  CHECK(match.status == kTypographic);
  CHECK(match.range == TextRange{22, 25});
  CHECK(match.found.n == 2);
}

TEST_CASE("many quotes together are judged as each alone") {
  QuoteText text(letters_html());
  std::vector<QuoteQuery> queries;
  for (std::int64_t start = 0; start < 1600; start += 13) {
    queries.push_back(record(text, {start, start + 1 + start % 60}));
    queries.push_back(queries.back());
    queries.back().recorded->start += 3;
    queries.back().recorded->end += 3;
    queries.push_back(words(queries.back().exact + " "));
    queries.push_back(words("Never " + queries.back().exact));
  }
  const std::vector<QuoteMatch> together = match_quotes(text, queries);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    CAPTURE(queries[i].exact);
    const QuoteMatch alone = match_quote(text, queries[i]);
    CHECK(together[i].status == alone.status);
    CHECK(together[i].range == alone.range);
    CHECK(together[i].found == alone.found);
    CHECK(together[i].explanation == alone.explanation);
    CHECK_FALSE(together[i].occurrence_wrong);
  }
}

TEST_CASE("a text or a quote that cannot be judged is not checkable or not found") {
  ExtractedText broken = body_of("words here");
  broken.text[0] = '\xFF';
  QuoteText unreadable(broken);
  CHECK_FALSE(unreadable.readable());
  CHECK(match_quote(unreadable, words("words here")).status == kNotCheckable);

  QuoteText text(body_of("told by \u2588\u2588\u2588\u2588 yesterday"));
  QuoteQuery masked = words("told by \u2588\u2588\u2588\u2588");
  CHECK(match_quote(text, masked).status == kNotCheckable);
  masked = words("told by Anna");
  masked.recorded = TextRange{0, 12};
  CHECK(match_quote(text, masked).status == kNotCheckable);
  CHECK(match_quote(text, words("yesterday")).status == kExact);

  CHECK(match_quote(text, words("")).status == kNotFound);
  CHECK(match_quote(text, words(" ")).status != kNotFound);  // a space does stand there
  CHECK(match_quote(text, words("\xC3")).status == kNotFound);
  QuoteText empty{ExtractedText{}};
  CHECK(match_quote(empty, words("word")).status == kNotFound);
}

TEST_CASE("a letter with another accent, or a syllable with another end, is not the same") {
  QuoteText decomposed(body_of("the re\u0301sume\u0301 was read"));
  CHECK(match_quote(decomposed, words("résumé was")).status == kWhitespace);
  CHECK(match_quote(decomposed, words("the resume")).status == kNotFound);
  CHECK(match_quote(decomposed, words("re\u0301sume")).status == kNotFound);
  QuoteText korean(
      body_of("\u1100\u1161\u11A8 \u1112\u1161\u11AB\u1100\u116E\u11A8"));  // 각 한국, NFD
  CHECK(match_quote(korean, words("한국")).status == kWhitespace);
  CHECK(match_quote(korean, words("한국")).range == TextRange{4, 10});
  CHECK(match_quote(korean, words("\u1100\u1161")).status == kNotFound);
}

TEST_CASE("quotes in Korean, Arabic and German, and with emoji, have code points for offsets") {
  QuoteText korean(body_of("대변인은 “우리는 아무것도 모른다”고 말했다."));
  CHECK(match_quote(korean, words("우리는 아무것도 모른다")).range == TextRange{6, 18});
  CHECK(korean.in_quotation_marks({6, 18}) == MarksAnswer::kInside);
  CHECK(korean.in_quotation_marks({6, 20}) == MarksAnswer::kOutside);
  QuoteText arabic(body_of("قال المتحدث: «لم نتلقَّ \u200Fأي رد» أمس."));
  const QuoteMatch match = match_quote(arabic, words("لم نتلقَّ أي رد"));
  CHECK(match.status == kTypographic);
  CHECK(match.range == TextRange{14, 30});
  CHECK(arabic.in_quotation_marks(match.range) == MarksAnswer::kInside);
  QuoteText german(
      body_of("Er sagte: „Die Straße ist gesperrt.“ 👩‍👩‍👧 So war’s."));
  CHECK(match_quote(german, words("DIE STRASSE IST GESPERRT")).status == kCase);
  CHECK(match_quote(german, words("Die Straße ist gesperrt")).range == TextRange{11, 34});
  CHECK(match_quote(german, words("So war's.")).range == TextRange{43, 52});
}

TEST_CASE("letters of another script that look alike are named and do not pass") {
  QuoteText text(body_of("The office confirmed the payment to the company in March."));
  QuoteMatch match = match_quote(text, words("confirmed the p\u0430yment to the company"));
  CHECK(match.status == kAltered);
  CHECK(match.explanation.find("U+0430 where the source has U+0061") != std::string::npos);
  match = match_quote(text, words("p\u0430yment"));
  CHECK(match.status == kNotFound);
  CHECK(match.explanation.find("only the script") != std::string::npos);
  CHECK(match_quote(text, words("payments")).explanation.find("script") == std::string::npos);
}

TEST_CASE("a cut that no edits declare is told apart from a declared one") {
  QuoteText text(letters_html());
  QuoteQuery query = record(text, {973, 1145});
  const std::string whole = query.exact;
  query.exact =
      "What he says ... he has been telling people that he has kept up some sort of "
      "correspondence or conversation with Dama Reth,";
  QuoteMatch match = match_quote(text, query);
  CHECK(match.status == kElidedUndeclared);
  CHECK(match.level == MatchLevel::kElided);
  CHECK(match.range == TextRange{973, 1145});
  CHECK_FALSE(match.moved);
  CHECK_FALSE(match.edits_inconsistent);

  query.as_written = query.exact;
  query.exact = whole;
  constexpr std::int64_t cut = 13;  // behind "What he says "
  const std::u32string source = *decode_utf8(whole);
  const auto resumes = static_cast<std::int64_t>(source.find(U"he has been"));
  query.edits = {{EditType::kCut, cut, resumes, "... "}};
  match = match_quote(text, query);
  CHECK(match.status == kElided);
  CHECK_FALSE(match.edits_inconsistent);
  query.edits[0].end += 3;
  match = match_quote(text, query);
  CHECK(match.status == kExact);
  CHECK(match.edits_inconsistent);
}

TEST_CASE("searching stays linear when texts and quotes are made to be slow") {
  const std::string as(200'000, 'a');
  QuoteText text(body_of(as));
  std::vector<QuoteQuery> queries;
  for (std::size_t length = 1; length <= 600; ++length) {
    queries.push_back(words(as.substr(0, 100 * length) + (length % 2 == 0 ? "" : "b")));
  }
  const std::vector<QuoteMatch> matches = match_quotes(text, queries);
  CHECK(std::count_if(matches.begin(), matches.end(),
                      [](const QuoteMatch& match) { return match.status == kAmbiguous; }) == 300);
}

TEST_CASE("every status has a name, and all but exact a finding code") {
  for (int i = 0; i <= static_cast<int>(kNotCheckable); ++i) {
    const auto status = static_cast<QuoteStatus>(i);
    CHECK_FALSE(status_name(status).empty());
    CHECK(status_finding_code(status).starts_with("quote.") == (status != kExact));
  }
}
