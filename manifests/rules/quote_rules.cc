// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/quotes/quote_match.h"
#include "manifests/quotes/quote_text.h"
#include "manifests/rules/rule_groups.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr char32_t kMask = 0x2588;

bool is_speech(const Quote& quote) {
  return quote.kind == "direct-speech" || quote.kind == "indirect-speech";
}

bool lies_in(std::int64_t offset, const std::vector<TextRange>& ranges) {
  const auto range = first_ending_behind(ranges, offset);
  return range != ranges.end() && range->start <= offset;
}

// Words with U+2588 for what stands where the text is masked: whether a context agrees and whether
// it shows what is masked are two questions.
std::string mask_context(const std::string& words, std::int64_t start,
                         const std::vector<TextRange>& masks) {
  auto decoded = masks.empty() ? std::nullopt : decode_utf8(words);
  if (!decoded) return words;
  for (char32_t& c : *decoded) {
    if (lies_in(start, masks)) c = kMask;
    ++start;
  }
  return encode_utf8(*decoded);
}

QuoteQuery to_query(const Quote& quote, const std::vector<TextRange>& masks) {
  QuoteQuery query;
  const auto prefix_length = static_cast<std::int64_t>(count_code_points(quote.prefix));
  query.exact = quote.exact;
  query.prefix = mask_context(quote.prefix, quote.start - prefix_length, masks);
  query.suffix = mask_context(quote.suffix, quote.end, masks);
  query.recorded = TextRange{quote.start, quote.end};
  query.occurrence = QuoteOccurrence{quote.occurrence->n, quote.occurrence->of};
  query.as_written = quote.as_written;
  for (const QuoteEdit& edit : quote.edits) {
    TextEdit& out = query.edits.emplace_back();
    parse_edit_type(edit.type, out.type);
    out.start = edit.start;
    out.end = edit.end;
    out.shown = edit.shown;
  }
  return query;
}

std::vector<TextBlock> regions_of(const Capture& capture) {
  std::vector<TextBlock> regions;
  for (const RegionOverride& region : capture.regions) {
    TextBlock& out = regions.emplace_back();
    out.start = region.start;
    out.end = region.end;
    parse_region(region.region, out.region);
  }
  return regions;
}

// The beginning of a quote, for a sentence.
std::string shown(const std::string& words) {
  constexpr std::size_t kShownCodePoints = 40;
  std::string start = words.substr(0, byte_offset(words, kShownCodePoints));
  if (start.size() < words.size()) start += "…";
  std::replace(start.begin(), start.end(), '\n', ' ');
  return "“" + start + "”";
}

// What is quoted of the text: the pieces of an elided quote, else all of it.
std::vector<TextRange> quoted_ranges(const Quote& quote, const QuoteMatch& match) {
  if (!match.pieces.empty()) return match.pieces;
  std::vector<TextRange> ranges;
  std::int64_t at = match.range.start;
  if (match.level == MatchLevel::kExact && !match.edits_inconsistent) {
    for (const QuoteEdit& edit : quote.edits) {
      if (match.range.start + edit.start > at)
        ranges.push_back({at, match.range.start + edit.start});
      at = match.range.start + edit.end;
    }
  }
  if (at < match.range.end) ranges.push_back({at, match.range.end});
  return ranges;
}

bool words_stand_in_text(const QuoteMatch& match) {
  return match.level != MatchLevel::kNear && match.level != MatchLevel::kNone &&
         match.status != QuoteStatus::kAmbiguous;
}

// The quotes of one capture against its text.
class QuoteRules {
 public:
  QuoteRules(const Capture& capture, QuoteText& text, RuleFindings& findings)
      : capture_(capture), text_(text), findings_(findings) {}

  // False when the offsets or the digest of the text leave nothing to check.
  bool check_anchor(const Quote& quote) {
    if (quote.start < 0 || quote.start >= quote.end || quote.end > text_.size()) {
      report(quote, "quote.offsets-invalid", quote.end > text_.size() ? "/end" : "/start",
             "the offsets [" + std::to_string(quote.start) + "," + std::to_string(quote.end) +
                 ") do not lie in the text of " + std::to_string(text_.size()) + " code points");
      return false;
    }
    if (quote.text_sha256 != capture_.text->sha256) {
      report(quote, "quote.text-mismatch", "/text_sha256",
             "was taken from another text than the one that " + capture_.id.text() + " has now");
      return false;
    }
    return true;
  }

