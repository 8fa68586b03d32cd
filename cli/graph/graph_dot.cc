// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/escape.h"
#include "cli/graph/graph_svg.h"
#include "cli/graph/relation_look.h"
#include "cli/layout.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

// A quoted string of DOT. Backslashes begin its escapes, and & begins an entity.
std::string dot_string(std::string_view untrusted) {
  std::string out = "\"";
  for (const char c : escape_line(untrusted)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    if (c == '&') out += "amp;";
  }
  return out + "\"";
}

}  // namespace

std::string graph_dot(const ProvenanceGraph& graph) {
  std::string out =
      "digraph dossier {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n";
  for (std::size_t column = 0; column < kGraphColumns; ++column) {
    out += "  { rank=same;";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (static_cast<std::size_t>(graph.nodes[i].column) == column) {
        out += " n" + std::to_string(i) + ";";
      }
    }
    out += " }\n";
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const GraphNode& node = graph.nodes[i];
    std::string label = clipped(node.label, 80);
    std::replace(label.begin(), label.end(), '\n', ' ');
    if (!node.status.empty()) label += " (" + spaced(node.status) + ")";
    out += "  n" + std::to_string(i) + " [label=" + dot_string(label);
    if (!node.id.empty()) out += ", tooltip=" + dot_string(node.id.text());
    if (node.records > 1) out += ", peripheries=2";
    out += "];\n";
  }
  for (const GraphEdge& edge : graph.edges) {
    out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [";
    out += std::string(look_of(edge.relation).dot_style) + "];\n";
  }
  return out + "}\n";
}

}  // namespace dossier
