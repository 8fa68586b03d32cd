// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/pattern_search.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>

#include "manifests/quotes/pattern_set.h"

namespace dossier {
namespace {

using Node = PatternSet::Node;

// Nodes of one automaton; more patterns are taken in several passes over the text.
constexpr std::size_t kMostNodes = 4'000'000;
// Patterns looked for one by one in a pass; with more of that kind the counts are too high.
constexpr std::size_t kMostRescans = 64;
constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

// Knuth, Morris and Pratt.
template <typename Visit>
void for_each_place(std::u32string_view text, std::u32string_view pattern, Visit visit) {
  if (pattern.empty() || pattern.size() > text.size()) {
    return;
  }
  std::vector<std::uint32_t> border(pattern.size());
  for (std::uint32_t at = 1, length = 0; at < pattern.size(); ++at) {
    while (length > 0 && pattern[at] != pattern[length]) {
      length = border[length - 1];
    }
    length += pattern[at] == pattern[length] ? 1u : 0u;
    border[at] = length;
  }
  for (std::size_t at = 0, length = 0; at < text.size(); ++at) {
    while (length > 0 && text[at] != pattern[length]) {
      length = border[length - 1];
    }
    length += text[at] == pattern[length] ? 1u : 0u;
    if (length == pattern.size()) {
      length = border[length - 1];
      if (!visit(at + 1 - pattern.size())) {
        return;
      }
    }
  }
}

// Walks along offsets where no hit may begin or end.
class InnerOffsets {
 public:
  explicit InnerOffsets(const std::vector<std::uint32_t>& offsets) : offsets_(offsets) {}
  // Call with ascending offsets.
  bool contains(std::size_t offset) {
    while (at_ < offsets_.size() && offsets_[at_] < offset) {
      ++at_;
    }
    return at_ < offsets_.size() && offsets_[at_] == offset;
  }

 private:
  const std::vector<std::uint32_t>& offsets_;
  std::size_t at_ = 0;
};

// Marks the patterns that also stand where no hit may begin: what the automaton counts for them is
// too much. The work is bounded; a text made to exceed the bound gets counts that are too high.
std::vector<bool> overcounted(const PatternSet& set, std::u32string_view text,
                              const std::vector<std::uint32_t>& inner) {
  std::vector<bool> marked(set.size());
  std::size_t steps = 4 * (text.size() + set.size());
  for (const std::uint32_t offset : inner) {
    Node node = PatternSet::kRoot;
    for (std::size_t at = offset; at < text.size() && steps > 0; ++at, --steps) {
      node = set.child(node, text[at]);
      if (node == PatternSet::kRoot) {
        break;
      }
      marked[node] = marked[node] || set.ends_pattern(node);
    }
  }
  return marked;
}

PatternHits count_one(const FoldedText& text, std::u32string_view pattern) {
  PatternHits hits;
  for_each_hit(text, pattern, [&](std::size_t start) {
    hits.first = hits.count == 0 ? static_cast<std::uint32_t>(start) : hits.first;
    ++hits.count;
    return true;
  });
  return hits;
}

void count_batch(const FoldedText& folded, const std::vector<std::uint32_t>& inner,
                 std::span<const std::u32string_view> patterns, std::span<PatternHits> results) {
  const std::u32string_view text = folded.text();
  auto fits = [&](std::u32string_view pattern) { return pattern.size() <= text.size(); };
  std::size_t length = 0;
  for (const std::u32string_view pattern : patterns) {
    length += fits(pattern) ? pattern.size() : 0;
  }
  PatternSet set(length);
  std::vector<Node> nodes;
  for (const std::u32string_view pattern : patterns) {
    nodes.push_back(fits(pattern) ? set.insert(pattern) : PatternSet::kRoot);
  }
  set.finish();
  std::vector<std::uint32_t> count(set.size());
  std::vector<std::uint32_t> first_end(set.size(), kNowhere);
  InnerOffsets no_end(inner);
  Node state = PatternSet::kRoot;
  for (std::size_t at = 0; at < text.size(); ++at) {
    state = set.next(state, text[at]);
    if (state != PatternSet::kRoot && !no_end.contains(at + 1) && count[state]++ == 0) {
      first_end[state] = static_cast<std::uint32_t>(at + 1);
    }
  }
  for (auto node = set.by_depth().rbegin(); node != set.by_depth().rend(); ++node) {
    const Node shorter = set.fallback(*node);
    count[shorter] += count[*node];
    first_end[shorter] = std::min(first_end[shorter], first_end[*node]);
  }
  const std::vector<bool> rescan = overcounted(set, text, inner);
  std::size_t rescans = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (nodes[i] == PatternSet::kRoot || count[nodes[i]] == 0) {
      continue;
    }
    results[i] = rescan[nodes[i]] && ++rescans <= kMostRescans
                     ? count_one(folded, patterns[i])
                     : PatternHits{count[nodes[i]], static_cast<std::uint32_t>(first_end[nodes[i]] -
                                                                               patterns[i].size())};
  }
}

// Counts in classes of 1,024 numbers, so that adding is constant and a sum takes the square root.
class BlockedCounts {
 public:
  explicit BlockedCounts(std::size_t size) : single_(size), block_(size / kBlock + 1) {}
  void add(std::size_t at) {
    ++single_[at];
    ++block_[at / kBlock];
  }
  std::uint32_t sum(std::size_t begin, std::size_t end) const {
    std::uint32_t total = 0;
    while (begin < end) {
      const bool whole = begin % kBlock == 0 && begin + kBlock <= end;
      total += whole ? block_[begin / kBlock] : single_[begin];
      begin += whole ? kBlock : 1;
    }
    return total;
  }

