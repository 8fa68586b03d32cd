// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quote_anchor.h"

#include <algorithm>
#include <array>

#include "manifests/quotes/characters.h"
#include "manifests/quotes/near_words.h"
#include "manifests/quotes/pattern_search.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr double kWorthShowing = 0.5;
constexpr std::array kLevels = {FoldLevel::kExact, FoldLevel::kWhitespace, FoldLevel::kTypographic,
                                FoldLevel::kCase};

std::u32string_view trimmed(std::u32string_view text) {
  while (!text.empty() && is_white_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_white_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

QuotePlace place_of(const QuoteText& text, TextRange range) {
  return {range, prefix_of(text, range), text.utf8(range), suffix_of(text, range)};
}

// The hits of one level, or of the elided words.
struct Hits {
  MatchLevel level = MatchLevel::kNone;
  std::vector<TextRange> ranges;
  std::vector<ElidedHit> elided;  // parallel to ranges on L4
  ElidedQuery query;
};

QuoteStatus status_of(MatchLevel level) {
  switch (level) {
    case MatchLevel::kExact:
      return QuoteStatus::kExact;
    case MatchLevel::kWhitespace:
      return QuoteStatus::kWhitespace;
    case MatchLevel::kTypographic:
      return QuoteStatus::kTypographic;
    case MatchLevel::kCase:
      return QuoteStatus::kCase;
    default:
      return QuoteStatus::kElided;
  }
}

class Search {
 public:
  Search(QuoteText& text, const TypedQuote& typed, std::u32string_view words)
      : text_(text), typed_(typed), words_(words) {}

  QuoteSearch run() {
    for (const FoldLevel level : kLevels) {
      if (consider(on_level(level))) {
        return std::move(result_);
      }
    }
    for (const std::u32string& spelling : query_spellings(words_, FoldLevel::kTypographic)) {
      if (consider(elided(spelling))) {
        return std::move(result_);
      }
    }
    if (result_.hits > 0) {
      result_.status = QuoteStatus::kAmbiguous;
      result_.explanation = "the words stand in the text, but not at the place asked for";
    } else {
      show_nearest();
    }
    return std::move(result_);
  }

 private:
  Hits on_level(FoldLevel level) {
    const FoldedText& folded = text_.folded(level);
    Hits hits;
    for (const std::u32string& spelling : query_spellings(words_, level)) {
      for_each_hit(folded, spelling, [&](std::size_t start) {
        hits.ranges.push_back(*folded.original(start, start + spelling.size()));
        return true;
      });
      if (!hits.ranges.empty()) {
        hits.level = static_cast<MatchLevel>(level);
        break;
      }
    }
    return hits;
  }

  Hits elided(std::u32string_view spelling) {
    Hits hits;
    auto query = split_elided(spelling);
    auto found = query ? find_elided(text_, *query, typed_.at.value_or(-1)) : std::nullopt;
    if (!found || found->empty()) {
      return hits;
    }
    hits.level = MatchLevel::kElided;
    hits.query = std::move(*query);
    hits.elided = std::move(*found);
    for (const ElidedHit& hit : hits.elided) {
      hits.ranges.push_back(hit.range);
    }
    return hits;
  }

  // True when the search is at its end: there is an anchor, or the words are ambiguous.
  bool consider(Hits hits) {
    if (hits.ranges.empty()) {
      return false;
    }
    if (result_.hits == 0) {
      result_.hits = static_cast<std::int64_t>(hits.ranges.size());
      for (std::size_t i = 0; i < hits.ranges.size() && i < kMostPlaces; ++i) {
        result_.places.push_back(place_of(text_, hits.ranges[i]));
      }
    }
    const std::optional<std::size_t> chosen = choose(hits);
    if (chosen) {
      anchor(hits, *chosen);
      return true;
    }
    if (typed_.at) {
      return false;  // another spelling of the words may stand at the place asked for
    }
    result_.status = QuoteStatus::kAmbiguous;
    const std::string places =
        std::to_string(result_.hits) + (result_.hits == 1 ? " place" : " places");
    result_.explanation =
        "the words stand in " + places + (typed_.occurrence ? "; there is no such occurrence" : "");
    return true;
  }

  std::optional<std::size_t> choose(const Hits& hits) const {
    if (typed_.at) {
      const auto found =
          std::find_if(hits.ranges.begin(), hits.ranges.end(),
                       [this](const TextRange& range) { return range.start == *typed_.at; });
      return found == hits.ranges.end()
                 ? std::nullopt
                 : std::optional(static_cast<std::size_t>(found - hits.ranges.begin()));
    }
    const auto size = static_cast<std::int64_t>(hits.ranges.size());
    const std::int64_t n = typed_.occurrence.value_or(size == 1 ? 1 : 0);
    return n >= 1 && n <= size ? std::optional(static_cast<std::size_t>(n - 1)) : std::nullopt;
  }

  void anchor(Hits& hits, std::size_t chosen) {
    TextRange range = hits.ranges[chosen];
    std::vector<TextEdit> edits;
    if (hits.level == MatchLevel::kElided) {
      edits = declare_edits(text_, hits.query, hits.elided[chosen]);
      range = hits.elided[chosen].range;
    }
    QuoteAnchor anchor = anchor_range(text_, range);
    anchor.level = hits.level;
    anchor.edits = std::move(edits);
    if (hits.level == MatchLevel::kElided) {
      anchor.pieces = hits.elided[chosen].pieces;
    }
    const std::string words = encode_utf8(words_);
    anchor.as_written = words == anchor.exact ? std::string() : words;
    result_.status = status_of(hits.level);
    result_.hits = static_cast<std::int64_t>(hits.ranges.size());
    result_.places.clear();
    result_.anchor = std::move(anchor);
  }

  void show_nearest() {
    const NearWords near = nearest_words(text_, words_);
    const bool altered = near.similarity >= kAlteredSimilarity;
    result_.status = altered ? QuoteStatus::kAltered : QuoteStatus::kNotFound;
    result_.explanation =
        altered ? "the text has other words" : "the words do not stand in the text";
    result_.explanation += (near.not_searched.empty() ? "" : "; ") + near.not_searched;
    result_.similarity = near.similarity;
    if (near.similarity >= kWorthShowing) {
      result_.nearest = place_of(text_, near.range);
      result_.diff = word_diff(text_.slice(near.range), words_);
    }
    if (const std::string scripts = look_alike_message(text_, words_); !scripts.empty()) {
      result_.explanation += "; " + scripts;
    }
  }

  QuoteText& text_;
  const TypedQuote& typed_;
  std::u32string_view words_;
  QuoteSearch result_;
};

}  // namespace

std::string prefix_of(const QuoteText& text, TextRange range) {
  const auto start = static_cast<std::size_t>(range.start);
  const std::size_t from = previous_grapheme_boundary(
      text.text(), start > kContextCodePoints ? start - kContextCodePoints : 0);
  return text.utf8({static_cast<std::int64_t>(from), range.start});
}

std::string suffix_of(const QuoteText& text, TextRange range) {
  const auto end = static_cast<std::size_t>(range.end);
  const std::size_t to =
      next_grapheme_boundary(text.text(), std::min(end + kContextCodePoints, text.text().size()));
  return text.utf8({range.end, static_cast<std::int64_t>(to)});
}

QuoteAnchor anchor_range(QuoteText& text, TextRange range) {
  QuoteAnchor anchor;
  anchor.exact = text.utf8(range);
  anchor.start = range.start;
  anchor.end = range.end;
  anchor.prefix = prefix_of(text, range);
  anchor.suffix = suffix_of(text, range);
  for_each_hit(text.folded(FoldLevel::kExact), text.slice(range), [&](std::size_t start) {
    ++anchor.occurrence.of;
    anchor.occurrence.n += static_cast<std::int64_t>(start) <= range.start ? 1 : 0;
    return true;
  });
  anchor.scope = text.scope(range);
  anchor.cuts_word = begins_inside_word(text.text(), range) || ends_inside_word(text.text(), range);
  return anchor;
}

QuoteSearch find_quote(QuoteText& text, const TypedQuote& typed) {
  QuoteSearch result;
  const auto decoded = decode_utf8(typed.words);
  const std::u32string_view words = decoded ? trimmed(*decoded) : std::u32string_view();
  if (!text.readable()) {
    result.status = QuoteStatus::kNotCheckable;
    result.explanation = "the text is not valid UTF-8";
  } else if (words.empty()) {
    result.explanation =
        decoded ? "there are no words to look for" : "the words are not valid UTF-8";
  } else {
    result = Search(text, typed, words).run();
  }
  return result;
}

}  // namespace dossier
