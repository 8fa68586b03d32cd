// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/graph/provenance_graph.h"
#include "cli/report/html.h"

namespace dossier {

// How a drawing looks; uses the colours of cli/report/style.h.
extern const Style kGraphStyle;

// The graph as an <svg> element. In a page its nodes are links to where their records are shown.
void write_graph_svg(Html& html, const ProvenanceGraph& graph, bool in_page);
// The graph as an SVG file of its own, without links.
std::string graph_svg_file(const ProvenanceGraph& graph);

// The graph in the DOT language of Graphviz. Labels are strings, never its HTML, and no character
// of them is read as markup.
std::string graph_dot(const ProvenanceGraph& graph);

}  // namespace dossier
