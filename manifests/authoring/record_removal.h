// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// A place at which a record names another.
struct Dependant {
  RecordId id;  // empty: the head
  std::string pointer;

  std::string name() const { return id ? id.text() : std::string(kHeadPath); }
};

// Where other records name this one, record by record. Left out are the log of events, who recorded
// what, and corrections and redactions, which may name what is gone.
std::vector<Dependant> dependants_of(const Dossier& dossier, const RecordId& id);

// What it takes to remove a record so that nothing names it any more.
struct RemovalPlan {
  struct Fallen {
    RecordId id;
    std::string why;  // one sentence; empty for the record itself
  };
  struct Change {
    AnyRecord record;                   // without what it named
    std::vector<std::string> pointers;  // at which it did
  };
  std::vector<Fallen> removed;  // the record itself first, then what cannot stand without it
  std::vector<Change> changed;  // what can

  std::vector<RecordId> removed_ids() const;
  std::vector<AnyRecord> changed_records() const;
};

// An element of a list, and a field that may be absent, are taken out; a field that may be missing
// with a reason gets the reason. A record that is not sound then, or that a rule would call an
// error, falls too. An Error (kRefused) when the record is not to be removed at all: an event, an
// agent that the log of events names, or what a record needs that cannot be removed or read.
RemovalPlan plan_removal(const Dossier& dossier, const RecordId& id, Profile profile,
                         const std::string& reason);

}  // namespace dossier
