// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "crypto/allowed_signers.h"
#include "crypto/certificates.h"
#include "crypto/revoked_keys.h"
#include "manifests/policy.h"

namespace dossier {

// The verifier's own list of whom he knows, never the bundle's (FORMAT.md, "Signatures and trust").
class TrustFolder {
 public:
  // Nobody is known.
  TrustFolder() = default;
  // Reads PATH/allowed_signers, which must exist, and PATH/revoked_keys and PATH/policy.json, if
  // they are there. An Error (kUnavailable) with file and line if one of them cannot be read in
  // full: trust fails closed.
  // PATH/tsa/*.pem, if there is such a folder, are the certificates of timestamp authorities and
  // their revocation lists, and PATH/ca/*.pem those of authorities whose word is taken for who
  // signed a bag of another tool; each certificate there is trusted as it stands. Any other file in
  // it, but for hidden ones, is an Error too, because a list that is passed over revokes nothing.
  static TrustFolder load(const std::string& path);

  const AllowedSigners& signers() const { return signers_; }
  const RevokedKeys& revoked() const { return revoked_; }
  const Policy& policy() const { return policy_; }
  const Certificates& authorities() const { return authorities_; }
  const Certificates& certificate_authorities() const { return certificate_authorities_; }

 private:
  AllowedSigners signers_;
  RevokedKeys revoked_;
  Policy policy_;
  Certificates authorities_;
  Certificates certificate_authorities_;
};

}  // namespace dossier
