// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/elision.h"

#include <algorithm>
#include <array>

#include "manifests/quotes/pattern_search.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 4> kEditNames = {"cut", "insert", "replace", "case"};

// Places of a first piece that are tried; the text has to be made of repetitions to have more.
constexpr std::size_t kMostChains = 10'000;

std::u32string_view trimmed(std::u32string_view text) {
  const std::size_t first = text.find_first_not_of(U' ');
  return first == std::u32string_view::npos
             ? std::u32string_view()
             : text.substr(first, text.find_last_not_of(U' ') + 1 - first);
}

// The length of an ellipsis at the beginning of the text: three or more dots, or ". . .".
std::size_t ellipsis_length(std::u32string_view text) {
  std::size_t dots = 0;
  while (dots < text.size() && text[dots] == U'.') {
    ++dots;
  }
  if (dots >= 3) {
    return dots;
  }
  constexpr std::u32string_view kSpaced = U". . .";
  return text.starts_with(kSpaced) ? kSpaced.size() : 0;
}

// The length of a mark at the beginning of the text, and what it holds.
std::size_t mark_length(std::u32string_view text, ElidedQuery::Mark& mark) {
  if (const std::size_t length = ellipsis_length(text)) {
    return length;
  }
  if (text[0] != U'[' && text[0] != U'(') {
    return 0;
  }
  const std::size_t close = text.find_first_of(text[0] == U'[' ? U"[]" : U"()", 1);
  if (close == std::u32string_view::npos || text[close] == text[0]) {
    return 0;
  }
  const std::u32string_view inner = trimmed(text.substr(1, close - 1));
  const bool is_ellipsis = !inner.empty() && ellipsis_length(inner) == inner.size();
  if (!is_ellipsis && text[0] == U'(') {
    return 0;
  }
  mark.bracketed = !is_ellipsis;
  mark.words = is_ellipsis ? std::u32string_view() : inner;
  return close + 1;
}

// Makes `text` stand for what was shown between two pieces: spaces outside the mark included.
void end_piece(ElidedQuery& query, std::u32string_view raw, std::u32string_view mark) {
  const std::u32string_view piece = trimmed(raw);
  if (piece.empty()) {
    // Two marks in a row, or one at the edge: all that is shown is one mark.
    query.marks.back().shown += raw;
    query.marks.back().shown += mark;
    return;
  }
  const std::size_t lead = raw.find(piece[0]);
  query.marks.back().shown += raw.substr(0, lead);
  query.pieces.emplace_back(piece);
  query.marks.emplace_back();
  query.marks.back().shown = raw.substr(lead + piece.size());
  query.marks.back().shown += mark;
}

bool same_letters(std::u32string_view a, std::u32string_view b) {
  return !a.empty() && fold_query(a, FoldLevel::kCase) == fold_query(b, FoldLevel::kCase);
}

std::vector<std::size_t> hits_of(const FoldedText& text, std::u32string_view pattern) {
  std::vector<std::size_t> hits;
  for_each_hit(text, pattern, [&](std::size_t start) {
    hits.push_back(start);
    return true;
  });
  return hits;
}

struct Chain {
  std::vector<std::size_t> starts;  // of the pieces, folded
};

// Extends each chain by the first hit behind its end. Chains and hits ascend; of chains that come
// to the same hit the last begins latest and is kept, beside the one that begins where it is
// preferred.
std::vector<Chain> extended(std::vector<Chain> chains, std::size_t last_length,
                            const std::vector<std::size_t>& hits, std::size_t preferred) {
  std::vector<Chain> out;
  auto hit = hits.begin();
  for (Chain& chain : chains) {
    hit = std::lower_bound(hit, hits.end(), chain.starts.back() + last_length);
    if (hit == hits.end()) {
      break;
    }
    const bool replaces =
        !out.empty() && out.back().starts.back() == *hit && out.back().starts.front() != preferred;
    chain.starts.push_back(*hit);
    if (replaces) {
      out.back() = std::move(chain);
    } else {
      out.push_back(std::move(chain));
    }
  }
  return out;
}

}  // namespace

std::string_view edit_type_name(EditType type) {
  return kEditNames[static_cast<std::size_t>(type)];
}

bool parse_edit_type(std::string_view name, EditType& type) {
  const auto found = std::find(kEditNames.begin(), kEditNames.end(), name);
  if (found == kEditNames.end()) {
    return false;
  }
  type = static_cast<EditType>(found - kEditNames.begin());
  return true;
}

std::optional<std::u32string> apply_edits(std::u32string_view exact,
                                          const std::vector<TextEdit>& edits) {
  std::u32string out;
  std::int64_t at = 0;
  const auto size = static_cast<std::int64_t>(exact.size());
  for (const TextEdit& edit : edits) {
    const auto shown = decode_utf8(edit.shown);
    if (edit.start < at || edit.end < edit.start || edit.end > size || !shown) {
      return std::nullopt;
    }
    out += exact.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(edit.start - at));
    out += *shown;
    at = edit.end;
  }
  out += exact.substr(static_cast<std::size_t>(at));
  return out;
}

