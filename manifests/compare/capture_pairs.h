// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// Two captures whose texts tell what became of an article.
struct CapturePair {
  const Capture* before;
  const Capture* after;
};

// A capture that both dossiers have, when its text is another; and each capture that only the
// second has, beside the one of the same article in the first that compares best: made by the same
// algorithm if there is one, and of these the latest. Articles are the same by id, or by address.
// Only captures with a text. By id of the second. The dossiers must outlive the result.
std::vector<CapturePair> captures_to_compare(const Dossier& before, const Dossier& after);

}  // namespace dossier
