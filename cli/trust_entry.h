// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "crypto/allowed_signers.h"
#include "crypto/public_key.h"
#include "crypto/revoked_keys.h"

namespace dossier {

// The folder of trust_folder_path(), or an Error (kUsage) when none is named and there is no
// default place.
std::string require_trust_folder_path(const std::optional<std::string>& option);

// What a person names a key by.
struct NamedKey {
  PublicKey key;
  const AllowedSigner* signer;  // its line; nullptr when the trust folder does not have it
};

// `named` is a whole fingerprint (SHA256:…) or the principal of a key in the trust folder, or a
// public key: a line or the file with it. An Error (kRefused) when there is no such key, and when a
// principal has several.
NamedKey require_named_key(const AllowedSigners& signers, const std::string& named);

// "ED25519 SHA256:3k9…"
std::string key_text(const PublicKey& key);
// "retired since 2026-03-02T10:04:11Z", "compromised from the beginning"
std::string revocation_text(const Revocation& revocation);

}  // namespace dossier