  void check_match(const Quote& quote, const QuoteMatch& match) {
    report_status(quote, match);
    if (match.edits_inconsistent) {
      report(quote, "quote.edits-inconsistent", "/edits",
             "the edits do not turn exact into as_written");
    } else if (match.level <= MatchLevel::kCase && !says_as_written(quote)) {
      report(quote, "quote.edits-inconsistent", "/as_written",
             "as_written has other words than exact, and no edits tell of them");
    }
    if (match.status == QuoteStatus::kNotCheckable || !words_stand_in_text(match)) return;
    if (match.occurrence_wrong) {
      report(quote, "quote.occurrence-wrong", "/occurrence",
             "is told to be number " + std::to_string(quote.occurrence->n) + " of " +
                 std::to_string(quote.occurrence->of) + " such places, and is number " +
                 std::to_string(match.found.n) + " of " + std::to_string(match.found.of));
    }
    check_marks(quote, match);
    check_place(quote, match);
  }

 private:
  void report(const Quote& quote, std::string_view code, std::string pointer,
              std::string sentence) {
    findings_.add(code, quote.id.text(), std::move(pointer), std::move(sentence));
  }

  void report_status(const Quote& quote, const QuoteMatch& match) {
    const std::string_view code = status_finding_code(match.status);
    if (!code.empty()) {
      const bool context = match.status == QuoteStatus::kContextMismatch;
      report(quote, code, context ? "" : "/exact",
             context ? "the words stand there, and what stands before or behind them is not what "
                       "prefix and suffix tell"
                     : shown(quote.exact) + ": " + match.explanation);
    }
    if (match.moved && match.status != QuoteStatus::kMoved) {
      report(quote, "quote.moved", "/start",
             "the words stand at [" + std::to_string(match.range.start) + "," +
                 std::to_string(match.range.end) + "), not at the recorded offsets");
    }
  }

  // What the author published, if no edits are declared, is `exact` but for marks and case.
  static bool says_as_written(const Quote& quote) {
    if (quote.as_written.empty() || !quote.edits.empty()) return true;
    const auto written = decode_utf8(quote.as_written);
    const auto exact = decode_utf8(quote.exact);
    if (!written || !exact) return false;
    const auto ours = query_spellings(*written, FoldLevel::kCase);
    const auto theirs = query_spellings(*exact, FoldLevel::kCase);
    return std::find_first_of(ours.begin(), ours.end(), theirs.begin(), theirs.end()) != ours.end();
  }

  void check_marks(const Quote& quote, const QuoteMatch& match) {
    const bool direct = quote.kind == "direct-speech";
    if (!direct && quote.kind != "indirect-speech" && quote.kind != "article-voice") return;
    bool inside = true;
    bool unbalanced = false;
    for (const TextRange range : quoted_ranges(quote, match)) {
      const MarksAnswer answer = text_.in_quotation_marks(range);
      inside = inside && answer != MarksAnswer::kOutside;
      unbalanced = unbalanced || answer == MarksAnswer::kUnbalanced;
    }
    if (direct && !inside) {
      report(quote, "quote.not-in-quotation-marks", "/kind",
             shown(quote.exact) +
                 " is recorded as direct speech, and the source does not put it "
                 "in quotation marks");
    } else if (direct && unbalanced) {
      report(quote, "quote.not-checkable", "/kind",
             "whether it stands in quotation marks cannot be told: the marks there do not pair");
    } else if (!direct && inside && !unbalanced) {
      report(quote, "quote.in-quotation-marks", "/kind",
             shown(quote.exact) + " is recorded as " + quote.kind +
                 ", and the source puts it in quotation marks");
    }
  }

