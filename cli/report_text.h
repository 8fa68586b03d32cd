// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/verify.h"
#include "cli/terminal.h"
#include "manifests/finding.h"

namespace dossier {

// Findings for a person: severity, code, place, sentence, what an auditor asks, how to mend it.
// Everything from the bundle is escaped.
std::string findings_text(const std::vector<Finding>& findings, const Terminal& terminal);

// The lines "Structure" and "Substance" of the verdicts.
std::string records_text(const CaseVerdict& records, Profile profile, const Terminal& terminal);

// The four verdicts of one bundle, its findings, and a last line that says what it comes to and
// what it does not say (COMMANDS of FORMAT.md, "What verify prints"). `trust` is what --trust
// named, for the command that would trust an unknown key.
std::string verify_text(const VerifyReport& report, const Terminal& terminal,
                        const std::optional<std::string>& trust = {});
// The last of these lines: what the verdicts come to, and what they do not say.
std::string outcome_line(const VerifyReport& report, const Terminal& terminal);
// Who signed, as what, with which key: "alice@newsroom.example sealed it (ED25519 SHA256:3k9…)". A
// name comes from the trust folder only. Escaped.
std::string signer_text(const SignatureReport& signature);
// The first and the last line only.
std::string verify_line(const VerifyReport& report, const Terminal& terminal);

// "4 claims: 1 partly verified, 3 unverified; 6 of 6 quotes exact"
std::string substance_text(const Substance& substance);

}  // namespace dossier
