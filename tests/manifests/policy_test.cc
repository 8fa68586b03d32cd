// SPDX-License-Identifier: Apache-2.0
#include "manifests/policy.h"

#include <doctest/doctest.h>

#include "crypto/error.h"

using namespace dossier;

namespace {

const Voucher kSeal{"seal", "alice@newsroom.example", false};
const Voucher kStampedSeal{"seal", "alice@newsroom.example", true};
const Voucher kReview{"review", "ben@newsroom.example", false};
const Voucher kReceipt{"receipt", "court@court.example", false};

Policy policy_of(const std::string& members) {
  return Policy::parse("{\"schema\": \"dossier/policy/1\"" + members + "}", "policy.json");
}

std::vector<std::string> codes(const PolicyVerdict& verdict) {
  std::vector<std::string> out;
  for (const Finding& finding : verdict.findings) out.emplace_back(finding.code);
  return out;
}

using Codes = std::vector<std::string>;

void check_refused(const std::string& text) {
  CAPTURE(text);
  try {
    Policy::parse(text, "trust/policy.json");
    FAIL("was taken for a policy");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUnavailable);
    CHECK(error.path() == "trust/policy.json");
  }
}

}  // namespace

TEST_CASE("without a policy a trusted seal vouches, and nothing else does") {
  CHECK(judge_policy({}, Profile::kNewsroom, {kSeal}).is_met);
  CHECK(judge_policy({}, Profile::kOpen, {kSeal}).is_met);
  CHECK_FALSE(judge_policy({}, Profile::kNewsroom, {}).is_met);
  CHECK_FALSE(judge_policy({}, Profile::kNewsroom, {kReview, kReceipt}).is_met);
  CHECK(judge_policy({}, Profile::kNewsroom, {kReview, kReceipt}).findings.empty());
}

TEST_CASE("no policy makes a review or a receipt stand for the seal") {
  const Policy policy = policy_of(
      ", \"threshold\": 1, \"required_roles\": [\"review\"], \"counted_roles\": [\"receipt\"]");
  CHECK_FALSE(judge_policy(policy, Profile::kOpen, {kReview, kReceipt}).is_met);
  CHECK(judge_policy(policy, Profile::kOpen, {kSeal, kReview}).is_met);
}

TEST_CASE("a threshold counts different principals in the roles that count") {
  const Policy policy = policy_of(", \"threshold\": 2, \"counted_roles\": [\"review\"]");
  CHECK(judge_policy(policy, Profile::kOpen, {kSeal, kReview}).is_met);
  CHECK(codes(judge_policy(policy, Profile::kOpen, {kSeal})) == Codes{"signature.below-threshold"});
  CHECK_FALSE(judge_policy(policy, Profile::kOpen, {kSeal, kReceipt}).is_met);
  const Voucher same{"review", kSeal.principal, false};
  CHECK_FALSE(judge_policy(policy, Profile::kOpen, {kSeal, same, kSeal}).is_met);
  const Voucher second_seal{"seal", "ben@newsroom.example", false};
  CHECK(judge_policy(policy, Profile::kOpen, {kSeal, second_seal}).is_met);
}

TEST_CASE("other roles count towards a threshold only where they are named") {
  const Policy policy = policy_of(", \"threshold\": 2");
  CHECK_FALSE(judge_policy(policy, Profile::kOpen, {kSeal, kReview, kReceipt}).is_met);
}

TEST_CASE("required roles and principals are asked for one by one") {
  const Policy policy = policy_of(
      ", \"required_roles\": [\"review\", \"receipt\"], "
      "\"required_principals\": [\"ben@newsroom.example\"]");
  CHECK(judge_policy(policy, Profile::kOpen, {kSeal, kReview, kReceipt}).is_met);
  CHECK(codes(judge_policy(policy, Profile::kOpen, {kSeal, kReview})) ==
        Codes{"signature.role-missing"});
  CHECK(codes(judge_policy(policy, Profile::kOpen, {kSeal})) ==
        Codes{"signature.role-missing", "signature.role-missing", "signature.principal-missing"});
}

TEST_CASE("a required principal must have signed in a role that counts") {
  const Policy policy = policy_of(", \"required_principals\": [\"court@court.example\"]");
  CHECK(codes(judge_policy(policy, Profile::kOpen, {kSeal, kReceipt})) ==
        Codes{"signature.principal-missing"});
}

TEST_CASE("a timestamp that is asked for must cover a trusted seal") {
  const Policy policy = policy_of(", \"timestamp_required\": true");
  const Voucher stamped_review{"review", "ben@newsroom.example", true};
  CHECK(judge_policy(policy, Profile::kOpen, {kStampedSeal}).is_met);
  CHECK(codes(judge_policy(policy, Profile::kOpen, {kSeal, stamped_review})) ==
        Codes{"timestamp.required"});
}

TEST_CASE("the profile legal asks for two principals and a timestamp") {
  CHECK(judge_policy({}, Profile::kLegal, {kStampedSeal, kReview}).is_met);
  CHECK(codes(judge_policy({}, Profile::kLegal, {kSeal})) ==
        Codes{"signature.below-threshold", "timestamp.required"});
  CHECK_FALSE(judge_policy({}, Profile::kLegal, {kStampedSeal, kReceipt}).is_met);
}

TEST_CASE("a policy's own word goes before what the profile asks for") {
  const Policy policy = policy_of(", \"threshold\": 1, \"timestamp_required\": false");
  CHECK(judge_policy(policy, Profile::kLegal, {kSeal}).is_met);
  const Policy receipts = policy_of(", \"counted_roles\": [\"receipt\"]");
  CHECK(judge_policy(receipts, Profile::kLegal, {kStampedSeal, kReceipt}).is_met);
  CHECK_FALSE(judge_policy(receipts, Profile::kLegal, {kStampedSeal, kReview}).is_met);
}

TEST_CASE("a policy that is not understood in full is refused with its file") {
  check_refused("");
  check_refused("[]");
  check_refused("{}");
  check_refused("{\"schema\": \"dossier/policy/2\"}");
  const auto with = [](const std::string& member) {
    check_refused("{\"schema\": \"dossier/policy/1\", " + member + "}");
  };
  with("\"treshold\": 2");
  with("\"threshold\": 0");
  with("\"threshold\": -1");
  with("\"threshold\": \"2\"");
  with("\"threshold\": 1001");
  with("\"threshold\": 2, \"threshold\": 1");
  with("\"required_roles\": \"review\"");
  with("\"required_roles\": [\"Review\"]");
  with("\"required_roles\": [\"timestamp\"]");
  with("\"required_roles\": [\"review\", \"review\"]");
  with("\"counted_roles\": [1]");
  with("\"required_principals\": [\"*@newsroom.example\"]");
  with("\"required_principals\": [\"\"]");
  with("\"timestamp_required\": \"yes\"");
  with("\"timestamp_required\": 1");
  with("\"least_profile\": \"strict\"");
  with("\"x-note\": \"members of our own could be mistyped ones\"");
}

TEST_CASE("a policy may name the least profile") {
  CHECK(policy_of(", \"least_profile\": \"legal\"").least_profile == Profile::kLegal);
  CHECK_FALSE(policy_of("").least_profile.has_value());
}
