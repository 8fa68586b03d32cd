// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/handling.h"

#include <algorithm>

namespace dossier {
namespace {

template <std::size_t N>
int place_in(const std::array<std::string_view, N>& words, std::string_view word) {
  return static_cast<int>(std::find(words.begin(), words.end(), word) - words.begin());
}

}  // namespace

int strictness(const Marking& marking) {
  if (marking.scheme == "tlp-2.0") return place_in(kTlpValues, marking.value);
  if (marking.scheme == "rights") return place_in(kPayloads, marking.payload);
  return 1;
}

MarkingsInForce::MarkingsInForce(const Dossier& dossier) : dossier_(dossier) {
  for (const Marking* marking : dossier.all<Marking>()) {
    for (const RefOr& target : marking->applies_to) {
      if (target.id) {
        direct_[target.id].push_back(marking);
      } else {
        everywhere_.push_back(marking);
      }
    }
  }
  const Head* head = dossier.head();
  if (head == nullptr) return;
  if (const Marking* marking = dossier.find<Marking>(head->default_marking)) {
    default_.push_back(marking);
  }
}

MarkingsInForce::Markings MarkingsInForce::own(const Record& record) const {
  Markings all;
  if (const auto found = direct_.find(record.id); found != direct_.end()) all = found->second;
  for (const RecordId& id : record.markings) {
    if (const Marking* marking = dossier_.find<Marking>(id)) all.push_back(marking);
  }
  return all;
}

Handling MarkingsInForce::of(const Record& record) const {
  std::vector<Markings> nearest = {own(record)};
  RecordId parent;
  if (record.id.kind() == RecordKind::kQuote) {
    if (const Quote* quote = dossier_.find<Quote>(record.id)) parent = quote->capture;
  } else if (const Capture* capture = dossier_.find<Capture>(record.id)) {
    parent = capture->article;
  }
  if (const Capture* capture = dossier_.find<Capture>(parent)) {
    nearest.push_back(own(*capture));
    parent = capture->article;
  }
  if (const Article* article = dossier_.find<Article>(parent)) nearest.push_back(own(*article));
  nearest.push_back(everywhere_);
  nearest.push_back(default_);
  return choose(nearest);
}

Handling MarkingsInForce::of_everything() const {
  return choose({everywhere_, default_});
}

Handling MarkingsInForce::choose(const std::vector<Markings>& nearest_first) const {
  Handling handling;
  for (std::size_t i = 0; i < kRestrictions; ++i) {
    const Marking*& strictest = handling.strictest[i];
    for (const Markings& markings : nearest_first) {
      for (const Marking* marking : markings) {
        if (marking->scheme != kRestrictingSchemes[i]) continue;
        if (strictest == nullptr || strictness(*strictest) < strictness(*marking)) {
          strictest = marking;
        }
      }
      if (strictest != nullptr) break;
    }
  }
  for (const Markings& markings : nearest_first) {
    for (const Marking* marking : markings) {
      if (marking->scheme == "custom") handling.custom.push_back(marking->value);
    }
  }
  std::sort(handling.custom.begin(), handling.custom.end());
  handling.custom.erase(std::unique(handling.custom.begin(), handling.custom.end()),
                        handling.custom.end());
  return handling;
}

}  // namespace dossier
