// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/layered_layout.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

constexpr LayoutSpacing kSpacing{.between_layers = 40, .between_nodes = 10};

}  // namespace

TEST_CASE("nothing to draw has no size") {
  const Layout layout = lay_out({}, {}, kSpacing);
  CHECK(layout.width == 0);
  CHECK(layout.height == 0);
}

TEST_CASE("columns stand beside each other, and boxes of one column never overlap") {
  std::vector<LayoutNode> nodes;
  std::vector<LayoutEdge> edges;
  for (std::size_t i = 0; i < 30; ++i) nodes.push_back({i % 3, 100, 20 + static_cast<int>(i)});
  for (std::size_t i = 0; i < 30; ++i) edges.push_back({i, (i * 7 + 5) % 30});
  const Layout layout = lay_out(nodes, edges, kSpacing);
  CHECK(layout.width == 3 * 100 + 2 * 40);
  for (std::size_t a = 0; a < nodes.size(); ++a) {
    CHECK(layout.nodes[a].x == static_cast<int>(nodes[a].layer) * 140);
    CHECK(layout.nodes[a].y >= 0);
    CHECK(layout.nodes[a].y + nodes[a].height <= layout.height);
    for (std::size_t b = 0; b < a; ++b) {
      if (nodes[a].layer != nodes[b].layer) continue;
      const bool apart = layout.nodes[a].y + nodes[a].height + 10 <= layout.nodes[b].y ||
                         layout.nodes[b].y + nodes[b].height + 10 <= layout.nodes[a].y;
      CHECK(apart);
    }
  }
}

TEST_CASE("two edges that need not cross do not") {
  // Given crossed: 0-3 and 1-2; the second column is turned round.
  const std::vector<LayoutNode> nodes(4, {0, 10, 10});
  std::vector<LayoutNode> columns = nodes;
  columns[2].layer = columns[3].layer = 1;
  const Layout layout = lay_out(columns, {{0, 3}, {1, 2}}, kSpacing);
  CHECK((layout.nodes[0].y < layout.nodes[1].y) == (layout.nodes[3].y < layout.nodes[2].y));
}

TEST_CASE("an edge over several columns has a place of its own in each") {
  const std::vector<LayoutNode> nodes{{0, 10, 20}, {1, 10, 20}, {2, 10, 20}};
  const Layout layout = lay_out(nodes, {{0, 1}, {1, 2}, {0, 2}}, kSpacing);
  const std::vector<LayoutPoint>& line = layout.edges[2];
  REQUIRE(line.size() == 4);
  CHECK(line[0].x == 10);
  CHECK(line[1].x == 50);
  CHECK(line[2].x == 60);
  CHECK(line[3].x == 100);
  const bool beside_the_box = line[1].y <= layout.nodes[1].y || line[1].y >= layout.nodes[1].y + 20;
  CHECK(beside_the_box);
}
