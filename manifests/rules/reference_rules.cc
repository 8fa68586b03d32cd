// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "manifests/rules/references.h"
#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

class ReferenceRules {
 public:
  ReferenceRules(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings)
      : index_(index), payload_(payload), findings_(findings) {
    for (const Capture* capture : index.dossier().all<Capture>()) {
      for (const CaptureFile& file : capture->files) listed_.insert(file.path);
      if (capture->text) listed_.insert(capture->text->path);
    }
  }

  void check_ids(const RecordFile& file) {
    for_each_reference(file.record, [&](const RecordId& id, const ReferencePlace& place) {
      if (index_.dossier().knows(id) || is_told_elsewhere(file, id, place)) return;
      const bool withheld = index_.is_withheld(id.path());
      findings_.add(withheld ? "reference.withheld" : "reference.unresolved", name_of(file),
                    place.pointer(),
                    withheld ? "names " + id.text() + ", which a redaction withholds"
                             : "names " + id.text() + ", and there is no such record");
    });
  }

  void check_paths(const Event& event) {
    for (std::size_t i = 0; i < event.generated.size(); ++i) {
      const std::string& path = event.generated[i].path;
      if (path.empty() || is_there(path)) continue;
      report_path(event.id, "/generated/" + std::to_string(i) + "/path", path);
    }
  }

  void check_paths(const Capture& capture) {
    if (capture.http && !capture.http->headers_file.empty() &&
        !is_there(capture.http->headers_file))
      report_path(capture.id, "/http/headers_file", capture.http->headers_file);
  }

 private:
  static std::string name_of(const RecordFile& file) {
    return file.id ? file.id.text() : file.path;
  }

  // The chain of events has a rule of its own; a redaction names what is gone; and what a later
  // event took out may stand in earlier events and in corrections.
  bool is_told_elsewhere(const RecordFile& file, const RecordId& id,
                         const ReferencePlace& place) const {
    if (file.kind == RecordKind::kEvent && place.field == "prev") return true;
    if (file.kind == RecordKind::kHead && place.field == "sealed" && index_.context().packed)
      return true;
    if (file.kind == RecordKind::kRedaction && place.inner == "record") return true;
    if (!index_.is_retired(id)) return false;
    const auto* note = std::get_if<Note>(&file.record);
    return file.kind == RecordKind::kEvent || (note != nullptr && note->kind == "correction");
  }

  bool is_there(const std::string& path) const {
    return payload_.find(path) || listed_.contains(path) || index_.is_withheld(path) ||
           index_.is_retired_path(path);
  }

  void report_path(const RecordId& id, std::string pointer, const std::string& path) {
    findings_.add("reference.unresolved", id.text(), std::move(pointer),
                  "names the file " + path + ", and there is no such file");
  }

  const CaseIndex& index_;
  const PayloadIndex& payload_;
  RuleFindings& findings_;
  std::unordered_set<std::string_view> listed_;
};

// What is used by something besides the log of events and by what is said about all records.
void check_unused(const CaseIndex& index, RuleFindings& findings) {
  if (index.dossier().unsound() > 0) return;
  std::unordered_set<std::string_view> used;
  for (const RecordFile& file : index.dossier().files()) {
    if (!file.sound) continue;
    const bool log = file.kind == RecordKind::kEvent || file.kind == RecordKind::kMarking;
    for_each_reference(file.record, [&](const RecordId& id, const ReferencePlace&) {
      if (!log || id.kind() == RecordKind::kAgent) used.insert(id.text());
    });
  }
  const KindSet kinds(RecordKind::kSource, RecordKind::kArticle, RecordKind::kCapture,
                      RecordKind::kQuote, RecordKind::kAgent);
  for (const RecordFile& file : index.dossier().files())
    if (file.sound && file.id && kinds.has(file.kind) && !used.contains(file.id.text()))
      findings.add("record.unused", file.id.text(), "", "no other record names it");
}

// Records as a graph: who stands on whom.
class Graph {
 public:
  void add_edge(const RecordId& from, const RecordId& to) {
    if (!from || !to) return;
    const std::size_t target = node(to);
    edges_[node(from)].push_back(target);
  }

