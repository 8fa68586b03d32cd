// SPDX-License-Identifier: Apache-2.0
#include "manifests/rules/origins.h"

#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

#include "manifests/rules/thresholds.h"

namespace dossier {
namespace {

// Sets of supports, joined by what their chains have in common.
class Origins {
 public:
  explicit Origins(const CaseIndex& index) : dossier_(index.dossier()) {}

  void add(const RecordId& ref) {
    support_ = sets_.size();
    sets_.push_back(support_);
    has_origin_.push_back(false);
    add_ref(ref);
  }

  std::size_t count() {
    std::size_t sets = 0;
    for (std::size_t i = 0; i < sets_.size(); ++i) sets += root(i) == i && has_origin_[i] ? 1u : 0u;
    return sets;
  }

 private:
  void add_ref(const RecordId& ref) {
    switch (ref.kind()) {
      case RecordKind::kQuote:
        if (const Quote* quote = dossier_.find<Quote>(ref)) add_quote(*quote);
        break;
      case RecordKind::kCapture:
        add_publisher(ref);
        break;
      case RecordKind::kSource:
        add_source(ref);
        break;
      case RecordKind::kNote:
        if (const Note* note = dossier_.find<Note>(ref)) add_note(*note);
        break;
      default:
        break;
    }
  }

  void add_quote(const Quote& quote) {
    const Attribution* attribution = dossier_.find<Attribution>(quote.attribution);
    if (attribution != nullptr && attribution->hops.size() > kMostHopsFollowed) {
      join("long chains");
      return;
    }
    if (attribution != nullptr) {
      for (const Hop& hop : attribution->hops) {
        add_end(hop.from);
        add_end(hop.to);
      }
      return;
    }
    if (quote.speaker.value) add_source(*quote.speaker.value);
    add_publisher(quote.capture);
  }

  // A note is nobody's origin, its evidence is. Notes behind notes are not followed.
  void add_note(const Note& note) {
    for (const RefOr& evidence : note.evidence) {
      if (!evidence.id) {
        join("uri:" + evidence.other);
      } else if (evidence.id.kind() != RecordKind::kNote) {
        add_ref(evidence.id);
      }
    }
  }

  void add_publisher(const RecordId& capture_id) {
    const Capture* capture = dossier_.find<Capture>(capture_id);
    if (capture == nullptr) return;
    const Article* article = dossier_.find<Article>(capture->article);
    if (article == nullptr || !article->publisher.value) {
      join(capture->article.text());
    } else {
      add_source(*article->publisher.value);
    }
    if (article == nullptr) return;
    for (const BasedOn& basis : article->based_on) {
      const Article* original = dossier_.find<Article>(basis.ref);
      if (original != nullptr && original->publisher.value) add_source(*original->publisher.value);
      if (basis.ref.kind() == RecordKind::kSource) add_source(basis.ref);
    }
  }

  void add_end(const RefOr& end) {
    if (end.id) {
      add_source(end.id);
    } else if (end.other == "unnamed") {
      join("unnamed");
    }
  }

  void add_source(const RecordId& id) {
    join(id.text());
    const Source* source = dossier_.find<Source>(id);
    if (source == nullptr) return;
    if (!source->independence_group.empty()) join("group:" + source->independence_group);
    if (source->kind == "unnamed") join("unnamed");
  }

  void join(const std::string& key) {
    has_origin_[root(support_)] = true;
    const auto [known, added] = owner_.emplace(key, support_);
    if (added) return;
    const std::size_t a = root(known->second);
    const std::size_t b = root(support_);
    sets_[b] = a;
    has_origin_[a] = true;
  }

  std::size_t root(std::size_t i) {
    while (sets_[i] != i) i = sets_[i] = sets_[sets_[i]];
    return i;
  }

  const Dossier& dossier_;
  std::size_t support_ = 0;
  std::vector<std::size_t> sets_;
  std::vector<bool> has_origin_;
  std::unordered_map<std::string, std::size_t> owner_;
};

}  // namespace

std::optional<std::size_t> distance_of(const CaseIndex& index, const Quote& quote) {
  if (!quote.attribution) return quote.speaker.value ? 1u : 0u;
  const Attribution* attribution = index.dossier().find<Attribution>(quote.attribution);
  if (attribution == nullptr) return std::nullopt;
  return attribution->hops.size();
}

std::size_t count_origins(const CaseIndex& index, const Claim& claim) {
  Origins origins(index);
  for (const Support& support : claim.support)
    if (support.stance == "supports") origins.add(support.ref);
  return origins.count();
}

}  // namespace dossier
