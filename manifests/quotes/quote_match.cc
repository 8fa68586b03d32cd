// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_match.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "manifests/quotes/pattern_search.h"
#include "manifests/quotes/word_diff.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr char32_t kMask = 0x2588;  // stands for each redacted code point
constexpr std::array kLevels = {FoldLevel::kExact, FoldLevel::kWhitespace, FoldLevel::kTypographic,
                                FoldLevel::kCase};

struct StatusRow {
  std::string_view name;
  std::string_view code;
};
constexpr std::array<StatusRow, 12> kStatuses = {{
    {"exact", ""},
    {"context-mismatch", "quote.context-mismatch"},
    {"moved", "quote.moved"},
    {"whitespace", "quote.whitespace-differs"},
    {"typographic", "quote.typographic"},
    {"case", "quote.case-differs"},
    {"elided", "quote.elided"},
    {"elided-undeclared", "quote.elision-undeclared"},
    {"ambiguous", "quote.ambiguous"},
    {"altered", "quote.altered"},
    {"not-found", "quote.not-found"},
    {"not-checkable", "quote.not-checkable"},
}};
constexpr std::array<std::string_view, 7> kLevelNames = {"L0", "L1",   "L2",  "L3",
                                                         "L4", "near", "none"};

std::string at_text(TextRange range) {
  return "[" + std::to_string(range.start) + "," + std::to_string(range.end) + ")";
}

