// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/bundle_content.h"
#include "bundle/payload_digests.h"
#include "manifests/finding.h"
#include "manifests/records/event.h"
#include "manifests/records/head.h"

namespace dossier {

// The salted tree over all items against seal.json, and the seal event's commitment (FORMAT.md,
// "The seal"): seal.*. `head` and `seal_event` are null where the records give none; what depends
// on them is left out then. Meant for a bundle whose files all agree with their manifest.
std::vector<Finding> check_seal(const BundleParts& parts, const BundleContent& content,
                                const PayloadDigests& payload, const Head* head,
                                const Event* seal_event);

}  // namespace dossier
