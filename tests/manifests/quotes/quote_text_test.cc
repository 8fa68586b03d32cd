// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_text.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {

TextRange find(const QuoteText& text, std::u32string_view words) {
  const std::size_t at = text.text().find(words);
  REQUIRE(at != std::u32string_view::npos);
  return {static_cast<std::int64_t>(at), static_cast<std::int64_t>(at + words.size())};
}

QuoteScope scope(const std::string& source, std::u32string_view words) {
  QuoteText text(body_of(source));
  return text.scope(find(text, words));
}

using Names = std::vector<std::string_view>;

}  // namespace

TEST_CASE("a range is outside the body as soon as a part of it is") {
  QuoteText text(text_of({{Region::kNav, "Menu"},
                          {Region::kBody, "Body words"},
                          {Region::kCaption, "Caption"},
                          {Region::kAside, "Aside"}}));
  CHECK(text.outside_body({5, 15}).empty());
  CHECK(text.outside_body({16, 23}).empty());
  CHECK(text.outside_body({3, 6}) == Names{"nav"});
  CHECK(text.outside_body({0, 29}) == Names{"nav", "aside"});
  CHECK(text.outside_body({4, 5}).empty());  // the line break between two blocks
}

TEST_CASE("the regions of the record override those of the page, later ones the earlier") {
  const std::vector<TextBlock> regions = {{5, 15, Region::kBoilerplate}, {0, 8, Region::kBody},
                                          {12, 15, Region::kRelated},    {-5, 0, Region::kNav},
                                          {900, 999, Region::kNav},      {14, 12, Region::kNav}};
  QuoteText text(text_of({{Region::kNav, "Menu"}, {Region::kBody, "Body words"}}), regions);
  CHECK(text.outside_body({0, 4}).empty());
  CHECK(text.outside_body({5, 8}).empty());
  CHECK(text.outside_body({5, 9}) == Names{"boilerplate"});
  CHECK(text.outside_body({8, 12}) == Names{"boilerplate"});
  CHECK(text.outside_body({12, 15}) == Names{"related"});
  CHECK(text.outside_body({11, 13}) == Names{"boilerplate", "related"});
}

TEST_CASE("words that the page strikes out are outside the body") {
  ExtractedText extracted = body_of("It was ten twelve crates");
  extracted.spans = {{11, 17, SpanType::kQuotation}, {7, 10, SpanType::kDeleted}};
  QuoteText text(extracted);
  CHECK(text.outside_body({0, 24}) == Names{"deleted"});
  CHECK(text.outside_body({9, 12}) == Names{"deleted"});
  CHECK(text.outside_body({0, 7}).empty());
  CHECK(text.outside_body({10, 24}).empty());
}

TEST_CASE("blocks and spans that do not lie in the text do no harm") {
  ExtractedText extracted = body_of("Some words");
  extracted.blocks = {
      {-7, 4, Region::kNav}, {2, 900, Region::kBody}, {50, 60, Region::kNav}, {9, 3, Region::kNav}};
  extracted.spans = {{-4, 99, SpanType::kDeleted}, {8, 2, SpanType::kQuotation}};
  QuoteText text(extracted);
  CHECK(text.outside_body({0, 10}) == Names{"nav", "deleted"});
  CHECK(text.crosses_blocks({3, 5}));
  CHECK_FALSE(text.crosses_blocks({4, 11}));
  CHECK(text.in_quotation_marks({0, 10}) == MarksAnswer::kOutside);
}

TEST_CASE("a quote is a sentence, a fragment, or of several blocks") {
  CHECK(scope("One here. Two there. Three.", U"Two there.") == QuoteScope::kSentence);
  CHECK(scope("One here. Two there. Three.", U"Two there") == QuoteScope::kSentence);
  CHECK(scope("One here. Two there. Three.", U"One here. Two there.") == QuoteScope::kSentence);
  CHECK(scope("One here. Two there. Three.", U"there. Three.") == QuoteScope::kFragment);
  CHECK(scope("One here. Two there. Three.", U"Two") == QuoteScope::kFragment);
  CHECK(scope("“We go,” he said.", U"We go,") == QuoteScope::kSentence);
  CHECK(scope("“We go,” he said.", U"We go") == QuoteScope::kSentence);
  CHECK(scope("They had “become brothers” there.", U"become brothers") == QuoteScope::kFragment);
  CHECK(scope("He said: “They left.” Then", U"They left.") == QuoteScope::kSentence);
  CHECK(scope("他走了。她来了。", U"她来了。") == QuoteScope::kSentence);
  QuoteText text(letters_plain());
  CHECK(text.scope({296, 349}) == QuoteScope::kSentence);
  CHECK(text.scope({744, 916}) == QuoteScope::kSentence);
  CHECK(text.scope({669, 726}) == QuoteScope::kFragment);
  CHECK(text.scope({60, 80}) == QuoteScope::kMultiBlock);
  CHECK(text.crosses_blocks({60, 80}));
  CHECK(scope_name(QuoteScope::kMultiBlock) == "multi-block");
}

TEST_CASE("a quote under three words or twelve code points is short") {
  CHECK(is_short_fragment(U"become brothers"));
  CHECK(is_short_fragment(U"as it was"));
  CHECK(is_short_fragment(U"extraordinarily"));
  CHECK(is_short_fragment(U"crates of — papers") == false);
  CHECK(is_short_fragment(U"— — — papers here"));
  CHECK_FALSE(is_short_fragment(U"become like brothers"));
  CHECK_FALSE(is_short_fragment(U"他从来没有说过他不是总统"));
  CHECK(is_short_fragment(U""));
}

TEST_CASE("the budget of a text is spent and not overdrawn") {
  QuoteText text(body_of("words"));
  CHECK(text.spend(10'000'000));
  CHECK(text.spend(12'000));  // six code points
  CHECK_FALSE(text.spend(1));
  CHECK(text.spend(0));
}
