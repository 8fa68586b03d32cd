// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/layered_layout.h"

#include <algorithm>
#include <utility>

namespace dossier {
namespace {

constexpr int kOrderSweeps = 8;
constexpr int kHeightSweeps = 6;

// A node, or the place that a long edge takes in a column.
struct Place {
  std::size_t layer = 0;
  int width = 0;
  int height = 0;
  std::vector<std::size_t> left;  // neighbours in the columns beside
  std::vector<std::size_t> right;
  double order = 0;  // what it is sorted by
  int y = 0;
};

class Placing {
 public:
  Placing(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges,
          const LayoutSpacing& spacing)
      : spacing_(spacing) {
    std::size_t layers = 0;
    for (const LayoutNode& node : nodes) {
      places_.push_back({node.layer, node.width, node.height, {}, {}, 0, 0});
      layers = std::max(layers, node.layer + 1);
    }
    for (const LayoutEdge& edge : edges) routes_.push_back(route(edge));
    columns_.resize(layers);
    for (std::size_t i = 0; i < places_.size(); ++i) columns_[places_[i].layer].push_back(i);
  }

  Layout run() {
    order();
    stack();
    for (int sweep = 0; sweep < kHeightSweeps; ++sweep) pull(sweep % 2 == 0);
    return result();
  }

 private:
  // The places of an edge from left to right; none between for an edge inside a column.
  std::vector<std::size_t> route(const LayoutEdge& edge) {
    std::size_t first = edge.from;
    std::size_t last = edge.to;
    if (places_[first].layer > places_[last].layer) std::swap(first, last);
    std::vector<std::size_t> places{first};
    const std::size_t end = places_[last].layer;
    for (std::size_t layer = places_[first].layer + 1; layer < end; ++layer) {
      places_.push_back({layer, 0, 2, {}, {}, 0, 0});
      places.push_back(places_.size() - 1);
    }
    places.push_back(last);
    if (places_[first].layer == end) return places;
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      places_[places[i]].right.push_back(places[i + 1]);
      places_[places[i + 1]].left.push_back(places[i]);
    }
    return places;
  }

  void number() {
    for (const std::vector<std::size_t>& column : columns_) {
      for (std::size_t i = 0; i < column.size(); ++i) {
        // Columns of different lengths are compared by their middles.
        places_[column[i]].order =
            static_cast<double>(i) - static_cast<double>(column.size()) / 2.0;
      }
    }
  }

  void order() {
    number();
    for (int sweep = 0; sweep < kOrderSweeps; ++sweep) {
      const bool forwards = sweep % 2 == 0;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::vector<std::size_t>& column = columns_[forwards ? i : columns_.size() - 1 - i];
        for (const std::size_t place : column) {
          const auto& beside = forwards ? places_[place].left : places_[place].right;
          if (beside.empty()) continue;
          double sum = 0;
          for (const std::size_t other : beside) sum += places_[other].order;
          places_[place].order = sum / static_cast<double>(beside.size());
        }
        std::stable_sort(column.begin(), column.end(), [this](std::size_t a, std::size_t b) {
          return places_[a].order < places_[b].order;
        });
        for (std::size_t at = 0; at < column.size(); ++at) {
          places_[column[at]].order =
              static_cast<double>(at) - static_cast<double>(column.size()) / 2.0;
        }
      }
    }
  }

  void stack() {
    for (const std::vector<std::size_t>& column : columns_) {
      int y = 0;
      for (const std::size_t place : column) {
        places_[place].y = y;
        y += places_[place].height + spacing_.between_nodes;
      }
    }
  }

  int middle(const Place& place) const { return place.y + place.height / 2; }

  // Moves every place towards the mean of its neighbours, in their order and without overlap.
  void pull(bool forwards) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::vector<std::size_t>& column = columns_[forwards ? i : columns_.size() - 1 - i];
      for (const std::size_t index : column) {
        Place& place = places_[index];
        const auto& beside = forwards ? place.left : place.right;
        if (beside.empty()) continue;
        long sum = 0;
        for (const std::size_t other : beside) sum += middle(places_[other]);
        place.y = static_cast<int>(sum / static_cast<long>(beside.size())) - place.height / 2;
      }
      separate(column);
    }
  }

  // Pushes overlapping places apart: down from the top, and the whole run back by half of it.
  void separate(const std::vector<std::size_t>& column) {
    std::size_t begin = 0;
    while (begin < column.size()) {
      std::size_t end = begin + 1;
      long pushed = 0;
      int floor = bottom(column[begin]);
      while (end < column.size() && places_[column[end]].y < floor) {
        pushed += floor - places_[column[end]].y;
        places_[column[end]].y = floor;
        floor = bottom(column[end]);
        ++end;
      }
      const auto count = static_cast<long>(end - begin);
      int back = static_cast<int>(pushed / count);
      if (begin > 0) back = std::min(back, places_[column[begin]].y - bottom(column[begin - 1]));
      for (std::size_t i = begin; i < end; ++i) places_[column[i]].y -= std::max(back, 0);
      begin = end;
    }
  }
  int bottom(std::size_t place) const {
    return places_[place].y + places_[place].height + spacing_.between_nodes;
  }

  Layout result() const {
    std::vector<int> left(columns_.size() + 1, 0);
    int least = 0;
    int most = 0;
    bool first = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      int width = 0;
      for (const std::size_t index : columns_[i]) {
        const Place& place = places_[index];
        width = std::max(width, place.width);
        least = first ? place.y : std::min(least, place.y);
        most = first ? place.y + place.height : std::max(most, place.y + place.height);
        first = false;
      }
      left[i + 1] = left[i] + width + spacing_.between_layers;
    }
    Layout layout;
    layout.width = columns_.empty() ? 0 : left.back() - spacing_.between_layers;
    layout.height = most - least;
    const std::size_t nodes = places_.size() - between();
    for (std::size_t i = 0; i < nodes; ++i) {
      layout.nodes.push_back({left[places_[i].layer], places_[i].y - least});
    }
    for (const std::vector<std::size_t>& route : routes_) {
      layout.edges.push_back(points(route, left, least));
    }
    return layout;
  }

  std::size_t between() const {
    std::size_t count = 0;
    for (const std::vector<std::size_t>& route : routes_) count += route.size() - 2;
    return count;
  }

  std::vector<LayoutPoint> points(const std::vector<std::size_t>& route,
                                  const std::vector<int>& left, int least) const {
    const Place& first = places_[route.front()];
    const Place& last = places_[route.back()];
    std::vector<LayoutPoint> out{{left[first.layer] + first.width, middle(first) - least}};
    for (std::size_t i = 1; i + 1 < route.size(); ++i) {
      const Place& place = places_[route[i]];
      const int right = left[place.layer + 1] - spacing_.between_layers;
      out.push_back({left[place.layer], middle(place) - least});
      out.push_back({right, middle(place) - least});
    }
    const int x = left[last.layer] + (first.layer == last.layer ? last.width : 0);
    out.push_back({x, middle(last) - least});
    return out;
  }

  LayoutSpacing spacing_;
  std::vector<Place> places_;
  std::vector<std::vector<std::size_t>> routes_;
  std::vector<std::vector<std::size_t>> columns_;
};

}  // namespace

Layout lay_out(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges,
               const LayoutSpacing& spacing) {
  if (nodes.empty()) return {};
  return Placing(nodes, edges, spacing).run();
}

}  // namespace dossier
