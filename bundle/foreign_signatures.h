// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "bundle/signature_check.h"
#include "bundle/timestamp_check.h"
#include "bundle/trust_folder.h"
#include "crypto/time.h"
#include "manifests/bagit/foreign_bag.h"

namespace dossier {

// The signatures of a bag that another tool made (manifests/bagit/foreign_bag.h names them): CMS
// (RFC 5652) in PEM and timestamp responses (RFC 3161).
struct ForeignTrust {
  const TrustFolder& trust;
  Timestamp now;
};

struct ForeignSignatures {
  Authorship authorship;  // never vouched: no key of the verifier's list has signed
  TimeVerdict time;       // `proven` and `earliest` are about the tag manifest and these files
};

// Judges those among the tags, which a caller leaves out above kMaxCmsFileBytes: authorities of
// timestamps by tsa/, of signatures by ca/ of the trust folder. A signature's time is that of the
// earliest trusted timestamp that was made over it. `reaches_payload`: whether the signed tag
// manifest names a manifest of the payload.
ForeignSignatures check_foreign_signatures(const ForeignTags& tags, bool reaches_payload,
                                           const ForeignTrust& rules);

}  // namespace dossier
