// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

Quote& quote_of(LettersCase& twin, std::string_view id) {
  return twin.get<Quote>(id);
}

// A quote of the text that [start,end) bounds, with what a record has for it.
void anchor_at(LettersCase& twin, std::string_view id, TextRange range) {
  Quote& quote = twin.get<Quote>(id);
  QuoteText text(twin.text_of_capture("cap-dispatch"));
  const QuoteAnchor anchor = anchor_range(text, range);
  quote.exact = anchor.exact;
  quote.prefix = anchor.prefix;
  quote.suffix = anchor.suffix;
  quote.start = anchor.start;
  quote.end = anchor.end;
  quote.occurrence = Occurrence{anchor.occurrence.n, anchor.occurrence.of, {}};
  quote.as_written.clear();
  quote.scope = scope_name(anchor.scope);
}

Codes added(LettersCase& twin, Profile profile = Profile::kNewsroom) {
  Codes codes = codes_of(twin.check(profile), Severity::kInfo);
  for (const auto& [code, count] : codes_of(LettersCase().check(profile), Severity::kInfo)) {
    codes[code] -= count;
    if (codes[code] == 0) codes.erase(code);
  }
  return codes;
}

}  // namespace

TEST_CASE("other white space than the source's is information under every profile") {
  LettersCase twin;
  replace(quote_of(twin, "quo-no-answer").exact, "\n", " ");
  CHECK(added(twin) == Codes{{"quote.whitespace-differs", 1}});
  CHECK(codes_of(twin.check(Profile::kLegal)) == codes_of(LettersCase().check(Profile::kLegal)));
}

TEST_CASE("another case than the source's is a warning") {
  LettersCase twin;
  replace(quote_of(twin, "quo-no-answer").exact, "A spokesperson", "a Spokesperson");
  expect_added(twin, {{"quote.case-differs", 1}});
}

TEST_CASE("a declared cut is information, a warning under legal") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-crates");
  const std::string cut = " that the State Records Office said it recovered last month";
  const std::size_t at = quote.exact.find(cut);
  const auto start = static_cast<std::int64_t>(count_code_points(quote.exact.substr(0, at)));
  quote.edits = {{"cut", start, start + static_cast<std::int64_t>(cut.size()), " ...", {}}};
  quote.as_written = quote.exact;
  replace(quote.as_written, cut, " ...");
  CHECK(added(twin) == Codes{{"quote.elided", 1}});
  CHECK(added(twin, Profile::kLegal)["quote.elided"] == 1);
}

TEST_CASE("edits give what was published") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-crates");
  quote.edits = {{"cut", 0, 8, "...", {}}};
  quote.as_written = "Letters from Corve were among papers";
  expect_added(twin, {{"quote.edits-inconsistent", 1}});
}

TEST_CASE("what was published without edits are the words of the source") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-not-confirmed");
  quote.as_written = "CORVE'S claims could not be confirmed and may not be true.";
  expect_added(twin, {});
  quote.as_written = "Corve's claims could be confirmed and may be true";
  expect_added(twin, {{"quote.edits-inconsistent", 1}});
}

TEST_CASE("a quote is anchored in the text that its capture has") {
  LettersCase twin;
  quote_of(twin, "quo-crates").text_sha256 = sha256(as_bytes("another text"));
  expect_added(twin, {{"quote.text-mismatch", 1}});
  CHECK(twin.check().unchecked.quotes == 1);
}

TEST_CASE("offsets lie in the text, start before end") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-crates");
  SUBCASE("not negative") {
    quote.start = -1;
  }
  SUBCASE("not empty") {
    quote.end = quote.start;
  }
  SUBCASE("not turned round") {
    std::swap(quote.start, quote.end);
  }
  SUBCASE("not far out") {
    quote.end = std::int64_t{1} << 52;
  }
  expect_added(twin, {{"quote.offsets-invalid", 1}});
}

TEST_CASE("the occurrence is counted") {
  LettersCase twin;
  quote_of(twin, "quo-crates").occurrence = Occurrence{2, 3, {}};
  expect_added(twin, {{"quote.occurrence-wrong", 1}});
}

TEST_CASE("a speaker may be missing with a reason") {
  LettersCase twin;
  quote_of(twin, "quo-friendship").speaker = {std::nullopt, "the report does not say", {}};
  expect_added(twin, {});
}

