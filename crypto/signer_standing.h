// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "crypto/allowed_signers.h"
#include "crypto/public_key.h"
#include "crypto/revoked_keys.h"

namespace dossier {

enum class Standing {
  kTrusted,
  kWeakKey,         // RSA with less than 2,048 bits
  kRevoked,         // revoked_keys forbids the key at that time
  kUnrecognised,    // allowed_signers does not have the key
  kRoleNotAllowed,  // its line does not allow the namespace
  kNotYetValid,     // signed before valid-after
  kExpired,         // signed after valid-before
};

// What a verifier's own trust says about a key. Only a signature that has been verified
// mathematically may be judged by it.
struct SignerJudgement {
  Standing standing;
  // From allowed_signers only; empty for keys that it does not have. Filled for revoked and expired
  // keys too.
  std::string principal;
  std::string comment;
  // What stands against it, one sentence without a final stop; empty when trusted.
  std::string reason;
};

// The rule of FORMAT.md §6: the key is listed, its line allows the namespace, valid-after <= T <=
// valid-before, and no revocation forbids T. The first that applies, in the order of Standing.
SignerJudgement judge_signer(const AllowedSigners& allowed, const RevokedKeys& revoked,
                             const PublicKey& key, std::string_view signed_namespace,
                             const SigningTime& time);

}  // namespace dossier
