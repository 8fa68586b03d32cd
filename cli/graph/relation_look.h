// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "cli/graph/provenance_graph.h"
#include "cli/report/html.h"

namespace dossier {

// How a relation is called and drawn; one table for SVG and DOT.
struct RelationLook {
  Word name;                   // for people, and the class that kGraphStyle draws
  std::string_view dot_style;  // attributes of an edge in DOT
};
const RelationLook& look_of(GraphRelation relation);

}  // namespace dossier