  void check_place(const Quote& quote, const QuoteMatch& match) {
    const std::vector<std::string_view> outside = text_.outside_body(match.range);
    if (!outside.empty()) {
      std::string names;
      for (const std::string_view name : outside)
        names += (names.empty() ? "" : ", ") + std::string(name);
      report(quote, "quote.outside-body", "/start",
             shown(quote.exact) + " does not stand in the body of the article, but in: " + names);
    }
    if (text_.crosses_blocks(match.range) && quote.scope != "multi-block") {
      report(quote, "quote.crosses-blocks", "/scope",
             "goes over more than one block of the text, and its scope is not multi-block");
    }
    const auto start = static_cast<std::size_t>(match.range.start);
    const auto end = static_cast<std::size_t>(match.range.end);
    if (!is_grapheme_boundary(text_.text(), start) || !is_grapheme_boundary(text_.text(), end)) {
      report(quote, "quote.inside-grapheme", "/start",
             "begins or ends inside what readers see as one character");
    }
  }

  const Capture& capture_;
  QuoteText& text_;
  RuleFindings& findings_;
};

}  // namespace

void check_quotes(const CaseIndex& index, const Capture& capture, const UsableText& usable,
                  RuleFindings& findings, CaptureCheck& check) {
  const std::vector<const Quote*>& quotes = index.quotes_of(capture.id);
  for (const Quote* quote : quotes) check.quotes.emplace_back().quote = quote->id;
  if (quotes.empty()) return;
  if (!usable.text) {
    if (usable.why_not.empty()) return;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
      check.quotes[i].checked = true;
      findings.add("quote.not-checkable", quotes[i]->id.text(), "/capture", usable.why_not);
    }
    return;
  }
  QuoteText text(*usable.text, regions_of(capture));
  QuoteRules rules(capture, text, findings);
  std::vector<QuoteQuery> queries;
  std::vector<std::size_t> owners;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    if (!rules.check_anchor(*quotes[i])) continue;
    queries.push_back(to_query(*quotes[i], index.masks_of(capture.id)));
    owners.push_back(i);
  }
  const std::vector<QuoteMatch> matches = match_quotes(text, queries);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const QuoteMatch& match = matches[i];
    rules.check_match(*quotes[owners[i]], match);
    check.quotes[owners[i]] = {quotes[owners[i]]->id, true,        match.status, match.level,
                               match.range,           match.moved, match.found};
  }
}

// What the records of quotes say, without any text.
void check_quote_records(const CaseIndex& index, RuleFindings& findings) {
  for (const Quote* quote : index.dossier().all<Quote>()) {
    const std::string& id = quote->id.text();
    if (is_speech(*quote) && quote->speaker.absent()) {
      findings.add("quote.speaker-missing", id, "/speaker",
                   "is " + quote->kind + ", and nobody is named who said it",
                   "Name a source as speaker, or write {\"missing\": \"the reason\"}.");
    }
    const auto exact = decode_utf8(quote->exact);
    if (exact && is_short_fragment(*exact) && quote->context_note.empty()) {
      findings.add("quote.fragment-without-context", id, "/context_note",
                   shown(quote->exact) + " is too short to tell what it was said about");
    }
    const Capture* capture = index.dossier().find<Capture>(quote->capture);
    const Article* article =
        capture == nullptr ? nullptr : index.dossier().find<Article>(capture->article);
    const std::string& language =
        !quote->language.empty() || article == nullptr ? quote->language : article->language;
    for (std::size_t i = 0; i < quote->translations.size(); ++i) {
      const Translation& translation = quote->translations[i];
      const std::string pointer = "/translations/" + std::to_string(i);
      if (!language.empty() && translation.language == language) {
        findings.add(
            "quote.original-missing", id, pointer + "/language",
            "the words that are anchored are in " + language + ", the language of the translation");
      }
      if (translation.method == "machine" && !translation.reviewed_by) {
        findings.add("quote.translation-unreviewed", id, pointer + "/reviewed_by",
                     "the translation into " + translation.language +
                         " was made by a machine, and nobody reviewed it");
      }
    }
  }
}

}  // namespace dossier