TEST_CASE("a quote of a few words has a note on its context") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-crates");
  twin.anchor(quote, "12 crates");
  expect_added(twin, {{"quote.fragment-without-context", 1}});
  quote.context_note = "How many crates were found.";
  expect_added(twin, {});
}

TEST_CASE("what the source puts in quotation marks is not the outlet's voice") {
  LettersCase twin;
  twin.anchor(quote_of(twin, "quo-no-answer"), "he was taken with this friendship");
  expect_added(twin, {{"quote.in-quotation-marks", 1}});
}

TEST_CASE("where the marks do not pair, direct speech is not checkable, and that is no error") {
  LettersCase twin;
  std::string& page = twin.files["captures/cap-dispatch/primary.html"];
  replace(page, "<p>Letters from Reth", "<p>&ldquo;Letters from Reth");
  twin.extract("cap-dispatch");
  twin.settle_digests();
  for (const std::string id : {"quo-crates", "quo-no-answer"})
    twin.anchor(quote_of(twin, id), quote_of(twin, id).exact);
  twin.settle();
  Quote& quote = quote_of(twin, "quo-crates");
  quote.kind = "direct-speech";
  quote.speaker.value = id_of("src-gazette");
  // A claim that rests on speech wants one that says who said it.
  expect_added(twin, {{"quote.not-checkable", 1}, {"claim.attribution-missing", 1}});
}

TEST_CASE("words that end inside what a reader sees as one character are told") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-no-answer");
  // A flag is two code points, each of them a letter of its own.
  std::string& page = twin.files["captures/cap-dispatch/primary.html"];
  const std::string end = "did not immediately answer";
  replace(page, end, end + " \U0001F1E9\U0001F1EA");
  twin.extract("cap-dispatch");
  twin.settle_digests();
  const std::string before = quote.exact.substr(0, quote.exact.find(end));
  twin.anchor(quote, before + end + " \U0001F1E9");
  quote.as_written.clear();
  twin.settle();
  expect_added(twin, {});  // information only
  const CaseVerdict verdict = twin.check();
  CHECK(std::count_if(verdict.findings.begin(), verdict.findings.end(), [](const Finding& each) {
          return each.code == "quote.inside-grapheme" && each.where == "quo-no-answer";
        }) == 1);
}

TEST_CASE("a quote over two paragraphs says so") {
  LettersCase twin;
  anchor_at(twin, "quo-not-confirmed", {898, 1000});
  CHECK(quote_of(twin, "quo-not-confirmed").scope == "multi-block");
  expect_added(twin, {});
  quote_of(twin, "quo-not-confirmed").scope = "sentence";
  CHECK(added(twin) == Codes{{"quote.crosses-blocks", 1}});
}

TEST_CASE("a translated quote is anchored in the original language") {
  LettersCase twin;
  quote_of(twin, "quo-crates").translations = {{"en", "Letters", {}, "human", {}, {}, {}}};
  expect_added(twin, {{"quote.original-missing", 1}});
  quote_of(twin, "quo-crates").language = "nl";
  expect_added(twin, {});
}

TEST_CASE("a machine's translation is reviewed") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-crates");
  quote.translations = {{"de", "Briefe", {}, "machine", {}, {}, {}}};
  expect_added(twin, {{"quote.translation-unreviewed", 1}});
  quote.translations[0].reviewed_by = id_of("agt-berg");
  expect_added(twin, {});
}

TEST_CASE("words that stand elsewhere in another form have moved too") {
  LettersCase twin;
  Quote& quote = quote_of(twin, "quo-no-answer");
  replace(quote.exact, "\n", " ");
  --quote.start;
  --quote.end;
  CHECK(added(twin) == Codes{{"quote.whitespace-differs", 1}, {"quote.moved", 1}});
}

TEST_CASE("quotes of a capture that is not there are not looked at") {
  LettersCase twin;
  twin.overrides["records/captures/cap-dispatch.json"] = "{}";
  const CaseVerdict verdict = twin.check();
  CHECK(verdict.unchecked.quotes == 6);
  for (const auto& [code, count] : codes_of(verdict, Severity::kError))
    CHECK(code == "record.field-missing");
}

}  // namespace dossier
