// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bundle/bundle_content.h"
#include "bundle/entry_source.h"
#include "crypto/sha256.h"

namespace dossier {

// What the payload's digests give together: all that manifest, seal and seal event are compared
// with.
struct PayloadDigests {
  Sha256 manifest;  // of manifest-sha256.txt as it must be
  std::uint64_t manifest_bytes = 0;
  // With the secret of salt.txt only; no root when there are no items, or two with the same leaf.
  std::optional<Sha256> root;
  std::optional<Sha256> commitment;  // the HMAC that the seal event tells
};

// `seal_event_path` is the seal event's, below the bag; empty when there is none. Takes the leaves
// out of `content`.
PayloadDigests digest_payload(const EntrySource& source, const BundleParts& parts,
                              BundleContent& content, const std::string& seal_event_path);

}  // namespace dossier
