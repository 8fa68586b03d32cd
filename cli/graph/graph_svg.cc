// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/graph_svg.h"

#include <algorithm>
#include <array>

#include "cli/graph/layered_layout.h"
#include "cli/graph/relation_look.h"
#include "cli/layout.h"
#include "cli/report/style.h"
#include "cli/report/words.h"

namespace dossier {

const Style kGraphStyle = R"css(
.graph { font: 12px system-ui, -apple-system, "Segoe UI", "Noto Sans", Arial, sans-serif; display: block; }
.graph text { fill: var(--ink); text-anchor: middle; unicode-bidi: plaintext; }
.graph .column { fill: var(--quiet); font-weight: 600; }
.graph .state { fill: var(--quiet); font-size: 11px; }
.graph .ctl { fill: var(--bad); font-size: 9px; }
.graph rect { fill: var(--panel); stroke: var(--quiet); stroke-width: 1; }
.graph .group rect { stroke-width: 3; }
.graph .so rect, .graph .said rect { stroke: var(--ink); stroke-width: 1.5; }
.graph path { fill: none; stroke: var(--quiet); stroke-width: 1.2; }
.graph .arrow { fill: var(--quiet); stroke: none; }
.graph .speaks { stroke-dasharray: 1.5 3.5; }
.graph .supports { stroke: var(--good); stroke-width: 2; }
.graph .contradicts { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 7 4; }
.graph .context { stroke-dasharray: 3 3; }
.graph .attributes { stroke: var(--ink); stroke-width: 2; }
)css";