 private:
  static constexpr std::size_t kBlock = 1024;
  std::vector<std::uint32_t> single_;
  std::vector<std::uint32_t> block_;
};

// Numbers the nodes so that those that fall back on one, and it itself, are consecutive.
struct FallbackOrder {
  std::vector<std::uint32_t> number;
  std::vector<std::uint32_t> size;

  explicit FallbackOrder(const PatternSet& set) : number(set.size()), size(set.size(), 1) {
    for (auto node = set.by_depth().rbegin(); node != set.by_depth().rend(); ++node) {
      size[set.fallback(*node)] += size[*node];
    }
    std::vector<std::uint32_t> free(set.size());
    free[PatternSet::kRoot] = 1;
    for (const Node node : set.by_depth()) {
      number[node] = free[set.fallback(node)];
      free[set.fallback(node)] += size[node];
      free[node] = number[node] + 1;
    }
  }
};

// Ranks of the patterns that the automaton counts too often: their hits are looked for one by one.
class SlowRanks {
 public:
  explicit SlowRanks(const FoldedText& text) : text_(text) {}

  // nullopt when there are too many such patterns.
  std::optional<std::uint32_t> rank(Node node, const RankQuery& query) {
    auto known = hits_.find(node);
    if (known == hits_.end()) {
      if (hits_.size() == kMostRescans) {
        return std::nullopt;
      }
      known = hits_.emplace(node, std::vector<std::size_t>()).first;
      for_each_hit(text_, query.pattern, [&](std::size_t start) {
        known->second.push_back(start);
        return true;
      });
    }
    const std::vector<std::size_t>& hits = known->second;
    return static_cast<std::uint32_t>(std::lower_bound(hits.begin(), hits.end(), query.at) -
                                      hits.begin());
  }

 private:
  const FoldedText& text_;
  std::unordered_map<Node, std::vector<std::size_t>> hits_;
};

void rank_batch(const FoldedText& folded, const std::vector<std::uint32_t>& inner,
                std::span<const RankQuery> queries, std::span<std::uint32_t> ranks) {
  const std::u32string_view text = folded.text();
  std::size_t length = 0;
  for (const RankQuery& query : queries) {
    length += query.pattern.size();
  }
  PatternSet set(length);
  std::vector<Node> nodes;
  std::vector<std::size_t> by_end;
  for (const RankQuery& query : queries) {
    by_end.push_back(nodes.size());
    nodes.push_back(set.insert(query.pattern));
  }
  set.finish();
  auto end_of = [&](std::size_t i) { return queries[i].at + queries[i].pattern.size(); };
  std::sort(by_end.begin(), by_end.end(),
            [&](std::size_t a, std::size_t b) { return end_of(a) < end_of(b); });
  const FallbackOrder order(set);
  BlockedCounts counts(set.size());
  const std::vector<bool> rescan = overcounted(set, text, inner);
  InnerOffsets no_end(inner);
  Node state = PatternSet::kRoot;
  auto due = by_end.begin();
  SlowRanks slow(folded);
  for (std::size_t at = 0; at < text.size() && due != by_end.end(); ++at) {
    for (; due != by_end.end() && end_of(*due) == at + 1; ++due) {
      const Node node = nodes[*due];
      const auto exact = rescan[node] ? slow.rank(node, queries[*due]) : std::nullopt;
      ranks[*due] =
          exact ? *exact : counts.sum(order.number[node], order.number[node] + order.size[node]);
    }
    state = set.next(state, text[at]);
    if (state != PatternSet::kRoot && !no_end.contains(at + 1)) {
      counts.add(order.number[state]);
    }
  }
}

// Calls `run(begin, end)` for stretches of patterns that fit one automaton.
template <typename Length, typename Run>
void in_batches(std::size_t total, Length length, Run run) {
  for (std::size_t begin = 0; begin < total;) {
    std::size_t end = begin;
    std::size_t nodes = 0;
    while (end < total && (end == begin || nodes + length(end) <= kMostNodes)) {
      nodes += length(end++);
    }
    run(begin, end - begin);
    begin = end;
  }
}

}  // namespace

std::size_t find_pattern(std::u32string_view text, std::u32string_view pattern) {
  std::size_t found = std::u32string_view::npos;
  for_each_place(text, pattern, [&found](std::size_t start) {
    found = start;
    return false;
  });
  return found;
}

void for_each_hit(const FoldedText& text, std::u32string_view pattern,
                  const std::function<bool(std::size_t)>& visit) {
  for_each_place(text.text(), pattern, [&](std::size_t start) {
    return !text.original(start, start + pattern.size()) || visit(start);
  });
}

std::vector<PatternHits> count_hits(const FoldedText& text,
                                    std::span<const std::u32string_view> patterns) {
  std::vector<PatternHits> results(patterns.size());
  const std::vector<std::uint32_t> inner = text.inner_offsets();
  in_batches(
      patterns.size(),
      [&](std::size_t i) {
        return patterns[i].size() > text.text().size() ? 0 : patterns[i].size();
      },
      [&](std::size_t begin, std::size_t count) {
        count_batch(text, inner, patterns.subspan(begin, count),
                    std::span(results).subspan(begin, count));
      });
  return results;
}

std::vector<std::uint32_t> rank_hits(const FoldedText& text, std::span<const RankQuery> queries) {
  std::vector<std::uint32_t> ranks(queries.size());
  const std::vector<std::uint32_t> inner = text.inner_offsets();
  in_batches(
      queries.size(), [&](std::size_t i) { return queries[i].pattern.size(); },
      [&](std::size_t begin, std::size_t count) {
        rank_batch(text, inner, queries.subspan(begin, count),
                   std::span(ranks).subspan(begin, count));
      });
  return ranks;
}

}  // namespace dossier