bool edits_reproduce(std::string_view exact, const std::vector<TextEdit>& edits,
                     std::string_view as_written) {
  const auto source = decode_utf8(exact);
  const auto wanted = decode_utf8(as_written);
  const auto edited = source ? apply_edits(*source, edits) : std::nullopt;
  if (!edited || !wanted) {
    return false;
  }
  auto bare = [](std::u32string_view text) {
    std::u32string folded = fold_query(text, FoldLevel::kTypographic);
    drop_outer_marks(folded);
    if (!folded.empty() && (folded.back() == U',' || folded.back() == U'.')) {
      folded.pop_back();
    }
    return folded;
  };
  return fold_query(*edited, FoldLevel::kTypographic) ==
             fold_query(*wanted, FoldLevel::kTypographic) ||
         bare(*edited) == bare(*wanted);
}

std::optional<ElidedQuery> split_elided(std::u32string_view query) {
  ElidedQuery out;
  out.marks.emplace_back();
  bool marked = false;
  std::size_t piece_start = 0;
  for (std::size_t at = 0; at < query.size();) {
    ElidedQuery::Mark mark;
    const std::size_t length = mark_length(query.substr(at), mark);
    if (length == 0) {
      ++at;
      continue;
    }
    end_piece(out, query.substr(piece_start, at - piece_start), query.substr(at, length));
    ElidedQuery::Mark& last = out.marks.back();
    last.words = last.bracketed && !mark.words.empty() ? last.words + U" " + mark.words
                 : mark.words.empty()                  ? last.words
                                                       : mark.words;
    last.bracketed = last.bracketed || mark.bracketed;
    marked = true;
    at += length;
    piece_start = at;
  }
  end_piece(out, query.substr(piece_start), {});
  const bool long_enough = std::all_of(
      out.pieces.begin(), out.pieces.end(),
      [](const std::u32string& piece) { return piece.size() >= kShortestPieceCodePoints; });
  if (!marked || out.pieces.empty() || !long_enough) {
    return std::nullopt;
  }
  return out;
}

std::optional<std::vector<ElidedHit>> find_elided(QuoteText& text, const ElidedQuery& query,
                                                  std::int64_t preferred_start) {
  const FoldedText& folded = text.folded(FoldLevel::kTypographic);
  std::vector<Chain> chains;
  std::size_t preferred = folded.text().size();
  for (std::size_t piece = 0; piece < query.pieces.size(); ++piece) {
    if (!text.spend(folded.text().size() + chains.size() * piece)) {
      return std::nullopt;
    }
    const std::vector<std::size_t> hits = hits_of(folded, query.pieces[piece]);
    if (piece > 0) {
      chains = extended(std::move(chains), query.pieces[piece - 1].size(), hits, preferred);
      continue;
    }
    for (const std::size_t start : hits) {
      const auto range = folded.original(start, start + query.pieces[0].size());
      const bool is_preferred = range && range->start == preferred_start;
      preferred = is_preferred ? start : preferred;
      if (chains.size() < kMostChains || is_preferred) {
        chains.push_back({{start}});
      }
    }
  }
  std::vector<ElidedHit> found;
  for (const Chain& chain : chains) {
    ElidedHit hit;
    for (std::size_t piece = 0; piece < chain.starts.size(); ++piece) {
      hit.pieces.push_back(
          *folded.original(chain.starts[piece], chain.starts[piece] + query.pieces[piece].size()));
    }
    hit.range = {hit.pieces.front().start, hit.pieces.back().end};
    if (hit.range.end - hit.range.start <= kLongestElisionCodePoints ||
        !text.crosses_blocks(hit.range)) {
      found.push_back(std::move(hit));
    }
  }
  return found;
}

std::vector<TextEdit> declare_edits(const QuoteText& text, const ElidedQuery& query,
                                    ElidedHit& hit) {
  // "[W]hat he says" for the source's "what": the letter belongs to the words quoted.
  const ElidedQuery::Mark& lead = query.marks.front();
  const auto letters = static_cast<std::int64_t>(lead.words.size());
  bool lead_is_case = false;
  if (letters > 0 && lead.shown.back() == U']' && hit.range.start >= letters) {
    const TextRange before{hit.range.start - letters, hit.range.start};
    lead_is_case = same_letters(text.slice(before), lead.words);
    hit.range.start = lead_is_case ? before.start : hit.range.start;
  }
  std::vector<TextEdit> edits;
  for (std::size_t i = 0; i < query.marks.size(); ++i) {
    const ElidedQuery::Mark& mark = query.marks[i];
    TextRange gap{i == 0 ? hit.range.start : hit.pieces[i - 1].end,
                  i == hit.pieces.size() ? hit.range.end : hit.pieces[i].start};
    if (i == 0 && !lead_is_case) {
      gap.end = gap.start;
    }
    std::u32string_view shown = mark.shown;
    auto is_space = [&](std::int64_t at) { return text.slice({at, at + 1}) == U" "; };
    if (gap.start < gap.end && shown.starts_with(U' ') && is_space(gap.start)) {
      shown.remove_prefix(1);
      ++gap.start;
    }
    if (gap.start < gap.end && shown.ends_with(U' ') && is_space(gap.end - 1)) {
      shown.remove_suffix(1);
      --gap.end;
    }
    const bool unchanged = gap.start == gap.end
                               ? shown.empty()
                               : fold_query(text.slice(gap), FoldLevel::kTypographic) == shown;
    if (unchanged) {
      continue;
    }
    EditType type = EditType::kCut;
    if (mark.bracketed) {
      type = gap.start == gap.end                        ? EditType::kInsert
             : same_letters(text.slice(gap), mark.words) ? EditType::kCase
                                                         : EditType::kReplace;
    }
    edits.push_back(
        {type, gap.start - hit.range.start, gap.end - hit.range.start, encode_utf8(shown)});
  }
  return edits;
}

}  // namespace dossier
