// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "manifests/rules/case_index.h"

namespace dossier {

// How many mouths lie between the origin and the publisher: the number of hops of the quote's
// attribution; without one 1 with a speaker, else 0. nullopt when the attribution cannot be read.
std::optional<std::size_t> distance_of(const CaseIndex& index, const Quote& quote);

// The number of independent origins of a claim's supports (stance supports): those are joined whose
// chains share a source or an independence group; `unnamed` counts as one source.
std::size_t count_origins(const CaseIndex& index, const Claim& claim);

}  // namespace dossier
