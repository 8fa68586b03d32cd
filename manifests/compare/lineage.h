// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/sha256.h"

namespace dossier {

// What a sealed bundle says of itself (FORMAT.md, "Tag files").
struct Version {
  std::string id;                  // of the dossier
  std::int64_t revision = 1;       // from 1
  std::optional<Sha256> previous;  // tag manifest of the revision that it was made from
  Sha256 tag_manifest;             // its own
};

// How the second of two bundles comes from the first. Only kSame, kNext and kFormer are proven by
// digests; the others follow from ids and numbers.
enum class Lineage {
  kSame,          // the same sealed content; signatures may differ
  kNext,          // made from the first
  kFormer,        // the first was made from it
  kLater,         // a later revision of the same dossier, with others between
  kEarlier,       // an earlier one, likewise
  kOtherBranch,   // of the same dossier, and neither can come from the other
  kOtherDossier,  // another id
};
std::string_view lineage_name(Lineage lineage);  // "next", "other-branch"

Lineage lineage_of(const Version& first, const Version& second);

}  // namespace dossier
