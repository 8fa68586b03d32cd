// SPDX-License-Identifier: Apache-2.0
#include "cli/graph/provenance_graph.h"

#include <algorithm>
#include <unordered_map>

#include "cli/layout.h"

namespace dossier {
namespace {

// How much is drawn as one node.
enum class Grouping { kNone, kByCapture, kByArticle, kByPublisher, kByKind };

GraphColumn column_of(const Claim& claim) {
  return claim.kind == "attribution" ? GraphColumn::kSaid : GraphColumn::kSo;
}

class Builder {
 public:
  Builder(const Dossier& dossier, Grouping grouping) : dossier_(dossier), grouping_(grouping) {
    for (const Source* source : dossier.all<Source>()) {
      const bool by_kind = grouping == Grouping::kByKind;
      add(source->id, GraphColumn::kSource, source->name, by_kind ? source->kind : "",
          source->kind);
    }
    for (const Article* article : dossier.all<Article>()) {
      add(article->id, GraphColumn::kArticle, article->title,
          grouping >= Grouping::kByPublisher ? publisher_key(article) : "",
          publisher_name(article));
    }
    for (const Capture* capture : dossier.all<Capture>()) {
      const Article* article = dossier.find<Article>(capture->article);
      std::string key;
      if (grouping >= Grouping::kByPublisher) {
        key = publisher_key(article);
      } else if (grouping >= Grouping::kByArticle) {
        key = capture->article.text();
      }
      const std::string when = capture->captured_at ? capture->captured_at->date_string() : "";
      add(capture->id, GraphColumn::kCapture, when + " " + capture->method, key,
          publisher_name(article));
    }
    for (const Quote* quote : dossier.all<Quote>()) {
      const Capture* capture = dossier.find<Capture>(quote->capture);
      const Article* article =
          capture == nullptr ? nullptr : dossier.find<Article>(capture->article);
      add(quote->id, GraphColumn::kQuote, quote->exact, quote_key(*quote), publisher_name(article));
    }
    for (const Claim* claim : dossier.all<Claim>()) {
      add(claim->id, column_of(*claim), claim->text,
          grouping >= Grouping::kByArticle ? claim->status : "", "");
      graph_.nodes[of_[claim->id]].status = claim->status;
    }
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) name_group(graph_.nodes[i], common_[i]);
    connect();
  }

  ProvenanceGraph take() {
    graph_.is_grouped = grouping_ != Grouping::kNone;
    return std::move(graph_);
  }

 private:
  std::string publisher_key(const Article* article) const {
    if (grouping_ == Grouping::kByKind) return "all";
    if (article == nullptr || !article->publisher.value) return "nobody";
    return article->publisher.value->text();
  }
  // What records grouped by publisher have in common.
  std::string publisher_name(const Article* article) const {
    if (grouping_ != Grouping::kByPublisher || article == nullptr) return {};
    if (!article->publisher.value) return "no publisher";
    const Source* publisher = dossier_.find<Source>(*article->publisher.value);
    return publisher == nullptr ? article->publisher.value->text() : publisher->name;
  }
  std::string quote_key(const Quote& quote) const {
    if (grouping_ == Grouping::kNone) return {};
    if (grouping_ == Grouping::kByCapture) return quote.capture.text();
    const Capture* capture = dossier_.find<Capture>(quote.capture);
    if (capture == nullptr) return "none";
    if (grouping_ == Grouping::kByArticle) return capture->article.text();
    return publisher_key(dossier_.find<Article>(capture->article));
  }

  // Records with one key in a column are one node, named by what they have in common; an empty key
  // is a node of its own.
  void add(const RecordId& id, GraphColumn column, const std::string& label, const std::string& key,
           const std::string& common) {
    if (!key.empty()) {
      const std::string full = std::to_string(static_cast<int>(column)) + key;
      const auto [found, is_new] = groups_.emplace(full, graph_.nodes.size());
      of_[id] = found->second;
      if (!is_new) {
        ++graph_.nodes[found->second].records;
        return;
      }
    } else {
      of_[id] = graph_.nodes.size();
    }
    graph_.nodes.push_back({column, id, label, {}, 1});
    common_.push_back(common);
  }

