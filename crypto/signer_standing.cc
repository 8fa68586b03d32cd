// SPDX-License-Identifier: Apache-2.0
#include "crypto/signer_standing.h"

namespace dossier {
namespace {

std::string moment(const SigningTime& time) {
  return time.at.to_string() +
         (time.proven ? "" : " (the present time; no timestamp proves another)");
}

std::string revocation_sentence(const Revocation& entry, const SigningTime& time) {
  const std::string reason(revocation_reason_name(entry.reason));
  if (!entry.at) return "the key is revoked as compromised from the beginning";
  std::string out = "the key is revoked as " + reason + " since " + entry.at->to_string();
  if (time.at < *entry.at) return out + ", and no timestamp proves that it signed before";
  return out + ", and the time of signing is " + moment(time);
}

}  // namespace

SignerJudgement judge_signer(const AllowedSigners& allowed, const RevokedKeys& revoked,
                             const PublicKey& key, std::string_view signed_namespace,
                             const SigningTime& time) {
  const AllowedSigner* entry = allowed.find(key);
  const auto judged = [entry](Standing standing, const std::string& reason) {
    return SignerJudgement{standing, entry != nullptr ? entry->principal : std::string(),
                           entry != nullptr ? entry->comment : std::string(), reason};
  };
  if (key.is_weak()) {
    return judged(Standing::kWeakKey, "the RSA key has only " + std::to_string(key.bits()) +
                                          " bits; at least 2048 are needed");
  }
  if (const Revocation* revocation = revoked.forbidding(key, time)) {
    return judged(Standing::kRevoked, revocation_sentence(*revocation, time));
  }
  if (entry == nullptr) {
    return judged(Standing::kUnrecognised, "the key is not in your trust folder");
  }
  if (!entry->allows_namespace(signed_namespace)) {
    return judged(
        Standing::kRoleNotAllowed,
        "your trust folder does not allow the key to sign as " + std::string(signed_namespace));
  }
  if (entry->valid_after && time.at < *entry->valid_after) {
    return judged(Standing::kNotYetValid, "the key is valid after " +
                                              entry->valid_after->to_string() +
                                              ", and the time of signing is " + moment(time));
  }
  if (entry->valid_before && time.at > *entry->valid_before) {
    return judged(Standing::kExpired, "the key was valid before " +
                                          entry->valid_before->to_string() +
                                          ", and the time of signing is " + moment(time));
  }
  return judged(Standing::kTrusted, {});
}

}  // namespace dossier
