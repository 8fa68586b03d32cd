// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bundle/verify.h"
#include "crypto/error.h"
#include "manifests/finding.h"
#include "manifests/json/value.h"

namespace dossier {

std::string_view outcome_name(Outcome outcome);  // "verified", "not-vouched", "not-valid"
// path, role, status, and of the key what is known.
json::Value signature_json(const SignatureReport& signature);
// The findings as an array of objects: code, severity, where, pointer, sentence, question, mend.
json::Value findings_json(const std::vector<Finding>& findings);
// Counts of findings, claims by status, quotes by match status.
json::Value case_verdict_json(const CaseVerdict& verdict);

// What `verify --json` prints, for one bundle or several: schema "dossier/verify/1", published as
// manifests/schema/verify.schema.json.
class JsonReport {
 public:
  void add(const VerifyReport& report);
  // A bundle that could not be checked.
  void add_unchecked(const std::string& bundle, const Error& error);
  std::string text() const;

 private:
  json::Array bundles_;
};

}  // namespace dossier
