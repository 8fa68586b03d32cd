// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quotation_marks.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/quotes/letters.h"

using namespace dossier;

namespace {

using enum MarksAnswer;

// The answer for the first place of the words.
MarksAnswer ask(const ExtractedText& extracted, const std::string& words) {
  const std::u32string text = *decode_utf8(extracted.text);
  const std::u32string part = *decode_utf8(words);
  const std::size_t at = text.find(part);
  REQUIRE(at != std::u32string::npos);
  const auto start = static_cast<std::int64_t>(at);
  return QuotationMarks(text, extracted.blocks, extracted.spans)
      .range({start, start + static_cast<std::int64_t>(part.size())});
}

MarksAnswer ask(const std::string& text, const std::string& words) {
  return ask(body_of(text), words);
}

}  // namespace

TEST_CASE("words stand inside each of the pairs that newspapers use") {
  for (const std::string text :
       {"A “ja doch” B", "A „ja doch“ B", "A „ja doch” B", "A «ja doch» B", "A »ja doch« B",
        "A \"ja doch\" B", "A 「ja doch」 B", "A 『ja doch』 B", "A ‘ja doch’ B", "A ‹ja doch› B",
        "A 'ja doch' B", "A «\u00A0ja doch\u00A0» B", "A (“ja doch”) B", "‘ja doch’"}) {
    CAPTURE(text);
    CHECK(ask(text, "ja doch") == kInside);
    CHECK(ask(text, text) == (text.front() == 'A' ? kOutside : kInside));
  }
}

TEST_CASE("the marks themselves and punctuation need not be inside") {
  CHECK(ask("He said: “Yes.” Then", "“Yes.”") == kInside);
  CHECK(ask("He said: “Yes.” Then", "“Yes.” Then") == kOutside);
  CHECK(ask("He said: “Yes.” Then", ": “Yes.”") == kInside);
}

TEST_CASE("apostrophes open and close nothing") {
  CHECK(ask("Corve’s claims weren’t confirmed", "claims") == kOutside);
  CHECK(ask("the workers' and the farmers' rights", "and the farmers") == kOutside);
  CHECK(ask("It’s ‘what’s really going on’ there", "what’s really going on") == kInside);
  CHECK(ask("“It’s the workers’ turn,” she said", "the workers’ turn") == kInside);
  CHECK(ask("“It’s the workers’ turn,” she said", "she said") == kOutside);
}

TEST_CASE("a mark that may be an apostrophe does not break the pair around it") {
  CHECK(ask("“back in the '90s they won,” he said", "they won") == kInside);
  CHECK(ask("“back in the '90s they won,” he said", "he said") == kOutside);
}

TEST_CASE("quotations nest") {
  const std::string text = "“He told me ‘never again’ and left,” she said.";
  CHECK(ask(text, "never again") == kInside);
  CHECK(ask(text, "and left") == kInside);
  CHECK(ask(text, "she said") == kOutside);
}

TEST_CASE("words outside of marks that do not pair cannot be told") {
  CHECK(ask("He said “yes and went", "went") == kUnbalanced);
  CHECK(ask("He said yes” and went", "yes") == kUnbalanced);
  CHECK(ask("A 12\" pipe, “he said”", "he said") == kUnbalanced);
  CHECK(ask("one \"two\" three \"four", "two") == kUnbalanced);
  CHECK(ask("„eins“ und zwei“", "eins") == kUnbalanced);
}

TEST_CASE("a quotation that runs on is opened anew in the next block") {
  const auto body = Region::kBody;
  const auto runs_on =
      text_of({{body, "She said: “First we went."}, {body, "“Then we came,” she said."}});
  CHECK(ask(runs_on, "First we went") == kInside);
  CHECK(ask(runs_on, "Then we came") == kInside);
  CHECK(ask(runs_on, "First we went.\n“Then we came") == kInside);
  CHECK(ask(runs_on, "She said") == kOutside);
  const auto torn = text_of({{body, "She said: “First we went."}, {body, "Then we came."}});
  CHECK(ask(torn, "First we went") == kUnbalanced);
  CHECK(ask(torn, "Then we came") == kOutside);
}

TEST_CASE("an unbalanced block does not spoil the others") {
  const auto text = text_of({{Region::kBody, "torn “here"}, {Region::kBody, "He said “yes”."}});
  CHECK(ask(text, "yes") == kInside);
  CHECK(ask(text, "He said") == kOutside);
  CHECK(ask(text, "here\nHe said") == kOutside);
}

TEST_CASE("a blockquote without marks of its own is a quotation") {
  const auto quote = Region::kBlockquote;
  CHECK(ask(text_of({{quote, "We don’t know"}}), "We don’t know") == kInside);
  CHECK(ask(text_of({{quote, "“We know,” he said"}}), "he said") == kOutside);
  const auto two = text_of({{quote, "“We know,” he said"}, {quote, "Reporter’s words"}});
  CHECK(ask(two, "Reporter’s words") == kOutside);
  const auto parted =
      text_of({{quote, "“We know,” he said"}, {Region::kBody, "Then:"}, {quote, "We go"}});
  CHECK(ask(parted, "We go") == kInside);
  CHECK(ask(parted, "Then:") == kOutside);
}

TEST_CASE("what a page marks as a quotation is one") {
  ExtractedText text = body_of("He said yes to them");
  text.spans.push_back({8, 11, SpanType::kQuotation});
  CHECK(ask(text, "yes") == kInside);
  CHECK(ask(text, "said yes") == kOutside);
  text.spans.front().type = SpanType::kDeleted;
  CHECK(ask(text, "yes") == kOutside);
}

TEST_CASE("marks by the hundred thousand are paired in linear time") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    text += " '";
  }
  for (int i = 0; i < 100'000; ++i) {
    text += "”";
  }
  text += "end";
  CHECK(ask(text, "end") == kUnbalanced);
}
