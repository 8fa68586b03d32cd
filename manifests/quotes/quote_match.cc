// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_match.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "manifests/quotes/level_match.h"
#include "manifests/quotes/near_words.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr char32_t kMask = 0x2588;  // stands for each redacted code point
constexpr std::array kLevels = {FoldLevel::kExact, FoldLevel::kWhitespace, FoldLevel::kTypographic,
                                FoldLevel::kCase};

std::size_t index(std::int64_t offset) {
  return static_cast<std::size_t>(offset);
}

std::string at_text(TextRange range) {
  return "[" + std::to_string(range.start) + "," + std::to_string(range.end) + ")";
}

std::string likeness(double similarity) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", similarity);
  if (std::string_view(text) == "1.000") return "the text has these words but for a few characters";
  return "the nearest words have the similarity " + std::string(text);
}

// Matches the quotes of one capture level by level; what a level decides is left out of the next.
class Matcher {
 public:
  Matcher(QuoteText& text, std::span<const QuoteQuery> queries)
      : text_(text), queries_(queries), matches_(queries.size()), exacts_(queries.size()) {}

  std::vector<QuoteMatch> run() {
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      prepare(i);
    }
    for (const FoldLevel level : kLevels) {
      if (!open_.empty()) {
        match_on_level(text_, level, open_);
        drop_decided();
      }
    }
    // All that may pass comes before the near words, which may use up the budget.
    for (const OpenQuote& quote : open_) {
      match_elided(quote);
    }
    drop_decided();
    for (const OpenQuote& quote : open_) {
      match_near(quote);
    }
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      finish(queries_[i], matches_[i]);
    }
    return std::move(matches_);
  }

 private:
  void prepare(std::size_t i) {
    const QuoteQuery& query = queries_[i];
    QuoteMatch& match = matches_[i];
    auto exact = decode_utf8(query.exact);
    const bool recorded = query.recorded && text_.contains(*query.recorded);
    if (!text_.readable()) {
      match.status = QuoteStatus::kNotCheckable;
      match.explanation = "the text is not valid UTF-8";
    } else if (query.exact.find("\u2588") != std::string::npos ||
               (recorded && text_.slice(*query.recorded).find(kMask) != std::u32string::npos)) {
      match.status = QuoteStatus::kNotCheckable;
      match.explanation = "a part of the quoted range is masked";
    } else if (!exact || exact->empty()) {
      match.explanation = "the quote has no words";
    } else {
      exacts_[i] = std::move(*exact);
      open_.push_back({&query, exacts_[i], &match});
    }
  }

  void drop_decided() {
    std::erase_if(open_,
                  [](const OpenQuote& quote) { return quote.match->level != MatchLevel::kNone; });
  }

  void match_elided(const OpenQuote& quote) {
    const auto& recorded = quote.query->recorded;
    for (const std::u32string& spelling : query_spellings(quote.exact, FoldLevel::kTypographic)) {
      const auto elided = split_elided(spelling);
      const auto hits =
          elided ? find_elided(text_, *elided, recorded ? recorded->start : -1) : std::nullopt;
      if (hits && !hits->empty()) {
        decide_elided(*quote.query, *hits, *quote.match);
        return;
      }
    }
  }

  void decide_elided(const QuoteQuery& query, const std::vector<ElidedHit>& hits,
                     QuoteMatch& match) const {
    match.level = MatchLevel::kElided;
    match.found.of = static_cast<std::int64_t>(hits.size());
    auto chosen = std::find_if(hits.begin(), hits.end(), [&](const ElidedHit& hit) {
      return query.recorded && hit.range == *query.recorded;
    });
    match.moved = query.recorded && chosen == hits.end();
    if (chosen == hits.end() && hits.size() == 1) {
      chosen = hits.begin();
    } else if (chosen == hits.end()) {
      chosen = between_contexts(query, hits);
    }
    if (chosen == hits.end()) {
      match.moved = false;
      match.status = QuoteStatus::kAmbiguous;
      for (const ElidedHit& hit : hits) {
        if (match.places.size() < kMostPlaces) {
          match.places.push_back(hit.range);
        }
      }
      return;
    }
    match.found.n = chosen - hits.begin() + 1;
    match.range = chosen->range;
    match.pieces = chosen->pieces;
    match.similarity = 1;
    match.status =
        !query.edits.empty() && edits_reproduce(query.exact, query.edits, query.as_written)
            ? QuoteStatus::kElided
            : QuoteStatus::kElidedUndeclared;
  }

  // The only hit between the recorded contexts, or the end.
  std::vector<ElidedHit>::const_iterator between_contexts(
      const QuoteQuery& query, const std::vector<ElidedHit>& hits) const {
    const auto prefix = decode_utf8(query.prefix);
    const auto suffix = decode_utf8(query.suffix);
    auto agrees = [&](const ElidedHit& hit) {
      return prefix && suffix && prefix->size() + suffix->size() > 0 &&
             text_.text().substr(0, index(hit.range.start)).ends_with(*prefix) &&
             text_.text().substr(index(hit.range.end)).starts_with(*suffix);
    };
    const auto first = std::find_if(hits.begin(), hits.end(), agrees);
    const bool only =
        first != hits.end() && std::find_if(first + 1, hits.end(), agrees) == hits.end();
    return only ? first : hits.end();
  }

  void match_near(const OpenQuote& quote) {
    QuoteMatch& match = *quote.match;
    const NearWords near = nearest_words(text_, quote.exact);
    match.similarity = near.similarity;
    match.explanation = near.not_searched.empty()
                            ? likeness(near.similarity)
                            : "the words do not stand in the text; " + near.not_searched;
    if (near.similarity >= kAlteredSimilarity) {
      match.status = QuoteStatus::kAltered;
      match.level = MatchLevel::kNear;
      match.range = near.range;
      const std::string difference = describe_difference(text_, near.range, quote.exact);
      match.explanation += (difference.empty() ? "" : ": ") + difference;
    }
    if (const std::string scripts = look_alike_message(text_, quote.exact); !scripts.empty()) {
      match.explanation += "; " + scripts;
    }
  }

  void finish(const QuoteQuery& query, QuoteMatch& match) {
    if (!query.edits.empty() && match.status != QuoteStatus::kNotCheckable) {
      match.edits_inconsistent = !edits_reproduce(query.exact, query.edits, query.as_written);
      if (match.status == QuoteStatus::kExact && !match.edits_inconsistent) {
        match.status = QuoteStatus::kElided;
      }
    }
    match.occurrence_wrong =
        query.occurrence && match.found.n > 0 && *query.occurrence != match.found;
    if (match.explanation.empty()) {
      match.explanation = explain(query, match);
    }
  }

  std::string explain(const QuoteQuery& query, const QuoteMatch& match) {
    if (match.status == QuoteStatus::kAmbiguous) {
      std::string places = "the words stand in " + std::to_string(match.found.of) + " places";
      for (const TextRange& place : match.places) {
        places += (&place == &match.places.front() ? ": " : ", ") + at_text(place);
      }
      return places;
    }
    std::string sentence = "the words stand at " + at_text(match.range) +
                           (match.moved ? ", not at the recorded offsets" : "");
    if (match.status == QuoteStatus::kElided || match.status == QuoteStatus::kElidedUndeclared) {
      const auto shown =
          decode_utf8(match.level == MatchLevel::kElided ? query.exact : query.as_written);
      const std::string difference =
          shown ? describe_difference(text_, match.range, *shown) : std::string();
      sentence += (difference.empty() ? "" : ": ") + difference;
    }
    return sentence;
  }

  QuoteText& text_;
  std::span<const QuoteQuery> queries_;
  std::vector<QuoteMatch> matches_;
  std::vector<std::u32string> exacts_;
  std::vector<OpenQuote> open_;  // not decided yet, in the order of the queries
};

}  // namespace

std::vector<QuoteMatch> match_quotes(QuoteText& text, std::span<const QuoteQuery> queries) {
  return Matcher(text, queries).run();
}

QuoteMatch match_quote(QuoteText& text, const QuoteQuery& query) {
  return match_quotes(text, {&query, 1}).front();
}

}  // namespace dossier