namespace {

constexpr int kBoxWidth = 150;
constexpr int kLineHeight = 15;
constexpr int kHeadHeight = 34;
constexpr int kMargin = 6;
constexpr std::size_t kLabelColumns = 19;
constexpr std::size_t kMostLines = 3;

std::vector<std::string> label_lines(const std::string& label) {
  std::string one_line = label;
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  const std::string wrapped = wrap(one_line, kLabelColumns, 0);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < wrapped.size();) {
    const std::size_t end = std::min(wrapped.find('\n', at), wrapped.size());
    if (lines.size() == kMostLines) {
      lines.back() = shorten(lines.back() + " …", kLabelColumns);
      if (!lines.back().ends_with("…")) lines.back() += "…";
      break;
    }
    lines.push_back(shorten(wrapped.substr(at, end - at), kLabelColumns));
    at = end + 1;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

Word css_class(const GraphNode& node) {
  if (node.records > 1) return "group";
  if (node.column == GraphColumn::kSaid) return "said";
  if (node.column == GraphColumn::kSo) return "so";
  return "node";
}

SvgPath curve_through(const std::vector<LayoutPoint>& points) {
  SvgPath path;
  const auto x = [](const LayoutPoint& p) { return p.x + kMargin; };
  const auto y = [](const LayoutPoint& p) { return p.y + kHeadHeight; };
  path.move(x(points.front()), y(points.front()));
  if (points.size() == 2 && points[0].x == points[1].x) {
    constexpr int kBulge = 26;
    path.curve(x(points[0]) + kBulge, y(points[0]), x(points[1]) + kBulge, y(points[1]),
               x(points[1]), y(points[1]));
    return path;
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    const int half = (points[i].x - points[i - 1].x) / 2;
    path.curve(x(points[i - 1]) + half, y(points[i - 1]), x(points[i]) - half, y(points[i]),
               x(points[i]), y(points[i]));
  }
  return path;
}

class Drawing {
 public:
  Drawing(Html& html, const ProvenanceGraph& graph, bool in_page)
      : html_(html), graph_(graph), in_page_(in_page) {
    std::vector<LayoutNode> nodes;
    for (const GraphNode& node : graph.nodes) {
      lines_.push_back(label_lines(node.label));
      std::size_t count = lines_.back().size() + (node.status.empty() ? 0 : 1);
      nodes.push_back({static_cast<std::size_t>(node.column), kBoxWidth,
                       static_cast<int>(count) * kLineHeight + 14});
    }
    std::vector<LayoutEdge> edges;
    for (const GraphEdge& edge : graph.edges) edges.push_back({edge.from, edge.to});
    layout_ = lay_out(nodes, edges, {.between_layers = 42, .between_nodes = 12});
    for (const LayoutNode& node : nodes) heights_.push_back(node.height);
  }

  void write() {
    const int width = layout_.width + 2 * kMargin + 24;  // room for edges inside the last column
    const int height = layout_.height + kHeadHeight + kMargin;
    html_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                       {"class", width > height ? Word("graph low") : Word("graph")},
                       {"role", "img"},
                       Attribute::label("Provenance graph: sources, articles, captures, quotes, "
                                        "claims"),
                       {"width", width},
                       {"height", height},
                       Attribute::view_box(width, height)});
    if (!in_page_) html_.style({kColours, kGraphStyle});
    html_.raw(
        "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
        "markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" "
        "orient=\"auto\"><path class=\"arrow\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    write_columns();
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) write_edge(i);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) write_node(i);
    html_.raw("</svg>\n");
  }

 private:
  void write_columns() {
    std::array<bool, kGraphColumns> used{};
    for (const GraphNode& node : graph_.nodes) used[static_cast<std::size_t>(node.column)] = true;
    std::int64_t x = kMargin + kBoxWidth / 2;
    for (std::size_t i = 0; i < kGraphColumns; ++i) {
      if (used[i]) {
        html_.open("text", {{"class", "column"}, {"x", x}, {"y", 16}});
        html_.plain(column_name(static_cast<GraphColumn>(i))).close("text");
        x += kBoxWidth;
      }
      x += 42;
    }
    html_.raw("\n");
  }

  void write_edge(std::size_t i) {
    const GraphEdge& edge = graph_.edges[i];
    html_.open("path", {{"class", look_of(edge.relation).name},
                        {"marker-end", "url(#arrow)"},
                        curve_through(layout_.edges[i]).attribute()});
    html_.raw("<title>").text(look_of(edge.relation).name.text()).raw("</title></path>\n");
  }

  void write_node(std::size_t i) {
    const GraphNode& node = graph_.nodes[i];
    const std::int64_t left = layout_.nodes[i].x + kMargin;
    const std::int64_t top = layout_.nodes[i].y + kHeadHeight;
    const bool is_link = in_page_ && !node.id.empty();
    if (is_link) html_.open("a", {Attribute::link(Anchor(node.id))});
    html_.open("g", {{"class", css_class(node)}});
    html_.raw("<title>").plain(node.label).raw("</title>");
    html_.empty(
        "rect",
        {{"x", left}, {"y", top}, {"width", kBoxWidth}, {"height", heights_[i]}, {"rx", 5}});
    std::int64_t y = top + 19;
    for (const std::string& line : lines_[i]) {
      html_.open("text", {{"x", left + kBoxWidth / 2}, {"y", y}}).text(line).close("text");
      y += kLineHeight;
    }
    if (!node.status.empty()) {
      const Status status = claim_status(node.status);
      html_.open("text", {{"class", "state"}, {"x", left + kBoxWidth / 2}, {"y", y}});
      html_.text(status.sign).raw(" ").text(status.word).close("text");
    }
    html_.close("g");
    if (is_link) html_.close("a");
    html_.raw("\n");
  }

  Html& html_;
  const ProvenanceGraph& graph_;
  bool in_page_;
  Layout layout_;
  std::vector<std::vector<std::string>> lines_;
  std::vector<int> heights_;
};

}  // namespace

void write_graph_svg(Html& html, const ProvenanceGraph& graph, bool in_page) {
  Drawing(html, graph, in_page).write();
}

std::string graph_svg_file(const ProvenanceGraph& graph) {
  Html html(Html::Kind::kDrawing);
  html.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  write_graph_svg(html, graph, false);
  return html.str();
}

}  // namespace dossier
