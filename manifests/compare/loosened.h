// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// In what way material is less restricted or protected than it was.
enum class Loosened {
  kTlp,               // another label of TLP 2.0
  kRights,            // more of it may be packed and passed on
  kLegalHold,         // no longer held
  kEmbargo,           // no longer under embargo
  kUntil,             // a marking ends earlier
  kAudience,          // more people may see it
  kCustom,            // a marking of scheme custom holds no longer
  kSourceProtection,  // a source is no longer protected
  kRedaction,         // a redaction is gone
  kProfile,           // the dossier asks for less strict checks
};
std::string_view loosened_name(Loosened what);  // "tlp", "source-protection"

// The same loosening of any number of records.
struct Loosening {
  Loosened what = Loosened::kTlp;
  std::string before;       // "red"; for kUntil and kAudience the marking's scheme stands before
  std::string after;        // "clear"; empty when there is nothing any more
  bool everything = false;  // it holds for all that has no marking of its own
  std::vector<RecordId> records;  // in the order of their files
};

// What is weaker in the second than in the first: markings in force for everything and for each
// record that both have (see MarkingsInForce), protection of sources, redactions, and the profile.
// What came to be stricter is not told, nor markings of licence, which are no order. In the order
// of Loosened. The dossiers are only read.
std::vector<Loosening> find_loosened(const Dossier& before, const Dossier& after);

}  // namespace dossier
