// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/level_match.h"

#include <algorithm>

#include "manifests/quotes/pattern_search.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

std::size_t index(std::int64_t offset) {
  return static_cast<std::size_t>(offset);
}

class LevelMatcher {
 public:
  LevelMatcher(QuoteText& text, std::span<const OpenQuote> open) : text_(text), open_(open) {}

  void run(FoldLevel level) {
    const FoldedText& folded = text_.folded(level);
    std::vector<Candidate> candidates = candidates_of(level, folded);
    for (Candidate& candidate : candidates) {
      choose_at_offsets(candidate, level, folded);
      if (!candidate.start && candidate.hits.count == 1) {
        candidate.start = candidate.hits.first;
      }
    }
    choose_by_context(candidates, level, folded);
    rank(candidates, folded);
    for (const Candidate& candidate : candidates) {
      decide(candidate, level, folded);
    }
  }

 private:
  // A query whose words stand in the text on the level at hand.
  struct Candidate {
    const OpenQuote* quote;
    std::u32string spelling;
    PatternHits hits;
    std::optional<std::size_t> start;  // of the chosen hit, folded
    bool at_offsets = false;
  };

  // The first spelling of each open query that has hits.
  std::vector<Candidate> candidates_of(FoldLevel level, const FoldedText& folded) {
    std::vector<std::vector<std::u32string>> spellings;
    std::vector<std::u32string_view> patterns;
    for (const OpenQuote& quote : open_) {
      spellings.push_back(query_spellings(quote.exact, level));
      patterns.insert(patterns.end(), spellings.back().begin(), spellings.back().end());
    }
    const std::vector<PatternHits> hits = count_hits(folded, patterns);
    std::vector<Candidate> candidates;
    std::size_t next = 0;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      bool found = false;
      for (std::u32string& spelling : spellings[i]) {
        const PatternHits& spelling_hits = hits[next++];
        if (!found && spelling_hits.count > 0) {
          candidates.push_back({&open_[i], std::move(spelling), spelling_hits, {}, false});
          found = true;
        }
      }
    }
    return candidates;
  }

  void choose_at_offsets(Candidate& candidate, FoldLevel level, const FoldedText& folded) const {
    const QuoteQuery& query = *candidate.quote->query;
    if (!query.recorded || !text_.contains(*query.recorded)) {
      return;
    }
    auto start = folded.folded(query.recorded->start);
    const auto end = folded.folded(query.recorded->end);
    if (!start || !end) {
      return;
    }
    const std::u32string_view text = folded.text();
    const bool trims = level != FoldLevel::kExact;
    *start += trims && *start < text.size() && text[*start] == U' ' ? 1u : 0u;
    const std::size_t hit_end = *start + candidate.spelling.size();
    const bool same_end =
        hit_end == *end || (trims && hit_end + 1 == *end && text[hit_end] == U' ');
    if (same_end && text.substr(*start, candidate.spelling.size()) == candidate.spelling &&
        folded.original(*start, hit_end)) {
      candidate.start = start;
      candidate.at_offsets = true;
    }
  }

  // Of several hits the one that stands between the recorded prefix and suffix.
  void choose_by_context(std::vector<Candidate>& candidates, FoldLevel level,
                         const FoldedText& folded) const {
    std::vector<std::u32string> wholes;
    std::vector<std::pair<Candidate*, std::size_t>> owners;  // and the length of the prefix
    for (Candidate& candidate : candidates) {
      const QuoteQuery& query = *candidate.quote->query;
      const auto prefix = decode_utf8(query.prefix);
      const auto suffix = decode_utf8(query.suffix);
      if (candidate.start || !prefix || !suffix || prefix->size() + suffix->size() == 0) {
        continue;
      }
      std::u32string whole = fold_context(*prefix, level);
      owners.emplace_back(&candidate, whole.size());
      wholes.push_back(whole + candidate.spelling + fold_context(*suffix, level));
    }
    const std::vector<std::u32string_view> patterns(wholes.begin(), wholes.end());
    if (patterns.empty()) {
      return;
    }
    const std::vector<PatternHits> hits = count_hits(folded, patterns);
    for (std::size_t i = 0; i < owners.size(); ++i) {
      if (hits[i].count == 1) {
        owners[i].first->start = hits[i].first + owners[i].second;
      }
    }
  }

  void rank(const std::vector<Candidate>& candidates, const FoldedText& folded) {
    std::vector<RankQuery> queries;
    std::vector<QuoteMatch*> owners;
    for (const Candidate& candidate : candidates) {
      if (candidate.start && candidate.hits.count > 1) {
        queries.push_back({candidate.spelling, *candidate.start});
        owners.push_back(candidate.quote->match);
      } else {
        candidate.quote->match->found.n = candidate.start ? 1 : 0;
      }
    }
    const std::vector<std::uint32_t> ranks =
        queries.empty() ? std::vector<std::uint32_t>() : rank_hits(folded, queries);
    for (std::size_t i = 0; i < owners.size(); ++i) {
      owners[i]->found.n = ranks[i] + 1;
    }
  }

  void decide(const Candidate& candidate, FoldLevel level, const FoldedText& folded) {
    const QuoteQuery& query = *candidate.quote->query;
    QuoteMatch& match = *candidate.quote->match;
    match.found.of = candidate.hits.count;
    if (!candidate.start) {
      match.level = static_cast<MatchLevel>(level);
      match.status = QuoteStatus::kAmbiguous;
      list_places(match, candidate.spelling, folded);
      return;
    }
    const auto range =
        folded.original(*candidate.start, *candidate.start + candidate.spelling.size());
    if (!range) {
      match.found = {};
      return;  // a count that was too high; the next level decides
    }
    match.level = static_cast<MatchLevel>(level);
    match.range = candidate.at_offsets ? *query.recorded : *range;
    match.moved = query.recorded && !candidate.at_offsets;
    match.similarity = 1;
    if (level == FoldLevel::kExact) {
      match.status = match.moved ? QuoteStatus::kMoved : QuoteStatus::kExact;
      const std::string contexts = candidate.at_offsets ? differing_contexts(query) : std::string();
      if (!contexts.empty()) {
        match.status = QuoteStatus::kContextMismatch;
        match.explanation = "the words stand at the recorded offsets, but " + contexts;
      }
    } else {
      match.status = level == FoldLevel::kWhitespace    ? QuoteStatus::kWhitespace
                     : level == FoldLevel::kTypographic ? QuoteStatus::kTypographic
                                                        : QuoteStatus::kCase;
    }
  }

  void list_places(QuoteMatch& match, std::u32string_view spelling, const FoldedText& folded) {
    if (!text_.spend(folded.text().size())) {
      return;
    }
    for_each_hit(folded, spelling, [&](std::size_t start) {
      match.places.push_back(*folded.original(start, start + spelling.size()));
      return match.places.size() < kMostPlaces;
    });
  }

  // Which of the recorded contexts do not stand directly before and behind the recorded range.
  std::string differing_contexts(const QuoteQuery& query) const {
    const auto prefix = decode_utf8(query.prefix);
    const auto suffix = decode_utf8(query.suffix);
    const bool before =
        prefix && text_.text().substr(0, index(query.recorded->start)).ends_with(*prefix);
    const bool after =
        suffix && text_.text().substr(index(query.recorded->end)).starts_with(*suffix);
    if (before && after) {
      return {};
    }
    return before  ? "the recorded suffix does not follow them"
           : after ? "the recorded prefix does not stand before them"
                   : "neither the recorded prefix nor the suffix stands beside them";
  }

  QuoteText& text_;
  std::span<const OpenQuote> open_;
};

}  // namespace

void match_on_level(QuoteText& text, FoldLevel level, std::span<const OpenQuote> open) {
  LevelMatcher(text, open).run(level);
}

}  // namespace dossier
