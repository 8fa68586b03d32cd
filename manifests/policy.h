// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/finding.h"

namespace dossier {

// The roles that a signature can have (FORMAT.md, "Signatures and trust"); its namespace is
// "dossier-" and the role.
inline constexpr std::string_view kSealRole = "seal";
inline constexpr std::string_view kNamespacePrefix = "dossier-";
bool is_role(std::string_view name);  // seal, review, receipt, witness

// What a verifier asks for before he takes a bundle for vouched for: policy.json in his trust
// folder. What it does not say is what the profile asks for.
//
//   {"schema": "dossier/policy/1", "threshold": 2, "counted_roles": ["review"],
//    "required_roles": ["review"], "required_principals": ["alice@newsroom.example"],
//    "timestamp_required": true, "least_profile": "legal"}
struct Policy {
  static constexpr std::size_t kMaximumFileBytes = 64 * 1024;

  std::optional<std::uint64_t> threshold;                 // different principals; from 1
  std::optional<std::vector<std::string>> counted_roles;  // towards the threshold, beside the seal
  std::vector<std::string> required_roles;                // each by somebody; they count too
  std::vector<std::string> required_principals;           // each in a role that counts
  std::optional<bool> timestamp_required;                 // over a seal that counts
  std::optional<Profile> least_profile;

  // An Error (kUnavailable, exit status 3) with file, line and reason for anything but the above:
  // no JSON, unknown members, unknown roles, values of another kind, a principal or role twice.
  static Policy parse(std::string_view text, const std::string& file);
};

// A signature that was accepted: right, by a trusted principal, in a role that he may sign in.
struct Voucher {
  std::string role;
  std::string principal;
  bool time_is_proven = false;  // a trusted timestamp covers it
};

struct PolicyVerdict {
  bool is_met = false;
  // Why not, as far as signatures that are missing are the reason: signature.below-threshold,
  // signature.role-missing, signature.principal-missing, timestamp.required.
  std::vector<Finding> findings;
};

// A seal by a trusted principal is always needed, and by itself enough where neither the policy nor
// the profile asks for more; other roles count only where they are named. A policy can ask for more
// and never for less. A principal counts once, whatever keys and roles he signed with. The profile
// legal asks for two principals, of whom one may have signed as reviewer, and for a timestamp.
PolicyVerdict judge_policy(const Policy& policy, Profile profile,
                           const std::vector<Voucher>& vouchers);

}  // namespace dossier
