// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
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
  bool is_detached = false;
  SignatureStatus status = SignatureStatus::kMalformed;
  std::string certificate;  // CMS, in bags of other tools: the name in it, whoever issued it
  std::string key_type;     // ED25519, or CMS; empty where the key could not be read
  std::string fingerprint;  // SHA256:…
  std::string principal;    // from the trust folder only; empty unless the key is known there
  std::string key_line;     // "ssh-ed25519 AAAA…", to be put into a trust folder once checked
  // When it was made at the latest, by a timestamp that the verifier trusts.
  std::optional<Timestamp> proven_at;
};

// A signature that came beside the bundle.
struct DetachedSignature {
  std::string path;
  Bytes bytes;
};

// By the path of a signature in the bundle: the time of the earliest trusted timestamp that covers
// it. Signatures that are not named have no proven time.
using ProvenTimes = std::map<std::string, Timestamp, std::less<>>;

// Who vouches, as far as signatures and the trust folder tell.
struct Authorship {
  std::vector<SignatureReport> signatures;
  std::vector<Finding> findings;
  // Whether a trusted principal sealed it.
  bool sealed = false;
  // Whether that is enough: all that the verifier's policy and the profile ask for is there.
  bool vouched = false;
};

// What signatures are judged by.
struct SignatureRules {
  const TrustFolder& trust;
  Timestamp now;  // the time of signing of those that have no proven one
  const ProvenTimes& proven;
  Profile profile = Profile::kNewsroom;  // what it asks for holds where the policy is silent
};

// Verifies every signature over the tag manifest's bytes, judges each by the trust folder at its
// time of signing, and all together by the policy. An unsupported or unrecognised signature spoils
// nothing; an invalid one is an error.
Authorship check_signatures(const BundleContent& content,
                            const std::vector<DetachedSignature>& detached,
                            const SignatureRules& rules);

}  // namespace dossier
