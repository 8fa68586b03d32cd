// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/report/html.h"
#include "cli/report/report_model.h"

// The parts of a report, in the order of the page. Each writes whole elements.
namespace dossier {

void write_cover(Html& html, const ReportModel& model);     // title, markings, what it comes to
void write_identity(Html& html, const ReportModel& model);  // id, digest, keys, how to check them
void write_verdicts(Html& html, const ReportModel& model);  // four cards, and what is not shown
void write_findings(Html& html, const ReportModel& model);
// Only of a bundle that has_contents():
void write_claims(Html& html, const ReportModel& model);
void write_quotes(Html& html, const ReportModel& model);
void write_chains(Html& html, const ReportModel& model);
void write_graph(Html& html, const ReportModel& model);
void write_timeline(Html& html, const ReportModel& model);
void write_custody(Html& html, const ReportModel& model);
void write_contacts(Html& html, const ReportModel& model);
void write_redactions(Html& html, const ReportModel& model);
void write_files(Html& html, const ReportModel& model);
void write_by_hand(Html& html, const ReportModel& model);

// Above these numbers a part is folded, so that a long report opens at once.
inline constexpr std::size_t kMostOpenQuotes = 60;
inline constexpr std::size_t kMostOpenClaims = 40;
inline constexpr std::size_t kMostOpenRows = 60;

}  // namespace dossier
