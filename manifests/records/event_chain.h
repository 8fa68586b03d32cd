// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "manifests/records/dossier.h"

// The one chain of events of a dossier (RECORDS of FORMAT.md, "Event"): seq counts 1, 2, 3 … and
// prev holds the id of the former event and the SHA-256 of its record file.
namespace dossier {

// The sound events by seq, those of one seq by id.
std::vector<const Event*> events_in_order(const Dossier& dossier);

// What an event's prev must be for the event that follows it.
EventLink link_to(const Dossier& dossier, const Event& event);

// Where a new event belongs: its seq, and its prev unless it is the first.
struct ChainEnd {
  std::int64_t next_seq = 1;
  std::optional<EventLink> prev;
};

// nullopt when an event cannot be read: then nothing can be appended without breaking the chain.
std::optional<ChainEnd> chain_end(const Dossier& dossier);

}  // namespace dossier
