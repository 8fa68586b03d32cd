// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/graph_svg.h"

#include <doctest/doctest.h>

#include "cli/graph/provenance_graph.h"

using namespace dossier;

namespace {

ProvenanceGraph one_node(const std::string& label) {
  ProvenanceGraph graph;
  graph.nodes.push_back({GraphColumn::kQuote, RecordId(), label, {}, 1});
  return graph;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what a label holds stays a label in SVG") {
  const std::string svg = graph_svg_file(one_node("<script>\"]]>\xE2\x80\xAE\x1B[31m"));
  CHECK_FALSE(has(svg, "<script"));
  CHECK_FALSE(has(svg, "]]>"));
  CHECK_FALSE(has(svg, "\xE2\x80\xAE"));
  CHECK_FALSE(has(svg, "\x1B"));
}

TEST_CASE("what a label holds stays a label in DOT") {
  const std::string dot = graph_dot(one_node("a\"];x[URL=\"javascript:y\"] \\N &lt; \x1B\n<b>"));
  CHECK(has(dot, "label=\"a\\\"];x[URL=\\\"javascript:y\\\"] \\\\N &amp;lt; \\\\u{1b} <b>\""));
}
