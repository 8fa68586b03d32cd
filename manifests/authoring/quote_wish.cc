// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/quote_wish.h"

#include <algorithm>
#include <utility>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// Three digits behind the point are enough to compare, without a locale.
std::string decimal(double value) {
  const int thousandths = static_cast<int>(value * 1000 + 0.5);
  const std::string digits = std::to_string(1000 + thousandths % 1000).substr(1);
  return std::to_string(thousandths / 1000) + "." + digits;
}

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string range_text(TextRange range) {
  return "[" + std::to_string(range.start) + "," + std::to_string(range.end) + ")";
}

void explain_ambiguous(const QuoteSearch& search, QuoteOutcome& outcome) {
  for (std::size_t i = 0; i < search.places.size(); ++i) {
    const QuotePlace& place = search.places[i];
    outcome.details.push_back("occurrence " + std::to_string(i + 1) + ", at " +
                              std::to_string(place.range.start) + ": " + in_one_line(place.before) +
                              ">>" + in_one_line(place.words) + "<<" + in_one_line(place.after));
  }
  const auto shown = static_cast<std::int64_t>(search.places.size());
  if (search.hits > shown) {
    outcome.details.push_back("and " + std::to_string(search.hits - shown) + " more");
  }
  outcome.mend = "Say which one: by occurrence or by at, or type more of the words around them.";
}

void explain_failure(const QuoteSearch& search, QuoteOutcome& outcome) {
  outcome.sentence = search.explanation;
  if (search.status == QuoteStatus::kAmbiguous) {
    explain_ambiguous(search, outcome);
    return;
  }
  if (!search.nearest) {
    outcome.mend = "Copy the words from the capture's text.txt.";
    return;
  }
  outcome.sentence += "; the nearest ones, at " + range_text(search.nearest->range) +
                      ", are similar by " + decimal(search.similarity);
  outcome.details.push_back("source: " + in_one_line(search.nearest->words));
  outcome.details.push_back("differs: " + in_one_line(render_word_diff(search.diff)));
  outcome.mend =
      "[-words-] stand in the source and not in yours, {+words+} only in yours. Quote the source's "
      "words, or mark what is left out by ...";
}

MarksAnswer marks_of(QuoteText& text, const QuoteAnchor& anchor) {
  std::vector<TextRange> ranges = anchor.pieces;
  if (ranges.empty()) ranges.push_back({anchor.start, anchor.end});
  bool unbalanced = false;
  for (const TextRange range : ranges) {
    const MarksAnswer answer = text.in_quotation_marks(range);
    if (answer == MarksAnswer::kOutside) return answer;
    unbalanced = unbalanced || answer == MarksAnswer::kUnbalanced;
  }
  return unbalanced ? MarksAnswer::kUnbalanced : MarksAnswer::kInside;
}

Quote anchored(const QuoteAnchor& anchor, const Sha256& text_sha256, const QuoteWish& wish) {
  Quote quote;
  quote.id = wish.id;
  quote.capture = wish.capture;
  quote.kind = wish.kind;
  quote.scope = wish.scope.empty() ? std::string(scope_name(anchor.scope)) : wish.scope;
  quote.exact = anchor.exact;
  quote.prefix = anchor.prefix;
  quote.suffix = anchor.suffix;
  quote.start = anchor.start;
  quote.end = anchor.end;
  quote.text_sha256 = text_sha256;
  quote.occurrence = Occurrence{anchor.occurrence.n, anchor.occurrence.of, {}};
  quote.as_written = anchor.as_written;
  for (const TextEdit& edit : anchor.edits) {
    quote.edits.push_back(
        {std::string(edit_type_name(edit.type)), edit.start, edit.end, edit.shown, {}});
  }
  quote.speaker = wish.speaker;
  quote.attribution = wish.attribution;
  if (!wish.said.empty()) quote.said_at = ReportedDate{wish.said, "stated", {}, {}};
  quote.language = wish.language;
  quote.context_note = wish.context;
  return quote;
}

void remark(const QuoteText& text, const QuoteAnchor& anchor, MarksAnswer marks,
            const QuoteWish& wish, std::vector<std::string>& remarks) {
  std::string regions;
  for (const std::string_view region : text.outside_body({anchor.start, anchor.end})) {
    regions += (regions.empty() ? "" : ", ") + std::string(region);
  }
  if (!regions.empty()) remarks.push_back("it does not stand in the article's body: " + regions);
  const auto exact = decode_utf8(anchor.exact);
  if (exact && is_short_fragment(*exact) && wish.context.empty()) {
    remarks.emplace_back("it is too short to tell what it was said about; add a context note");
  }
  if (anchor.cuts_word) remarks.emplace_back("it begins or ends inside a word");
  if (wish.kind == "direct-speech" && marks == MarksAnswer::kUnbalanced) {
    remarks.emplace_back(
        "whether it stands in quotation marks cannot be told: the marks there do not pair");
  }
}

}  // namespace

QuoteOutcome make_quote(QuoteText& text, const Sha256& text_sha256, const QuoteWish& wish) {
  QuoteOutcome outcome;
  const QuoteSearch search = find_quote(text, wish.typed);
  if (!search.anchor) {
    explain_failure(search, outcome);
    return outcome;
  }
  const MarksAnswer marks = marks_of(text, *search.anchor);
  if (wish.kind == "direct-speech" && marks == MarksAnswer::kOutside) {
    outcome.sentence = "the words stand at " +
                       range_text({search.anchor->start, search.anchor->end}) +
                       ", but the source does not put them in quotation marks";
    outcome.mend =
        "Direct speech is what the source prints as such; the reporter's words about it are "
        "indirect-speech, the outlet's own article-voice.";
    return outcome;
  }
  remark(text, *search.anchor, marks, wish, outcome.remarks);
  outcome.quote = anchored(*search.anchor, text_sha256, wish);
  return outcome;
}

}  // namespace dossier