  static void name_group(GraphNode& node, const std::string& common) {
    if (node.records == 1) return;
    node.id = RecordId();
    switch (node.column) {
      case GraphColumn::kSource:
        node.label = counted(node.records, "source", "sources");
        break;
      case GraphColumn::kArticle:
        node.label = counted(node.records, "article", "articles");
        break;
      case GraphColumn::kCapture:
        node.label = counted(node.records, "capture", "captures");
        break;
      case GraphColumn::kQuote:
        node.label = counted(node.records, "quote", "quotes");
        break;
      case GraphColumn::kSaid:
      case GraphColumn::kSo:
        node.label = counted(node.records, "claim", "claims");
        break;
    }
    if (!common.empty()) node.label += ": " + common;
  }

  void link(const RecordId& from, const RecordId& to, GraphRelation relation) {
    const auto a = of_.find(from);
    const auto b = of_.find(to);
    if (a == of_.end() || b == of_.end() || a->second == b->second) return;
    graph_.edges.push_back({a->second, b->second, relation});
  }

  void connect() {
    for (const Article* article : dossier_.all<Article>()) {
      if (article->publisher.value) {
        link(*article->publisher.value, article->id, GraphRelation::kFrom);
      }
    }
    for (const Capture* capture : dossier_.all<Capture>()) {
      link(capture->article, capture->id, GraphRelation::kFrom);
    }
    for (const Quote* quote : dossier_.all<Quote>()) {
      link(quote->capture, quote->id, GraphRelation::kFrom);
      if (quote->speaker.value) link(*quote->speaker.value, quote->id, GraphRelation::kSpeaks);
    }
    for (const Claim* claim : dossier_.all<Claim>()) {
      for (const Support& support : claim->support) {
        GraphRelation relation = GraphRelation::kContext;
        if (support.stance == "supports") relation = GraphRelation::kSupports;
        if (support.stance == "contradicts") relation = GraphRelation::kContradicts;
        link(support.ref, claim->id, relation);
      }
      for (const ClaimRelation& other : claim->relations) {
        if (other.type == "attributes") {
          link(claim->id, other.claim, GraphRelation::kAttributes);
        }
      }
    }
    std::sort(graph_.edges.begin(), graph_.edges.end());
    graph_.edges.erase(std::unique(graph_.edges.begin(), graph_.edges.end()), graph_.edges.end());
  }

  const Dossier& dossier_;
  Grouping grouping_;
  ProvenanceGraph graph_;
  std::vector<std::string> common_;  // of each node
  std::unordered_map<RecordId, std::size_t> of_;
  std::unordered_map<std::string, std::size_t> groups_;
};

}  // namespace

std::string_view column_name(GraphColumn column) {
  switch (column) {
    case GraphColumn::kSource:
      return "Sources";
    case GraphColumn::kArticle:
      return "Articles";
    case GraphColumn::kCapture:
      return "Captures";
    case GraphColumn::kQuote:
      return "Quotes";
    case GraphColumn::kSaid:
      return "Was it said?";
    case GraphColumn::kSo:
      break;
  }
  return "Is it so?";
}

ProvenanceGraph provenance_graph(const Dossier& dossier) {
  for (const Grouping grouping :
       {Grouping::kNone, Grouping::kByCapture, Grouping::kByArticle, Grouping::kByPublisher}) {
    ProvenanceGraph graph = Builder(dossier, grouping).take();
    if (graph.nodes.size() <= kMostGraphNodes) return graph;
  }
  return Builder(dossier, Grouping::kByKind).take();
}

}  // namespace dossier
