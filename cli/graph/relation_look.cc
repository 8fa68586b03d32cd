// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/relation_look.h"

#include <array>

namespace dossier {
namespace {

// In the order of GraphRelation.
constexpr std::array kLooks{
    RelationLook{"from", "style=solid"},
    RelationLook{"speaks", "style=dotted"},
    RelationLook{"supports", "penwidth=2, label=\"supports\""},
    RelationLook{"contradicts", "style=dashed, penwidth=2, label=\"contradicts\""},
    RelationLook{"context", "style=dashed"},
    RelationLook{"attributes", "penwidth=2, label=\"attributes\""},
};
static_assert(kLooks.size() == static_cast<std::size_t>(GraphRelation::kAttributes) + 1);

}  // namespace

const RelationLook& look_of(GraphRelation relation) {
  return kLooks[static_cast<std::size_t>(relation)];
}

}  // namespace dossier
