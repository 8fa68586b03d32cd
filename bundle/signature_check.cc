// SPDX-License-Identifier: Apache-2.0
#include "bundle/signature_check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <variant>

#include "bundle/appendix_names.h"
#include "bundle/layout.h"
#include "crypto/signer_standing.h"
#include "crypto/ssh_signature.h"
#include "manifests/policy.h"

namespace dossier {
namespace {

struct StandingRow {
  Standing standing;
  SignatureStatus status;
  std::string_view code;
};
constexpr std::array<StandingRow, 6> kStandings = {{
    {Standing::kWeakKey, SignatureStatus::kWeakKey, "signature.weak-key"},
    {Standing::kRevoked, SignatureStatus::kRevoked, "signature.revoked"},
    {Standing::kUnrecognised, SignatureStatus::kUnrecognised, "signature.unrecognised"},
    {Standing::kRoleNotAllowed, SignatureStatus::kRoleNotAllowed, "signature.role-not-allowed"},
    {Standing::kNotYetValid, SignatureStatus::kNotYetValid, "signature.not-yet-valid"},
    {Standing::kExpired, SignatureStatus::kExpired, "signature.expired"},
}};

class Checker {
 public:
  Checker(ByteView tag_manifest, const SignatureRules& rules, Authorship& verdict)
      : tag_manifest_(tag_manifest), rules_(rules), verdict_(verdict) {}

  // `role` is what the file's name claims; empty for a file that came beside the bundle.
  void check(const std::string& path, std::string_view role, ByteView bytes) {
    SignatureReport report;
    report.path = path;
    report.is_detached = role.empty();
    report.role = std::string(role);
    const ParsedSshSignature parsed = SshSignature::parse(bytes);
    if (const auto* malformed = std::get_if<Malformed>(&parsed)) {
      add(std::move(report), SignatureStatus::kMalformed, "signature.malformed",
          "is no signature in the form of the format: " + malformed->reason);
    } else if (const auto* unsupported = std::get_if<Unsupported>(&parsed)) {
      add(std::move(report), SignatureStatus::kUnsupported, "signature.unsupported",
          "uses " + unsupported->algorithm + ", which this program does not check");
    } else {
      check_parsed(std::move(report), std::get<SshSignature>(parsed));
    }
  }

 private:
  void check_parsed(SignatureReport report, const SshSignature& signature) {
    const PublicKey& key = signature.key();
    report.key_type = std::string(key.display_name());
    report.fingerprint = key.fingerprint();
    report.key_line = key.line("");
    const std::string& name = signature.signed_namespace();
    if (report.role.empty() && name.starts_with(kNamespacePrefix)) {
      report.role = name.substr(kNamespacePrefix.size());
    }
    if (name != std::string(kNamespacePrefix) + report.role || !is_role(report.role)) {
      add(std::move(report), SignatureStatus::kInvalid, "signature.role-mismatch",
          "was made for \"" + name + "\", which is not the role that its name claims");
      return;
    }
    if (signature.verify(tag_manifest_) != SignatureVerdict::kValid) {
      add(std::move(report), SignatureStatus::kInvalid, "signature.invalid",
          "is not right for this bundle's tag manifest and the key " + report.fingerprint);
      return;
    }
    const auto proven = rules_.proven.find(report.path);
    if (proven != rules_.proven.end() && !report.is_detached) report.proven_at = proven->second;
    const SignerJudgement judgement =
        judge_signer(rules_.trust.signers(), rules_.trust.revoked(), key, name,
                     {report.proven_at.value_or(rules_.now), report.proven_at.has_value()});
    report.principal = judgement.principal;
    if (judgement.standing == Standing::kTrusted) {
      if (report.role == kSealRole) verdict_.sealed = true;
      report.status = SignatureStatus::kTrusted;
      verdict_.signatures.push_back(std::move(report));
      return;
    }
    const auto row =
        std::find_if(kStandings.begin(), kStandings.end(),
                     [&](const StandingRow& each) { return each.standing == judgement.standing; });
    std::string by = judgement.principal.empty() ? "" : "by " + judgement.principal + ", ";
    by += report.key_type + " " + report.fingerprint + ": ";
    add(std::move(report), row->status, row->code, by + judgement.reason);
  }

  void add(SignatureReport report, SignatureStatus status, std::string_view code,
           std::string sentence) {
    verdict_.findings.push_back(make_finding(code, report.path, std::move(sentence)));
    report.status = status;
    verdict_.signatures.push_back(std::move(report));
  }

  ByteView tag_manifest_;
  const SignatureRules& rules_;
  Authorship& verdict_;
};

// Who of the signers counts, and whether that is enough.
void judge(const SignatureRules& rules, Authorship& verdict) {
  std::vector<Voucher> vouchers;
  for (const SignatureReport& report : verdict.signatures) {
    if (report.status != SignatureStatus::kTrusted) continue;
    vouchers.push_back({report.role, report.principal, report.proven_at.has_value()});
  }
  PolicyVerdict policy = judge_policy(rules.trust.policy(), rules.profile, vouchers);
  verdict.vouched = policy.is_met;
  std::move(policy.findings.begin(), policy.findings.end(), std::back_inserter(verdict.findings));
}

}  // namespace

std::string_view signature_status_name(SignatureStatus status) {
  switch (status) {
    case SignatureStatus::kTrusted:
      return "trusted";
    case SignatureStatus::kUnrecognised:
      return "unrecognised";
    case SignatureStatus::kUnsupported:
      return "unsupported";
    case SignatureStatus::kRoleNotAllowed:
      return "role not allowed";
    case SignatureStatus::kNotYetValid:
      return "not yet valid";
    case SignatureStatus::kExpired:
      return "expired";
    case SignatureStatus::kRevoked:
      return "revoked";
    case SignatureStatus::kWeakKey:
      return "weak key";
    case SignatureStatus::kInvalid:
      return "invalid";
    case SignatureStatus::kMalformed:
      break;
  }
  return "malformed";
}

Authorship check_signatures(const BundleContent& content,
                            const std::vector<DetachedSignature>& detached,
                            const SignatureRules& rules) {
  Authorship verdict;
  Checker checker(content.tag(kTagManifest), rules, verdict);
  for (auto at = content.tags.lower_bound(kSignaturesFolder);
       at != content.tags.end() && at->first.starts_with(kSignaturesFolder); ++at) {
    const std::optional<AppendixName> name = parse_appendix_name(at->first);
    if (name && name->is_signature()) checker.check(at->first, name->role, at->second);
  }
  for (const DetachedSignature& signature : detached) {
    checker.check(signature.path, {}, signature.bytes);
  }
  const bool has_seal =
      std::any_of(verdict.signatures.begin(), verdict.signatures.end(),
                  [](const SignatureReport& report) { return report.role == kSealRole; });
  if (!has_seal) {
    verdict.findings.push_back(
        make_finding("signature.none", "signatures/",
                     "there is no seal signature: nobody vouches for this bundle"));
  }
  judge(rules, verdict);
  return verdict;
}

}  // namespace dossier
