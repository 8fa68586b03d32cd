// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/event_chain.h"

#include <algorithm>

namespace dossier {

std::vector<const Event*> events_in_order(const Dossier& dossier) {
  std::vector<const Event*> events = dossier.all<Event>();  // by id
  std::stable_sort(events.begin(), events.end(),
                   [](const Event* a, const Event* b) { return a->seq < b->seq; });
  return events;
}

EventLink link_to(const Dossier& dossier, const Event& event) {
  EventLink link;
  link.event = event.id;
  link.sha256 = dossier.find_file(event.id)->sha256;
  return link;
}

std::optional<ChainEnd> chain_end(const Dossier& dossier) {
  for (const RecordFile& file : dossier.files())
    if (file.kind == RecordKind::kEvent && !file.sound) return std::nullopt;
  const std::vector<const Event*> events = events_in_order(dossier);
  if (events.empty()) return ChainEnd{};
  return ChainEnd{events.back()->seq + 1, link_to(dossier, *events.back())};
}

}  // namespace dossier
