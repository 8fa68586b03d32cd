// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/alignment.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace dossier {
namespace {

constexpr std::size_t kMostSteps = 60'000'000;
constexpr int kMostLevels = 8;
constexpr std::int32_t kNowhere = -1;

using Elements = std::span<const std::uint32_t>;

// The greedy algorithm on two stretches. Diagonal k holds the places (x, x - k); what is kept of
// each round d is how far its diagonals -d … d reach.
class ShortestWay {
 public:
  ShortestWay(Elements a, Elements b)
      : a_(a),
        b_(b),
        a_size_(static_cast<std::int32_t>(a.size())),
        b_size_(static_cast<std::int32_t>(b.size())) {}

  // False when there is none within the differences and steps allowed.
  bool find(std::size_t& steps_left) {
    const auto most =
        static_cast<std::int32_t>(std::min(kMostShortestDifferences, a_.size() + b_.size()));
    for (std::int32_t d = 0; d <= most; ++d) {
      rounds_.resize(first_of(d + 1), kNowhere);
      std::size_t steps = 0;
      bool done = false;
      for (std::int32_t k = -d; k <= d && !done; k += 2) {
        const std::int32_t from = begin_of(d, k);
        if (from == kNowhere) continue;
        const std::int32_t to = slide(from, k);
        at(d, k) = to;
        steps += static_cast<std::size_t>(to - from) + 1;
        done = to == a_size_ && to - k == b_size_;
      }
      last_ = d;
      if (done) return true;
      if (steps > steps_left) {
        steps_left = 0;
        return false;
      }
      steps_left -= steps;
    }
    return false;
  }

  // After find(): the runs, the last first.
  std::vector<CommonRun> runs_backwards() const {
    std::vector<CommonRun> runs;
    std::int32_t k = a_size_ - b_size_;
    for (std::int32_t d = last_; d >= 0; --d) {
      const std::int32_t to = at(d, k);
      const std::int32_t from = begin_of(d, k);
      if (to > from) {
        runs.push_back({static_cast<std::size_t>(from), static_cast<std::size_t>(from - k),
                        static_cast<std::size_t>(to - from)});
      }
      k += d > 0 && from == down(d, k) ? 1 : -1;
    }
    return runs;
  }

 private:
  static std::size_t first_of(std::int32_t d) {
    return static_cast<std::size_t>(d) * static_cast<std::size_t>(d);
  }
  static std::size_t index(std::int32_t d, std::int32_t k) {
    return first_of(d) + static_cast<std::size_t>(k + d);
  }
  std::int32_t& at(std::int32_t d, std::int32_t k) { return rounds_[index(d, k)]; }
  std::int32_t at(std::int32_t d, std::int32_t k) const {
    return k < -d || k > d ? kNowhere : rounds_[index(d, k)];
  }

  // From the diagonal above an element of b is put in, from the one below an element of a is taken
  // out; neither goes beyond an end.
  std::int32_t down(std::int32_t d, std::int32_t k) const {
    const std::int32_t x = at(d - 1, k + 1);
    return x == kNowhere || x - (k + 1) >= b_size_ ? kNowhere : x;
  }
  std::int32_t right(std::int32_t d, std::int32_t k) const {
    const std::int32_t x = at(d - 1, k - 1);
    return x == kNowhere || x >= a_size_ ? kNowhere : x + 1;
  }
  std::int32_t begin_of(std::int32_t d, std::int32_t k) const {
    return d == 0 ? 0 : std::max(down(d, k), right(d, k));
  }
  std::int32_t slide(std::int32_t x, std::int32_t k) const {
    while (x < a_size_ && x - k < b_size_ &&
           a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(x - k)]) {
      ++x;
    }
    return x;
  }

  Elements a_;
  Elements b_;
  std::int32_t a_size_;
  std::int32_t b_size_;
  std::int32_t last_ = 0;
  std::vector<std::int32_t> rounds_;
};

struct Place {
  std::size_t a = 0;
  std::size_t b = 0;
};

// The elements that both sides have exactly once, by their place in a.
std::vector<Place> single_elements(Elements a, Elements b) {
  struct Count {
    std::uint32_t in_a = 0;
    std::uint32_t in_b = 0;
    Place place;
  };
  std::unordered_map<std::uint32_t, Count> counts;
  for (std::size_t i = 0; i < a.size(); ++i) {
    Count& count = counts[a[i]];
    ++count.in_a;
    count.place.a = i;
  }
  for (std::size_t i = 0; i < b.size(); ++i) {
    const auto found = counts.find(b[i]);
    if (found == counts.end()) continue;
    ++found->second.in_b;
    found->second.place.b = i;
  }
  std::vector<Place> places;
  for (const auto& [element, count] : counts) {
    if (count.in_a == 1 && count.in_b == 1) places.push_back(count.place);
  }
  std::sort(places.begin(), places.end(), [](const Place& x, const Place& y) { return x.a < y.a; });
  return places;
}

