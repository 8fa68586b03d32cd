// SPDX-License-Identifier: Apache-2.0
#include "manifests/policy.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "crypto/allowed_signers.h"
#include "crypto/error.h"
#include "manifests/json/reader.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {kSealRole, "review", "receipt", "witness"};
constexpr std::string_view kSchema = "dossier/policy/1";
constexpr std::int64_t kMaxThreshold = 1000;
constexpr const char* kHint =
    "the members are schema, threshold, counted_roles, required_roles, required_principals, "
    "timestamp_required and least_profile; a policy that is not understood is not applied in part";

[[noreturn]] void refuse(const std::string& file, const std::string& reason) {
  throw Error(ErrorKind::kUnavailable, "is no policy: " + reason, file, kHint);
}

// The members of a policy, taken one after the other; what is left over at the end is unknown.
class Members {
 public:
  Members(const json::Value& object, const std::string& file) : object_(object), file_(file) {}

  const json::Value* take(std::string_view key) {
    taken_.insert(key);
    return object_.find(key);
  }
  std::optional<std::vector<std::string>> take_list(std::string_view key) {
    const json::Value* value = take(key);
    if (value == nullptr) return std::nullopt;
    const std::string shown(key);
    if (!value->is_array()) refuse(file_, shown + " is not a list");
    std::vector<std::string> list;
    for (const json::Value& each : value->array()) {
      if (!each.is_string()) refuse(file_, shown + " holds something that is no text");
      if (std::find(list.begin(), list.end(), each.string()) != list.end()) {
        refuse(file_, shown + " names " + each.string() + " twice");
      }
      list.push_back(each.string());
    }
    return list;
  }
  void require_nothing_else() const {
    for (const json::Member& member : object_.object()) {
      if (!taken_.contains(member.key)) refuse(file_, "its member " + member.key + " is unknown");
    }
  }

 private:
  const json::Value& object_;
  const std::string& file_;
  std::set<std::string_view> taken_;
};

void require_roles(const std::vector<std::string>& roles, const std::string& file) {
  for (const std::string& role : roles) {
    if (is_role(role)) continue;
    refuse(file, "\"" + role + "\" is no role; roles are seal, review, receipt, witness");
  }
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// What the policy and the profile ask for together, and which of them does.
struct Demand {
  std::uint64_t threshold = 1;
  std::set<std::string> counted;
  bool timestamp = false;
  std::string threshold_by;
  std::string timestamp_by;
};

Demand demand_of(const Policy& policy, Profile profile) {
  const bool is_legal = profile == Profile::kLegal;
  const std::string by_profile = "the profile " + std::string(profile_name(profile)) + " asks for ";
  const std::string by_policy = "your policy asks for ";
  Demand demand;
  demand.threshold = policy.threshold.value_or(is_legal ? 2 : 1);
  demand.threshold_by = policy.threshold ? by_policy : by_profile;
  demand.timestamp = policy.timestamp_required.value_or(is_legal);
  demand.timestamp_by = policy.timestamp_required ? by_policy : by_profile;
  demand.counted.emplace(kSealRole);
  if (policy.counted_roles) {
    demand.counted.insert(policy.counted_roles->begin(), policy.counted_roles->end());
  } else if (is_legal) {
    demand.counted.emplace("review");
  }
  demand.counted.insert(policy.required_roles.begin(), policy.required_roles.end());
  return demand;
}

}  // namespace

bool is_role(std::string_view name) {
  return std::find(kRoles.begin(), kRoles.end(), name) != kRoles.end();
}

Policy Policy::parse(std::string_view text, const std::string& file) {
  const json::Parsed parsed = json::parse(text);
  if (!parsed.problems.empty()) {
    const json::Problem& problem = parsed.problems.front();
    refuse(file, "line " + std::to_string(problem.line) + ": " + problem.sentence);
  }
  if (!parsed.value || !parsed.value->is_object()) refuse(file, "it is no JSON object");
  Members members(*parsed.value, file);
  const json::Value* schema = members.take("schema");
  if (schema == nullptr || !schema->is_string() || schema->string() != kSchema) {
    refuse(file, "its schema is not \"" + std::string(kSchema) + "\"");
  }
  Policy policy;
  if (const json::Value* threshold = members.take("threshold")) {
    if (!threshold->is_integer() || threshold->integer() < 1 ||
        threshold->integer() > kMaxThreshold) {
      refuse(file, "threshold is not a number from 1 to " + std::to_string(kMaxThreshold));
    }
    policy.threshold = static_cast<std::uint64_t>(threshold->integer());
  }
  policy.counted_roles = members.take_list("counted_roles");
  policy.required_roles = members.take_list("required_roles").value_or(std::vector<std::string>{});
  policy.required_principals =
      members.take_list("required_principals").value_or(std::vector<std::string>{});
  require_roles(policy.counted_roles.value_or(std::vector<std::string>{}), file);
  require_roles(policy.required_roles, file);
  for (const std::string& principal : policy.required_principals) {
    if (const auto fault = principal_fault(principal)) refuse(file, *fault);
  }
  if (const json::Value* timestamp = members.take("timestamp_required")) {
    if (!timestamp->is_bool()) refuse(file, "timestamp_required is neither true nor false");
    policy.timestamp_required = timestamp->boolean();
  }
  if (const json::Value* profile = members.take("least_profile")) {
    policy.least_profile.emplace();
    if (!profile->is_string() || !parse_profile(profile->string(), *policy.least_profile)) {
      refuse(file, "least_profile is none of open, newsroom, legal");
    }
  }
  members.require_nothing_else();
  return policy;
}

PolicyVerdict judge_policy(const Policy& policy, Profile profile,
                           const std::vector<Voucher>& vouchers) {
  const Demand demand = demand_of(policy, profile);
  PolicyVerdict verdict;
  std::set<std::string> roles;
  std::set<std::string> principals;
  bool has_stamp = false;
  for (const Voucher& voucher : vouchers) {
    if (!demand.counted.contains(voucher.role)) continue;
    roles.insert(voucher.role);
    principals.insert(voucher.principal);
    if (voucher.role == kSealRole && voucher.time_is_proven) has_stamp = true;
  }
  const auto miss = [&](std::string_view code, const std::string& sentence) {
    verdict.findings.push_back(make_finding(code, "signatures/", sentence));
  };
  // One principal too few is no finding of its own: the signatures tell by themselves.
  if (demand.threshold > 1 && principals.size() < demand.threshold) {
    miss("signature.below-threshold", demand.threshold_by + std::to_string(demand.threshold) +
                                          " different principals whom you trust, as " +
                                          joined(demand.counted) + ", and there are " +
                                          std::to_string(principals.size()) +
                                          (principals.empty() ? "" : ": " + joined(principals)));
  }
  for (const std::string& role : policy.required_roles) {
    if (roles.contains(role)) continue;
    miss("signature.role-missing", "your policy asks for a signature as " + role +
                                       " by a principal whom you trust, and there is none");
  }
  for (const std::string& principal : policy.required_principals) {
    if (principals.contains(principal)) continue;
    miss("signature.principal-missing", "your policy asks for a signature by " + principal +
                                            " as " + joined(demand.counted) +
                                            ", and there is none that counts");
  }
  if (demand.timestamp && !has_stamp) {
    miss("timestamp.required",
         demand.timestamp_by +
             "a timestamp over the seal, and no timestamp that you trust covers a trusted seal");
  }
  verdict.is_met = roles.contains(std::string(kSealRole)) && verdict.findings.empty();
  return verdict;
}

}  // namespace dossier
