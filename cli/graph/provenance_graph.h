// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// How claims come from sources: the columns of the drawing. That something was said and that it is
// so have columns of their own.
enum class GraphColumn { kSource, kArticle, kCapture, kQuote, kSaid, kSo };
inline constexpr std::size_t kGraphColumns = 6;
std::string_view column_name(GraphColumn column);  // "Sources", …, "Was it said?", "Is it so?"

struct GraphNode {
  GraphColumn column = GraphColumn::kSource;
  RecordId id;         // empty for a group
  std::string label;   // untrusted
  std::string status;  // of claims
  std::size_t records = 1;
};

enum class GraphRelation {
  kFrom,    // published, captured, quoted
  kSpeaks,  // the source of the words
  kSupports,
  kContradicts,
  kContext,     // and mentions
  kAttributes,  // of what is said to be so
};

struct GraphEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  GraphRelation relation = GraphRelation::kFrom;

  friend auto operator<=>(const GraphEdge&, const GraphEdge&) = default;
};

struct ProvenanceGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;  // each once
  bool is_grouped = false;
};

inline constexpr std::size_t kMostGraphNodes = 60;

// The sound records of a dossier. Where there would be more than kMostGraphNodes nodes, the records
// of one capture, then of one article and status, then of one publisher, at last of one kind are
// drawn as one, the first of these that suffices.
ProvenanceGraph provenance_graph(const Dossier& dossier);

}  // namespace dossier