  // One member list for each cycle that a depth-first walk closes; nodes of a cycle once told are
  // not told again.
  std::vector<std::vector<std::string>> cycles() {
    std::vector<std::vector<std::string>> found;
    state_.assign(edges_.size(), kNew);
    position_.assign(edges_.size(), 0);
    for (std::size_t root = 0; root < edges_.size(); ++root)
      if (state_[root] == kNew) walk(root, found);
    return found;
  }

 private:
  enum State : unsigned char { kNew, kOpen, kDone };
  struct Step {
    std::size_t node;
    std::size_t next = 0;
  };

  std::size_t node(const RecordId& id) {
    const auto [found, added] = numbers_.emplace(id.text(), edges_.size());
    if (added) {
      edges_.emplace_back();
      names_.push_back(id.text());
    }
    return found->second;
  }

  void walk(std::size_t root, std::vector<std::vector<std::string>>& found) {
    std::vector<Step> path;
    open(path, root);
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == edges_[step.node].size()) {
        state_[step.node] = kDone;
        path.pop_back();
        continue;
      }
      const std::size_t target = edges_[step.node][step.next++];
      if (state_[target] == kOpen) {
        close(path, target, found);
      } else if (state_[target] == kNew) {
        open(path, target);
      }
    }
  }

  void open(std::vector<Step>& path, std::size_t next) {
    state_[next] = kOpen;
    position_[next] = path.size();
    path.push_back({next});
  }

  void close(const std::vector<Step>& path, std::size_t target,
             std::vector<std::vector<std::string>>& found) {
    if (!told_.insert(target).second) return;
    std::vector<std::string>& members = found.emplace_back();
    constexpr std::size_t kShown = 8;
    const std::size_t first = position_[target];
    const std::size_t last = std::min(path.size(), first + kShown);
    for (std::size_t i = first; i < last; ++i) members.push_back(names_[path[i].node]);
    if (last < path.size()) members.emplace_back("…");
  }

  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::size_t>> edges_;
  std::vector<State> state_;
  std::vector<std::size_t> position_;  // in the path, of nodes that are open
  std::unordered_set<std::size_t> told_;
};

void report_cycles(Graph& graph, std::string_view relation, RuleFindings& findings) {
  for (const std::vector<std::string>& cycle : graph.cycles()) {
    std::string way;
    for (const std::string& member : cycle) way += member + " → ";
    findings.add("reference.cycle", cycle.front(), "",
                 std::string(relation) + " leads back to where it began: " + way + cycle.front());
  }
}

}  // namespace

void check_references(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings) {
  ReferenceRules rules(index, payload, findings);
  for (const RecordFile& file : index.dossier().files())
    if (file.sound) rules.check_ids(file);
  for (const Capture* capture : index.dossier().all<Capture>()) rules.check_paths(*capture);
  for (const Event* event : index.events()) rules.check_paths(*event);
  check_unused(index, findings);
}

void check_cycles(const CaseIndex& index, RuleFindings& findings) {
  const Dossier& dossier = index.dossier();
  Graph based_on;
  for (const Article* article : dossier.all<Article>())
    for (const BasedOn& basis : article->based_on) based_on.add_edge(article->id, basis.ref);
  report_cycles(based_on, "based_on", findings);
  Graph parents;
  for (const Source* source : dossier.all<Source>()) parents.add_edge(source->id, source->parent);
  report_cycles(parents, "parent", findings);
  Graph supersedes;
  Graph proof;
  for (const Note* note : dossier.all<Note>()) {
    for (const RecordId& older : note->supersedes) supersedes.add_edge(note->id, older);
    for (const RefOr& evidence : note->evidence)
      if (evidence.id && evidence.id.kind() == RecordKind::kNote)
        proof.add_edge(note->id, evidence.id);
  }
  report_cycles(supersedes, "supersedes", findings);
  for (const Claim* claim : dossier.all<Claim>()) {
    for (const ClaimRelation& relation : claim->relations)
      if (relation.type == "depends-on") proof.add_edge(claim->id, relation.claim);
    for (const RecordId& note : claim->basis) proof.add_edge(claim->id, note);
  }
  report_cycles(proof, "the proof (basis, evidence, depends-on)", findings);
}

}  // namespace dossier
