// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace dossier {

// A drawing in columns, from left to right. All sizes are whole units of the drawing.
struct LayoutNode {
  std::size_t layer = 0;  // its column
  int width = 0;
  int height = 0;
};
struct LayoutEdge {
  std::size_t from = 0;  // indexes of nodes
  std::size_t to = 0;
};
struct LayoutSpacing {
  int between_layers = 40;
  int between_nodes = 14;
};

struct LayoutPoint {
  int x = 0;
  int y = 0;

  friend bool operator==(const LayoutPoint&, const LayoutPoint&) = default;
};
struct Layout {
  std::vector<LayoutPoint> nodes;  // upper left corners
  // From the right side of one node to the left side of the other, by way of a free place in every
  // column between; of an edge inside one column, from right side to right side.
  std::vector<std::vector<LayoutPoint>> edges;
  int width = 0;
  int height = 0;
};

// Places nodes so that none overlap and few edges cross (after Sugiyama: places for long edges in
// each column, orders by the mean of neighbours, then heights as near to the neighbours as room
// allows). An edge that runs from right to left is routed like its reverse. A function of its
// arguments alone; linear in nodes and edges times the number of columns, but for sorting.
Layout lay_out(const std::vector<LayoutNode>& nodes, const std::vector<LayoutEdge>& edges,
               const LayoutSpacing& spacing);

}  // namespace dossier
