// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "manifests/rules/case_index.h"
#include "manifests/rules/check_capture.h"
#include "manifests/text/extracted_text.h"

// The groups of rules, one source file each; check_capture() and check_dossier() call them in the
// order of the table.
namespace dossier {

// A capture's text, as far as quotes may be looked for in it. With neither, an earlier finding
// tells why.
struct UsableText {
  std::optional<ExtractedText> text;
  std::string why_not;  // it is not here, and that is no fault: quotes are not checkable
};
UsableText check_text(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                      RuleFindings& findings, CaptureCheck& check);
void check_quotes(const CaseIndex& index, const Capture& capture, const UsableText& usable,
                  RuleFindings& findings, CaptureCheck& check);
// That no word of the secrets stands in the files that are packed.
void check_secrets(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                   RuleFindings& findings);
// That what is masked is masked everywhere: in the text, in its source, in quotes.
void check_masks(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                 const ExtractedText& text, RuleFindings& findings);

void check_records(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings);
void check_references(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings);
void check_cycles(const CaseIndex& index, RuleFindings& findings);
void check_times(const CaseIndex& index, RuleFindings& findings);
void check_sources(const CaseIndex& index, RuleFindings& findings);
// The same for records and the names of files.
void check_secrets(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings);
void check_captures(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings);
void check_quote_records(const CaseIndex& index, RuleFindings& findings);
void check_attributions(const CaseIndex& index, RuleFindings& findings);
void check_claims(const CaseIndex& index, RuleFindings& findings);
void check_events(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings);
// What lists of English words find in quotes and claims.
void check_wording(const CaseIndex& index, RuleFindings& findings);
void check_notes(const CaseIndex& index, RuleFindings& findings);
void check_markings(const CaseIndex& index, RuleFindings& findings);
void check_redactions(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings);

}  // namespace dossier