// A longest selection of the places that ascends in b too.
std::vector<Place> longest_ascent(const std::vector<Place>& places) {
  std::vector<std::size_t> ends;  // of the ascents of each length, the one that ends lowest
  std::vector<std::size_t> former(places.size(), places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto end = std::lower_bound(
        ends.begin(), ends.end(), places[i].b,
        [&](std::size_t index, std::size_t wanted) { return places[index].b < wanted; });
    if (end != ends.begin()) former[i] = *std::prev(end);
    if (end == ends.end()) {
      ends.push_back(i);
    } else {
      *end = i;
    }
  }
  std::vector<Place> ascent;
  for (std::size_t i = ends.empty() ? places.size() : ends.back(); i < places.size();
       i = former[i]) {
    ascent.push_back(places[i]);
  }
  std::reverse(ascent.begin(), ascent.end());
  return ascent;
}

// Two stretches still to be aligned.
struct Task {
  std::size_t a_first = 0;
  std::size_t a_last = 0;
  std::size_t b_first = 0;
  std::size_t b_last = 0;
  int level = 0;
};

class Aligner {
 public:
  Aligner(Elements a, Elements b) : a_(a), b_(b) {}

  std::vector<CommonRun> run() {
    tasks_.push_back({0, a_.size(), 0, b_.size(), 0});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      align_one(task);
    }
    return joined();
  }

 private:
  void align_one(Task task) {
    std::size_t same = 0;
    while (task.a_first + same < task.a_last && task.b_first + same < task.b_last &&
           a_[task.a_first + same] == b_[task.b_first + same]) {
      ++same;
    }
    add({task.a_first, task.b_first, same});
    task.a_first += same;
    task.b_first += same;
    same = 0;
    while (task.a_first + same < task.a_last && task.b_first + same < task.b_last &&
           a_[task.a_last - 1 - same] == b_[task.b_last - 1 - same]) {
      ++same;
    }
    task.a_last -= same;
    task.b_last -= same;
    add({task.a_last, task.b_last, same});
    if (task.a_first == task.a_last || task.b_first == task.b_last) return;
    const Elements a = a_.subspan(task.a_first, task.a_last - task.a_first);
    const Elements b = b_.subspan(task.b_first, task.b_last - task.b_first);
    ShortestWay way(a, b);
    if (steps_left_ > 0 && way.find(steps_left_)) {
      for (const CommonRun& run : way.runs_backwards()) {
        add({task.a_first + run.a, task.b_first + run.b, run.length});
      }
    } else if (task.level < kMostLevels) {
      split(task, longest_ascent(single_elements(a, b)));
    }
  }

  void split(const Task& task, const std::vector<Place>& anchors) {
    Task rest = task;
    ++rest.level;
    if (anchors.empty()) return;
    for (const Place& anchor : anchors) {
      const std::size_t in_a = task.a_first + anchor.a;
      const std::size_t in_b = task.b_first + anchor.b;
      add({in_a, in_b, 1});
      tasks_.push_back({rest.a_first, in_a, rest.b_first, in_b, rest.level});
      rest.a_first = in_a + 1;
      rest.b_first = in_b + 1;
    }
    tasks_.push_back(rest);
  }

  void add(const CommonRun& run) {
    if (run.length != 0) runs_.push_back(run);
  }

  std::vector<CommonRun> joined() {
    std::sort(runs_.begin(), runs_.end(),
              [](const CommonRun& x, const CommonRun& y) { return x.a < y.a; });
    std::vector<CommonRun> all;
    for (const CommonRun& run : runs_) {
      if (!all.empty() && all.back().a + all.back().length == run.a &&
          all.back().b + all.back().length == run.b) {
        all.back().length += run.length;
      } else {
        all.push_back(run);
      }
    }
    return all;
  }

  Elements a_;
  Elements b_;
  std::size_t steps_left_ = kMostSteps;
  std::vector<Task> tasks_;
  std::vector<CommonRun> runs_;
};

}  // namespace

std::vector<CommonRun> align(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return Aligner(a, b).run();
}

}  // namespace dossier
