// SPDX-License-Identifier: Apache-2.0
// The sample, and its twins: each has one fault, all else made consistent again.
#include <doctest/doctest.h>

#include "manifests/text/unicode.h"
#include "tests/manifests/rules/added_codes.h"

namespace dossier {
namespace {

// Writes the record with the words replaced in its bytes, and lets nothing else know.
void edit_bytes(CaseBuilder& twin, const std::string& id, std::string_view from,
                std::string_view to) {
  const AnyRecord& record = twin.records.at(id);
  std::string bytes = write_record(record);
  replace(bytes, from, to);
  twin.overrides[path_of(record)] = bytes;
}

// The sample with Sandoval masked in both texts: the pages are not packed.
class MaskedLetters : public LettersCase {
 public:
  MaskedLetters() {
    std::size_t next = 1;
    for (const std::string capture : {"cap-dispatch", "cap-dispatch-text"}) {
      std::string& text = files[text_path(capture)];
      const std::string name = "Sandoval";
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
        const auto start = static_cast<std::int64_t>(count_code_points(text.substr(0, at)));
        std::string mask;
        for (std::size_t i = 0; i < name.size(); ++i) mask += "\u2588";
        text.replace(at, name.size(), mask);
        Redaction& redaction =
            add<Redaction>("red-" + std::to_string(next++), "2026-03-01T17:30:00Z");
        redaction.target = RedactionTarget{};
        redaction.target->capture = id_of(capture);
        redaction.target->start = start;
        redaction.target->end = start + static_cast<std::int64_t>(name.size());
        redaction.method = "masked";
        redaction.reason = "source-protection";
        redaction.authorised_by = id_of("agt-berg");
        redaction.event = id_of("evt-redact");
        redaction.commitment = "hmac-sha256:" + std::string(64, 'a');
        redaction.note = "The name is not ours to tell.";
      }
      get<Capture>(capture).files.front().presence = "not-packed";
    }
    Event& event = add<Event>("evt-redact", "2026-03-01T17:30:00Z");
    event.type = "redact";
    event.seq = 5;
    event.started = time_of("2026-03-01T17:30:00Z");
    event.agents = {{id_of("agt-berg"), "redactor", {}}};
    event.used = {{"", {}, id_of("cap-dispatch"), {}}};
    event.reason = "The name is not ours to tell.";
    event.nonce = std::string(32, '1');
    event.status = "completed";
    get<Event>("evt-seal").seq = 6;
    settle();
    for_all<Capture>([this](Capture& capture) { files.erase(capture.files.front().path); });
    for_all<Quote>([this](Quote& quote) {
      QuoteText text(text_of_capture(quote.capture.text()));
      quote.prefix = prefix_of(text, {quote.start, quote.end});
      quote.suffix = suffix_of(text, {quote.start, quote.end});
    });
    settle();
  }
};

}  // namespace

TEST_CASE("the sample has five hops without evidence, no picture of the page, and no error") {
  const LettersCase sample;
  const CaseVerdict verdict = sample.check();
  CHECK(codes_of(verdict) == letters_codes());
  CHECK(verdict.errors == 0);
  CHECK(verdict.warnings == 6);
  CHECK(verdict.unchecked == Unchecked{});
}

TEST_CASE("all six quotes of the sample are exact, one claim is partly verified") {
  const CaseVerdict verdict = LettersCase().check();
  CHECK(verdict.substance.all_quotes == 6);
  CHECK(verdict.substance.quotes[static_cast<std::size_t>(QuoteStatus::kExact)] == 6);
  CHECK(verdict.substance.all_claims == 4);
  CHECK(verdict.substance.claims[3] == 1);  // partly-verified
  CHECK(verdict.substance.claims[4] == 3);  // unverified
}

TEST_CASE("findings come in the order of the table, then by record") {
  const CaseVerdict verdict = LettersCase().check();
  std::vector<std::string> warned;
  for (const Finding& finding : verdict.findings)
    if (finding.severity == Severity::kWarning) warned.push_back(finding.where + finding.pointer);
  CHECK(warned == std::vector<std::string>{"art-letters", "att-crates/hops/0", "att-friends/hops/0",
                                           "att-friends/hops/1", "att-friends/hops/2",
                                           "att-interview/hops/0"});
}

TEST_CASE("a dropped word is an altered quote") {
  LettersCase twin;
  replace(twin.get<Quote>("quo-not-confirmed").exact, " not be confirmed", " be confirmed");
  expect_added(twin, {{"quote.altered", 1}});
}

TEST_CASE("words of another article are not found") {
  LettersCase twin;
  twin.get<Quote>("quo-told-friends").exact = "Reth had never written to Corve";
  expect_added(twin, {{"quote.not-found", 1}});
}

