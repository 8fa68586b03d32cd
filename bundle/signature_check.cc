// SPDX-License-Identifier: Apache-2.0
#include "bundle/signature_check.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "bundle/layout.h"
#include "crypto/signer_standing.h"
#include "crypto/ssh_signature.h"

namespace dossier {
namespace {

constexpr std::size_t kNumberDigits = 4;
constexpr std::string_view kNamespacePrefix = "dossier-";
constexpr std::array<std::string_view, 4> kRoles = {"seal", "review", "receipt", "witness"};

bool is_role(std::string_view name) {
  return std::find(kRoles.begin(), kRoles.end(), name) != kRoles.end();
}

// The parts of "signatures/NNNN-<role>.sig" or "NNNN-timestamp.txt" and ".tsr".
struct AppendixName {
  unsigned number = 0;
  std::string_view role;
  std::string_view ending;  // "sig", "txt", "tsr"
};

std::optional<AppendixName> parse_appendix_name(std::string_view path) {
  std::string_view name = path.substr(kSignaturesFolder.size());
  if (name.size() < kNumberDigits + 1 || name[kNumberDigits] != '-') return std::nullopt;
  AppendixName parsed;
  for (const char digit : name.substr(0, kNumberDigits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    parsed.number = parsed.number * 10 + static_cast<unsigned>(digit - '0');
  }
  name.remove_prefix(kNumberDigits + 1);
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  parsed.role = name.substr(0, dot);
  parsed.ending = name.substr(dot + 1);
  const bool is_signature = parsed.ending == "sig" && is_role(parsed.role);
  const bool is_stamp =
      parsed.role == "timestamp" && (parsed.ending == "txt" || parsed.ending == "tsr");
  if (!is_signature && !is_stamp) return std::nullopt;
  return parsed;
}

Finding name_finding(std::string_view path, std::string sentence) {
  return make_finding("signature.name", std::string(path), std::move(sentence));
}

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
  Checker(ByteView tag_manifest, const TrustFolder& trust, Timestamp now, Authorship& verdict)
      : tag_manifest_(tag_manifest), trust_(trust), now_(now), verdict_(verdict) {}

  // `role` is what the file's name claims; empty for a file that came beside the bundle.
  void check(const std::string& path, std::string_view role, ByteView bytes) {
    SignatureReport report;
    report.path = path;
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
    const SignerJudgement judgement =
        judge_signer(trust_.signers(), trust_.revoked(), key, name, {now_, false});
    report.principal = judgement.principal;
    if (judgement.standing == Standing::kTrusted) {
      if (report.role == "seal") verdict_.vouched = true;
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
  const TrustFolder& trust_;
  Timestamp now_;
  Authorship& verdict_;
};

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

std::vector<Finding> check_signature_names(const EntrySource& source) {
  std::vector<Finding> findings;
  std::optional<AppendixName> former;
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view path = source.path(i);
    if (format_rank(path) != 6) continue;
    const std::optional<AppendixName> name = parse_appendix_name(path);
    if (!name) {
      findings.push_back(name_finding(path, "is no name that a signature or timestamp has"));
      return findings;
    }
    const bool former_is_open = former && former->ending == "txt";
    const bool closes = former_is_open && name->ending == "tsr" && name->number == former->number;
    const unsigned next = (former ? former->number : 0) + (closes ? 0 : 1);
    if (name->number != next || closes != (name->ending == "tsr") || (former_is_open && !closes)) {
      findings.push_back(name_finding(path,
                                      "does not follow the file before it: the numbers run "
                                      "from 0001 without gaps, and a timestamp's .txt "
                                      "comes directly before its .tsr"));
      return findings;
    }
    former = name;
  }
  if (former && former->ending == "txt") {
    findings.push_back(name_finding("signatures/", "the last timestamp has a .txt and no .tsr"));
  }
  return findings;
}

Authorship check_signatures(const BundleContent& content,
                            const std::vector<DetachedSignature>& detached,
                            const TrustFolder& trust, Timestamp now) {
  Authorship verdict;
  Checker checker(content.tag(kTagManifest), trust, now, verdict);
  for (auto at = content.tags.lower_bound(kSignaturesFolder);
       at != content.tags.end() && at->first.starts_with(kSignaturesFolder); ++at) {
    const std::optional<AppendixName> name = parse_appendix_name(at->first);
    if (name && name->ending == "sig") checker.check(at->first, name->role, at->second);
  }
  for (const DetachedSignature& signature : detached) {
    checker.check(signature.path, {}, signature.bytes);
  }
  const bool has_seal =
      std::any_of(verdict.signatures.begin(), verdict.signatures.end(),
                  [](const SignatureReport& report) { return report.role == "seal"; });
  if (!has_seal) {
    verdict.findings.push_back(
        make_finding("signature.none", "signatures/",
                     "there is no seal signature: nobody vouches for this bundle"));
  }
  return verdict;
}

}  // namespace dossier
