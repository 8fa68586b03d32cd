// SPDX-License-Identifier: Apache-2.0
#include "cli/report_json.h"

#include <utility>

#include "cli/escape_json.h"

namespace dossier {
namespace {

constexpr std::string_view kVerifySchema = "dossier/verify/1";

void set_text(json::Value& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.set(key, text);
}

json::Value time_json(const TimeVerdict& verdict) {
  json::Array timestamps;
  for (const TimestampReport& timestamp : verdict.timestamps) {
    json::Value object;
    object.set("path", timestamp.path);
    object.set("status", timestamp_status_name(timestamp.status));
    if (timestamp.time) object.set("time", timestamp.time->to_string());
    if (timestamp.time) object.set("accuracy_seconds", timestamp.accuracy_seconds);
    set_text(object, "authority", timestamp.authority);
    if (timestamp.ends) object.set("certificates_end", timestamp.ends->to_string());
    if (timestamp.status == TimestampStatus::kTrusted) {
      object.set("revocation_known", timestamp.revocation_known);
    }
    timestamps.push_back(std::move(object));
  }
  json::Value time;
  time.set("verdict", verdict.earliest ? "proven" : "claimed");
  if (verdict.earliest) {
    time.set("existed", verdict.timestamps[*verdict.earliest].time->to_string());
  }
  time.set("timestamps", std::move(timestamps));
  return time;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kVerified:
      return "verified";
    case Outcome::kNotVouched:
      return "not-vouched";
    case Outcome::kNotValid:
      break;
  }
  return "not-valid";
}

json::Value signature_json(const SignatureReport& signature) {
  json::Value object;
  object.set("path", signature.path);
  set_text(object, "role", signature.role);
  object.set("status", signature_status_name(signature.status));
  set_text(object, "principal", signature.principal);
  set_text(object, "certificate", signature.certificate);
  set_text(object, "key_type", signature.key_type);
  set_text(object, "fingerprint", signature.fingerprint);
  set_text(object, "public_key", signature.key_line);
  if (signature.proven_at) object.set("proven_at", signature.proven_at->to_string());
  return object;
}

json::Value findings_json(const std::vector<Finding>& findings) {
  json::Array array;
  array.reserve(findings.size());
  for (const Finding& finding : findings) {
    const FindingCode& code = finding_code(finding.code);
    json::Value object;
    object.set("code", finding.code);
    object.set("severity", severity_name(finding.severity));
    object.set("where", finding.where);
    set_text(object, "pointer", finding.pointer);
    object.set("sentence", finding.sentence);
    object.set("question", code.question);
    const std::string mend = finding.mend.empty() ? std::string(code.mend) : finding.mend;
    set_text(object, "mend", mend);
    array.push_back(std::move(object));
  }
  return array;
}

json::Value case_verdict_json(const CaseVerdict& verdict) {
  json::Value claims;
  for (std::size_t i = 0; i < verdict.substance.claims.size(); ++i) {
    if (verdict.substance.claims[i] != 0) {
      claims.set(kClaimStatuses[i], verdict.substance.claims[i]);
    }
  }
  json::Value quotes;
  for (std::size_t i = 0; i < verdict.substance.quotes.size(); ++i) {
    if (verdict.substance.quotes[i] != 0) {
      quotes.set(status_name(static_cast<QuoteStatus>(i)), verdict.substance.quotes[i]);
    }
  }
  json::Value object;
  object.set("errors", verdict.errors);
  object.set("warnings", verdict.warnings);
  object.set("infos", verdict.infos);
  object.set("unchecked", verdict.unchecked.total());
  object.set("claims", std::move(claims));
  object.set("quotes", std::move(quotes));
  return object;
}

void JsonReport::add(const VerifyReport& report) {
  json::Value object;
  object.set("bundle", report.bundle);
  object.set("outcome", outcome_name(report.outcome));
  set_text(object, "foreign", report.foreign);
  set_text(object, "title", report.title);
  if (report.info) {
    object.set("id", report.info->external_identifier);
    object.set("revision", report.info->revision);
  }
  if (report.tag_manifest) object.set("tag_manifest_sha256", report.tag_manifest->hex());
  json::Value integrity;
  const bool intact = report.integrity == VerifyReport::Integrity::kIntact;
  integrity.set("verdict", intact ? "intact" : "broken");
  integrity.set("files", report.files);
  integrity.set("bytes", report.bytes);
  object.set("integrity", std::move(integrity));
  if (report.authorship) {
    json::Value authorship;
    authorship.set("vouched", report.authorship->vouched);
    json::Array signatures;
    for (const SignatureReport& signature : report.authorship->signatures) {
      signatures.push_back(signature_json(signature));
    }
    authorship.set("signatures", std::move(signatures));
    object.set("authorship", std::move(authorship));
  }
  if (report.time) object.set("time", time_json(*report.time));
  if (report.records) {
    json::Value structure = case_verdict_json(*report.records);
    structure.set("profile", profile_name(*report.profile));
    object.set("structure", std::move(structure));
  } else {
    set_text(object, "not_checked", report.not_checked);
  }
  object.set("findings", findings_json(report.findings));
  bundles_.push_back(std::move(object));
}

void JsonReport::add_unchecked(const std::string& bundle, const Error& error) {
  json::Value object;
  object.set("bundle", bundle);
  object.set("outcome", "not-checked");
  object.set("error", error.what());
  bundles_.push_back(std::move(object));
}

std::string JsonReport::text() const {
  json::Value object;
  object.set("schema", kVerifySchema);
  object.set("bundles", bundles_);
  return printed_json(object);
}

}  // namespace dossier