TEST_CASE("the reporter's words are not the speaker's") {
  LettersCase twin;
  twin.get<Quote>("quo-not-confirmed").kind = "direct-speech";
  expect_added(twin, {{"quote.not-in-quotation-marks", 1}});
}

TEST_CASE("a teaser is not the article") {
  LettersCase twin;
  twin.anchor(twin.get<Quote>("quo-told-friends"), "Ostmark's Reth at a turning point");
  CHECK(twin.get<Quote>("quo-told-friends").start == 1572);
  expect_added(twin, {{"quote.outside-body", 1}});
}

TEST_CASE("a quote beside its recorded place has moved") {
  LettersCase twin;
  Quote& quote = twin.get<Quote>("quo-friendship");
  ++quote.start;
  ++quote.end;
  expect_added(twin, {{"quote.moved", 1}});
}

TEST_CASE("an edited context is told") {
  LettersCase twin;
  std::string& prefix = twin.get<Quote>("quo-crates").prefix;
  prefix.front() = prefix.front() == 'x' ? 'y' : 'x';
  expect_added(twin, {{"quote.context-mismatch", 1}});
}

TEST_CASE("straight quotation marks are information under newsroom and a warning under legal") {
  LettersCase twin;
  std::string& exact = twin.get<Quote>("quo-telling-people").exact;
  while (exact.find("’") != std::string::npos) replace(exact, "’", "'");
  CHECK(codes_of(twin.check(), Severity::kInfo)["quote.typographic"] == 1);
  CHECK(codes_of(twin.check(Profile::kLegal))["quote.typographic"] == 1);
  expect_added(twin, {});
}

TEST_CASE("a silent cut is told") {
  LettersCase twin;
  Quote& quote = twin.get<Quote>("quo-telling-people");
  replace(quote.exact, "don’t always line up, but he has been", "... he has been");
  expect_added(twin, {{"quote.elision-undeclared", 1}});
}

TEST_CASE("words in two places, at neither of them recorded, are ambiguous") {
  LettersCase twin;
  Quote& quote = twin.get<Quote>("quo-told-friends");
  quote.exact = "in contact with";
  quote.start = 1400;
  quote.end = 1415;
  quote.prefix = "nowhere";
  quote.suffix = "nowhere";
  expect_added(twin, {{"quote.ambiguous", 1}});
}

TEST_CASE("offsets beyond the text are invalid") {
  LettersCase twin;
  twin.get<Quote>("quo-no-answer").end = 1697;
  expect_added(twin, {{"quote.offsets-invalid", 1}});
}

TEST_CASE("speech has a speaker") {
  LettersCase twin;
  twin.get<Quote>("quo-friendship").speaker = {};
  expect_added(twin, {{"quote.speaker-missing", 1}});
}

TEST_CASE("a chain without one of its links is disconnected") {
  LettersCase twin;
  std::vector<Hop>& hops = twin.get<Attribution>("att-friends").hops;
  hops.erase(hops.begin() + 1);
  expect_added(twin, {{"attribution.chain-disconnected", 1}, {"attribution.evidence-missing", -1}});
}

TEST_CASE("hearsay is not verified") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-contact");
  claim.status = "verified";
  claim.credibility = 2;
  claim.support[1].stance = "context";
  expect_added(twin, {{"claim.hearsay-marked-verified", 1}});
}

TEST_CASE("a decision without a person is told") {
  LettersCase twin;
  twin.get<Claim>("clm-crates").reviewed_by = {};
  expect_added(twin, {{"claim.review-missing", 1}});
}

TEST_CASE("a confirmation without evidence is told") {
  LettersCase twin;
  Note& note = twin.get<Note>("note-crates");
  note.result = "confirmed";
  note.evidence.clear();
  expect_added(twin, {{"note.confirmed-without-evidence", 1}});
}

TEST_CASE("a basis that leads to nothing is told once") {
  LettersCase twin;
  twin.get<Claim>("clm-contact").basis = {id_of("note-nothing")};
  expect_added(twin, {{"reference.unresolved", 1}});
}

TEST_CASE("a key that stands twice masks what else could be said of the record") {
  LettersCase twin;
  edit_bytes(twin, "clm-contact", "\"status\":", "\"status\": \"verified\",\n  \"status\":");
  expect_added(twin, {{"record.duplicate-key", 1}});
  CHECK(twin.check().unchecked.records == 1);
}

TEST_CASE("a mistyped key is told once") {
  LettersCase twin;
  edit_bytes(twin, "quo-friendship", "\"speaker\":", "\"speeker\": \"src-corve\",\n  \"speaker\":");
  expect_added(twin, {{"record.unknown-key", 1}});
}

