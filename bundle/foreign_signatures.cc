// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_signatures.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bundle/layout.h"
#include "crypto/cms_signature.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::string_view kTimestamp = ".tsr";
constexpr std::string_view kCertificates = ".crt";

struct StandingRow {
  CmsStanding standing;
  SignatureStatus status;
  std::string_view code;
};
constexpr std::array<StandingRow, 8> kStandings = {{
    {CmsStanding::kMalformed, SignatureStatus::kMalformed, "signature.malformed"},
    {CmsStanding::kUnsupported, SignatureStatus::kUnsupported, "signature.unsupported"},
    {CmsStanding::kInvalid, SignatureStatus::kInvalid, "signature.invalid"},
    {CmsStanding::kUnrecognised, SignatureStatus::kUnrecognised, "signature.unrecognised"},
    {CmsStanding::kWeak, SignatureStatus::kWeakKey, "signature.weak-key"},
    {CmsStanding::kNotInForce, SignatureStatus::kExpired, "signature.expired"},
    {CmsStanding::kRevoked, SignatureStatus::kRevoked, "signature.revoked"},
    {CmsStanding::kTrusted, SignatureStatus::kTrusted, ""},
}};

class Checker {
 public:
  Checker(const ForeignTags& tags, bool reaches_payload, const ForeignTrust& rules)
      : tags_(tags), reaches_payload_(reaches_payload), rules_(rules) {
    for (const auto& [path, bytes] : tags) {
      if (!foreign_signature_target(path).empty()) paths_.push_back(path);
    }
    // What is made over a file has a longer name than that, and tells when it was there.
    std::sort(paths_.begin(), paths_.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
  }

  ForeignSignatures check() {
    for (std::size_t i = paths_.size(); i-- > 0;) {
      if (paths_[i].ends_with(kTimestamp)) {
        check_timestamp(paths_[i]);
      } else {
        check_signature(paths_[i]);
      }
    }
    std::reverse(result_.time.timestamps.begin(), result_.time.timestamps.end());
    std::reverse(result_.authorship.signatures.begin(), result_.authorship.signatures.end());
    note_earliest();
    return std::move(result_);
  }

 private:
  // Null, with a finding, when it is not there.
  const Bytes* target(const std::string& path) {
    const auto found = tags_.find(foreign_signature_target(path));
    if (found != tags_.end()) return &found->second;
    result_.authorship.findings.push_back(
        make_finding("bag.doubtful", path,
                     "is made over " + foreign_signature_target(path) + ", which is not there"));
    return nullptr;
  }

  std::optional<Timestamp> proven_at(const std::string& path) const {
    const auto found = result_.time.proven.find(path);
    if (found == result_.time.proven.end()) return std::nullopt;
    return found->second;
  }

  // A file that is rightly about its target shows that this existed before it.
  void pass_on(const std::string& path, const std::optional<Timestamp>& time) {
    if (!time) return;
    const auto [known, is_new] = result_.time.proven.emplace(foreign_signature_target(path), *time);
    if (!is_new) known->second = std::min(known->second, *time);
  }

  // Certificates that came with the timestamp; what is no certificate helps nobody.
  Certificates beside(const std::string& path) const {
    Certificates certificates;
    const auto file = tags_.find(path + std::string(kCertificates));
    if (file == tags_.end()) return certificates;
    try {
      certificates.add_pem(as_text(file->second), file->first);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kUnavailable) throw;
    }
    return certificates;
  }

  void check_timestamp(const std::string& path) {
    const Bytes* message = target(path);
    if (message == nullptr) return;
    TimestampReport& report = result_.time.timestamps.emplace_back();
    report.path = path;
    auto read = read_token(tags_.find(path)->second, report);
    if (auto* finding = std::get_if<Finding>(&read)) {
      result_.time.findings.push_back(std::move(*finding));
      return;
    }
    const TimestampToken& token = std::get<TimestampToken>(read);
    if (!token.is_about(*message)) {
      result_.time.findings.push_back(
          make_finding("timestamp.imprint", path,
                       "is a timestamp of other bytes than " + foreign_signature_target(path)));
      return;
    }
    const TimestampTimes times{rules_.now, proven_at(path)};
    auto finding = judge_token(token, rules_.trust.authorities(), times, report, beside(path));
    if (finding) result_.time.findings.push_back(std::move(*finding));
    if (report.status == TimestampStatus::kTrusted) {
      pass_on(path, token.time());
    } else if (report.status != TimestampStatus::kInvalid) {
      pass_on(path, times.covered_at);
    }
  }

  void note_earliest() {
    const std::optional<Timestamp> first = proven_at(std::string(kTagManifest));
    for (std::size_t i = 0; first && i < result_.time.timestamps.size(); ++i) {
      const TimestampReport& report = result_.time.timestamps[i];
      const bool proves = report.status == TimestampStatus::kTrusted && report.time == first;
      if (proves && !result_.time.earliest) result_.time.earliest = i;
    }
  }

  void check_signature(const std::string& path) {
    const Bytes* content = target(path);
    if (content == nullptr) return;
    SignatureReport& report = result_.authorship.signatures.emplace_back();
    report.path = path;
    report.key_type = "CMS";
    report.proven_at = proven_at(path);
    CmsJudgement judgement =
        judge_cms(tags_.find(path)->second, *content, rules_.trust.certificate_authorities(),
                  {rules_.now, report.proven_at});
    if (judgement.standing == CmsStanding::kTrusted && !reaches_payload_) {
      judgement.standing = CmsStanding::kInvalid;
      judgement.reason =
          "it is over a tag manifest that names no manifest of the payload, and says nothing of it";
    }
    report.certificate = shown_certificate_name(judgement.signer);
    const StandingRow& row =
        *std::find_if(kStandings.begin(), kStandings.end(),
                      [&](const StandingRow& each) { return each.standing == judgement.standing; });
    report.status = row.status;
    const bool is_about_it = judgement.standing != CmsStanding::kMalformed &&
                             judgement.standing != CmsStanding::kUnsupported &&
                             judgement.standing != CmsStanding::kInvalid;
    if (is_about_it) pass_on(path, report.proven_at);
    if (row.code.empty()) {
      report.principal = report.certificate;
      return;
    }
    Finding& finding = result_.authorship.findings.emplace_back(
        make_finding(row.code, path, "a CMS signature: " + judgement.reason));
    if (judgement.standing == CmsStanding::kUnrecognised) {
      finding.mend =
          "Find out whose certificate it is; if you trust who issued it, put that authority's "
          "certificate into ca/ of your trust folder, as a .pem file.";
    }
  }

  const ForeignTags& tags_;
  bool reaches_payload_;
  const ForeignTrust& rules_;
  std::vector<std::string> paths_;
  ForeignSignatures result_;
};

}  // namespace

ForeignSignatures check_foreign_signatures(const ForeignTags& tags, bool reaches_payload,
                                           const ForeignTrust& rules) {
  return Checker(tags, reaches_payload, rules).check();
}

}  // namespace dossier
