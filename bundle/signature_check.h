// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle_content.h"
#include "bundle/trust_folder.h"
#include "crypto/time.h"
#include "manifests/finding.h"

namespace dossier {

enum class SignatureStatus {
  kTrusted,
  kUnrecognised,
  kUnsupported,
  kRoleNotAllowed,
  kNotYetValid,
  kExpired,
  kRevoked,
  kWeakKey,
  kInvalid,
  kMalformed,
};

std::string_view signature_status_name(SignatureStatus status);  // "trusted", "unrecognised" …

// What one signature is worth to this verifier.
struct SignatureReport {
  std::string path;  // signatures/0001-seal.sig, or the file given beside the bundle
  std::string role;  // seal, review, receipt, witness
  SignatureStatus status = SignatureStatus::kMalformed;
  std::string key_type;     // ED25519; empty where the key could not be read
  std::string fingerprint;  // SHA256:…
  std::string principal;    // from the trust folder only; empty unless the key is known there
  std::string key_line;     // "ssh-ed25519 AAAA…", to be put into a trust folder once checked
};

// A signature that came beside the bundle.
struct DetachedSignature {
  std::string path;
  Bytes bytes;
};

// Who vouches, as far as signatures and the trust folder tell.
struct Authorship {
  std::vector<SignatureReport> signatures;
  std::vector<Finding> findings;
  // Whether a trusted principal sealed it: then somebody the verifier knows vouches for the bundle.
  bool vouched = false;
};

// Names and numbers of the appendix (FORMAT.md, "Signatures and trust"): signature.name.
std::vector<Finding> check_signature_names(const EntrySource& source);

// Verifies every signature over the tag manifest's bytes and judges it by the trust folder at
// `now`. An unsupported or unrecognised signature spoils nothing; an invalid one is an error.
Authorship check_signatures(const BundleContent& content,
                            const std::vector<DetachedSignature>& detached,
                            const TrustFolder& trust, Timestamp now);

}  // namespace dossier