TEST_CASE("an edited text is a changed file, and its quotes are not looked at") {
  LettersCase twin;
  replace(twin.files[twin.text_path("cap-dispatch")], "Lower Tarsk", "Upper Tarsk");
  expect_added(twin, {{"capture.file-changed", 1}});
  const CaseVerdict verdict = twin.check();
  CHECK(verdict.unchecked.quotes == 6);
  CHECK(verdict.unchecked.texts == 1);
  CHECK(verdict.substance.quotes[static_cast<std::size_t>(QuoteStatus::kExact)] == 0);
}

TEST_CASE("a forged text whose digests all agree cannot be extracted again") {
  LettersCase twin;
  replace(twin.files[twin.text_path("cap-dispatch")], "Lower Tarsk", "Upper Tarsk");
  twin.settle();
  expect_added(twin, {{"text.not-reproducible", 1}});
  CHECK(twin.check().unchecked.quotes == 6);
}

TEST_CASE("a file that nobody lists is told") {
  LettersCase twin;
  twin.files["captures/cap-dispatch/notes.txt"] = "slipped in";
  expect_added(twin, {{"capture.file-unlisted", 1}});
}

TEST_CASE("nothing is captured before it is published") {
  LettersCase twin;
  twin.get<Capture>("cap-dispatch").captured_at = time_of("2026-02-25T09:12:40Z");
  expect_added(twin, {{"time.impossible-order", 1}});
}

TEST_CASE("an event that was taken out breaks the chain once") {
  LettersCase twin;
  twin.records.erase("evt-quote");
  expect_added(twin, {{"event.chain-broken", 1}});
}

TEST_CASE("a packed dossier has a seal event") {
  LettersCase twin;
  twin.records.erase("evt-seal");
  expect_added(twin, {{"event.not-sealed", 1}});
  CHECK(codes_of(twin.check(Profile::kOpen))["event.not-sealed"] == 1);
}

TEST_CASE("a case folder that is not packed yet needs no seal") {
  LettersCase twin;
  twin.records.erase("evt-seal");
  twin.head.sealed = {};
  CHECK(codes_of(twin.check(Profile::kNewsroom, false)) == letters_codes());
}

TEST_CASE("where only digests may be passed on, packed pages and texts are told") {
  LettersCase twin;
  twin.get<Marking>("mrk-rights").payload = "hash-only";
  expect_added(twin, {{"marking.excerpt-exceeded", 2}});  // one a capture
}

TEST_CASE("a name that is masked everywhere adds nothing") {
  const MaskedLetters masked;
  expect_added(masked, {});
  CHECK(masked.check().unchecked.texts == 2);
}

TEST_CASE("a masked name that one prefix still shows has leaked") {
  MaskedLetters twin;
  std::string& prefix = twin.get<Quote>("quo-telling-people").prefix;
  replace(prefix, "████████", "Sandoval");
  expect_added(twin, {{"redaction.leaked", 1}});
}

TEST_CASE("a redaction is committed to with a secret") {
  MaskedLetters twin;
  twin.get<Redaction>("red-1").commitment = "sha256:" + std::string(64, 'a');
  expect_added(twin, {{"redaction.commitment-unsalted", 1}});
}

TEST_CASE("a masked text is compared with the page that is supplied") {
  MaskedLetters twin;
  for (const auto& [capture, sample] :
       {std::pair{"cap-dispatch", "article.html"}, std::pair{"cap-dispatch-text", "article.txt"}}) {
    const std::string path = twin.get<Capture>(capture).files.front().path;
    twin.files[path] = read_sample(sample);
    twin.supplied.insert(path);
  }
  expect_added(twin, {});
  CHECK(twin.check().unchecked == Unchecked{});
}

TEST_CASE("dropping, adding or changing any inner word of any quote is an error") {
  const LettersCase sample;
  for (const auto& [id, record] : sample.records) {
    const Quote* original = std::get_if<Quote>(&record);
    if (original == nullptr) continue;
    std::vector<std::size_t> spaces;
    for (std::size_t at = original->exact.find(' '); at != std::string::npos;
         at = original->exact.find(' ', at + 1))
      spaces.push_back(at);
    REQUIRE(spaces.size() > 4);
    for (std::size_t i = 0; i + 1 < spaces.size(); ++i) {
      const std::string before = original->exact.substr(0, spaces[i] + 1);
      const std::string after = original->exact.substr(spaces[i + 1]);
      const std::string word = original->exact.substr(spaces[i] + 1, spaces[i + 1] - spaces[i] - 1);
      for (const std::string& exact :
           {before + after.substr(1), before + "never " + word + after, before + "never" + after}) {
        LettersCase twin;
        Quote& quote = twin.get<Quote>(id);
        quote.exact = exact;
        const Codes codes = codes_of(twin.check(), Severity::kError);
        CHECK_MESSAGE(codes.size() == 1, exact);
        CHECK_MESSAGE((codes.contains("quote.altered") || codes.contains("quote.not-found")),
                      exact);
      }
    }
  }
}

}  // namespace dossier