std::string percent_free(double similarity) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", similarity);
  return text;
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
        match_level(level);
      }
    }
    for (const std::size_t i : open_) {
      if (!match_elided(i)) {
        match_near(i);
      }
    }
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      finish(i);
    }
    return std::move(matches_);
  }

 private:
  // A query whose words stand in the text on the level at hand.
  struct Candidate {
    std::size_t query;
    std::u32string spelling;
    PatternHits hits;
    std::optional<std::size_t> start;  // of the chosen hit, folded
    bool at_offsets = false;
  };

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
      open_.push_back(i);
    }
  }

  void match_level(FoldLevel level) {
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
    std::erase_if(open_, [this](std::size_t i) { return matches_[i].level != MatchLevel::kNone; });
  }

  // The first spelling of each open query that has hits.
  std::vector<Candidate> candidates_of(FoldLevel level, const FoldedText& folded) {
    std::vector<std::vector<std::u32string>> spellings;
    std::vector<std::u32string_view> patterns;
    for (const std::size_t i : open_) {
      spellings.push_back(query_spellings(exacts_[i], level));
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
          candidates.push_back({open_[i], std::move(spelling), spelling_hits, {}, false});
          found = true;
        }
      }
    }
    return candidates;
  }

  void choose_at_offsets(Candidate& candidate, FoldLevel level, const FoldedText& folded) const {
    const QuoteQuery& query = queries_[candidate.query];
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
      const QuoteQuery& query = queries_[candidate.query];
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
    std::vector<std::size_t> owners;
    for (const Candidate& candidate : candidates) {
      if (candidate.start && candidate.hits.count > 1) {
        queries.push_back({candidate.spelling, *candidate.start});
        owners.push_back(candidate.query);
      } else {
        matches_[candidate.query].found.n = candidate.start ? 1 : 0;
      }
    }
    const std::vector<std::uint32_t> ranks =
        queries.empty() ? std::vector<std::uint32_t>() : rank_hits(folded, queries);
    for (std::size_t i = 0; i < owners.size(); ++i) {
      matches_[owners[i]].found.n = ranks[i] + 1;
    }
  }

  void decide(const Candidate& candidate, FoldLevel level, const FoldedText& folded) {
    const QuoteQuery& query = queries_[candidate.query];
    QuoteMatch& match = matches_[candidate.query];
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
      if (candidate.at_offsets && !contexts_agree(query)) {
        match.status = QuoteStatus::kContextMismatch;
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

  // The recorded contexts stand directly before and behind the recorded range.
  bool contexts_agree(const QuoteQuery& query) const {
    const auto prefix = decode_utf8(query.prefix);
    const auto suffix = decode_utf8(query.suffix);
    const std::u32string_view before = text_.text().substr(0, index(query.recorded->start));
    const std::u32string_view after = text_.text().substr(index(query.recorded->end));
    return prefix && suffix && before.ends_with(*prefix) && after.starts_with(*suffix);
  }

  static std::size_t index(std::int64_t offset) { return static_cast<std::size_t>(offset); }

  bool match_elided(std::size_t i) {
    const QuoteQuery& query = queries_[i];
    for (const std::u32string& spelling : query_spellings(exacts_[i], FoldLevel::kTypographic)) {
      const auto elided = split_elided(spelling);
      const auto hits =
          elided ? find_elided(text_, *elided, query.recorded ? query.recorded->start : -1)
                 : std::nullopt;
      if (hits && !hits->empty()) {
        decide_elided(i, *hits);
        return true;
      }
    }
    return false;
  }

  void decide_elided(std::size_t i, const std::vector<ElidedHit>& hits) {
    const QuoteQuery& query = queries_[i];
    QuoteMatch& match = matches_[i];
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

  void match_near(std::size_t i) {
    QuoteMatch& match = matches_[i];
    const auto near = nearest_words(text_, exacts_[i]);
    if (near) {
      match.similarity = near->similarity;
      match.explanation = "the nearest words are " + percent_free(near->similarity) + " like it";
    }
    if (near && near->similarity >= kAlteredSimilarity) {
      match.status = QuoteStatus::kAltered;
      match.level = MatchLevel::kNear;
      match.range = near->range;
      match.explanation += ": " + render_word_diff(word_diff(text_.slice(near->range), exacts_[i]));
    }
    if (const std::string scripts = look_alike_message(text_, exacts_[i]); !scripts.empty()) {
      match.explanation += (match.explanation.empty() ? "" : "; ") + scripts;
    }
  }

  void finish(std::size_t i) {
    const QuoteQuery& query = queries_[i];
    QuoteMatch& match = matches_[i];
    if (!query.edits.empty() && match.status != QuoteStatus::kNotCheckable) {
      match.edits_inconsistent = !edits_reproduce(query.exact, query.edits, query.as_written);
      if (match.status == QuoteStatus::kExact && !match.edits_inconsistent) {
        match.status = QuoteStatus::kElided;
      }
    }
    match.occurrence_wrong =
        query.occurrence && match.found.n > 0 && *query.occurrence != match.found;
    if (match.explanation.empty()) {
      match.explanation = explain(match);
    }
  }

  static std::string explain(const QuoteMatch& match) {
    std::string sentence;
    if (match.status == QuoteStatus::kAmbiguous) {
      sentence = "the words stand in " + std::to_string(match.found.of) + " places";
      for (const TextRange& place : match.places) {
        sentence += (&place == &match.places.front() ? ": " : ", ") + at_text(place);
      }
    } else if (match.level != MatchLevel::kNone) {
      sentence = "the words stand at " + at_text(match.range) +
                 (match.moved ? ", not at the recorded offsets" : "");
    } else {
      sentence = "nothing in the text is like it";
    }
    return sentence;
  }

  QuoteText& text_;
  std::span<const QuoteQuery> queries_;
  std::vector<QuoteMatch> matches_;
  std::vector<std::u32string> exacts_;
  std::vector<std::size_t> open_;  // not decided yet, ascending
};

}  // namespace

std::string_view status_name(QuoteStatus status) {
  return kStatuses[static_cast<std::size_t>(status)].name;
}

std::string_view status_finding_code(QuoteStatus status) {
  return kStatuses[static_cast<std::size_t>(status)].code;
}

std::string_view level_name(MatchLevel level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

std::vector<QuoteMatch> match_quotes(QuoteText& text, std::span<const QuoteQuery> queries) {
  return Matcher(text, queries).run();
}

QuoteMatch match_quote(QuoteText& text, const QuoteQuery& query) {
  return match_quotes(text, {&query, 1}).front();
}

std::vector<std::u32string> query_spellings(std::u32string_view query, FoldLevel level) {
  std::vector<std::u32string> spellings = {fold_query(query, level)};
  if (level < FoldLevel::kTypographic) {
    return spellings;
  }
  auto add = [&](std::u32string spelling) {
    const bool known = std::find(spellings.begin(), spellings.end(), spelling) != spellings.end();
    if (!known && !spelling.empty()) {
      spellings.push_back(fold_query(spelling, level));
    }
  };
  auto without_final = [](std::u32string spelling) {
    if (!spelling.empty() && (spelling.back() == U',' || spelling.back() == U'.')) {
      spelling.pop_back();
    }
    return spelling;
  };
  std::u32string unmarked = spellings[0];
  drop_outer_marks(unmarked);
  add(unmarked);
  add(without_final(unmarked));
  std::u32string unstopped = without_final(spellings[0]);
  if (unstopped != spellings[0] && drop_outer_marks(unstopped)) {
    add(unstopped);
  }
  return spellings;
}

}  // namespace dossier
