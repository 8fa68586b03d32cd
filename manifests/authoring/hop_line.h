// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "manifests/records/attribution.h"

namespace dossier {

// One hop as people write it (RECORDS of FORMAT.md, "The memo"):
//
//   FROM -> TO; act; directness; evidence: ID
//   FROM -> TO; act; directness; missing: REASON; when: DATE; where: PLACE
//
// The ends are ids of sources, `unnamed` or `public`. A date counts as stated. A part that does not
// begin with one of the words above belongs to the reason or place before it. On failure a sentence
// that tells what is wrong and what is allowed.
std::variant<Hop, std::string> parse_hop(std::string_view text);

}  // namespace dossier
