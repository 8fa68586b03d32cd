// SPDX-License-Identifier: Apache-2.0
#include "manifests/rules/check_dossier.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

// Where a code stands in the table of codes.
std::size_t rank_of(std::string_view code) {
  static const std::unordered_map<std::string_view, std::size_t> ranks = [] {
    std::unordered_map<std::string_view, std::size_t> made;
    for (const FindingCode& entry : finding_codes()) made.emplace(entry.code, made.size());
    return made;
  }();
  return ranks.at(code);
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const std::size_t rank_a = rank_of(a.code);
    const std::size_t rank_b = rank_of(b.code);
    return rank_a != rank_b ? rank_a < rank_b : a.where < b.where;
  });
}

std::vector<Finding> run_rules(const CaseIndex& index, const PayloadIndex& files) {
  RuleFindings findings(index.context().profile);
  check_records(index, files, findings);
  check_references(index, files, findings);
  check_cycles(index, findings);
  check_times(index, findings);
  check_sources(index, findings);
  check_secrets(index, files, findings);
  check_captures(index, files, findings);
  check_quote_records(index, findings);
  check_attributions(index, findings);
  check_claims(index, findings);
  check_wording(index, findings);
  check_events(index, files, findings);
  check_notes(index, findings);
  check_markings(index, findings);
  check_redactions(index, files, findings);
  return findings.take();
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void count_substance(const CaseIndex& index, CaseVerdict& verdict) {
  Substance& substance = verdict.substance;
  for (const Claim* claim : index.dossier().all<Claim>()) {
    const auto status = std::find(kClaimStatuses.begin(), kClaimStatuses.end(), claim->status);
    ++substance.all_claims;
    if (status != kClaimStatuses.end())
      ++substance.claims[static_cast<std::size_t>(status - kClaimStatuses.begin())];
  }
  std::size_t checked = 0;
  for (const QuoteCheck& quote : verdict.quotes) {
    if (!quote.checked) continue;
    ++substance.quotes[static_cast<std::size_t>(quote.status)];
    ++checked;
  }
  substance.all_quotes = index.dossier().all<Quote>().size();
  verdict.unchecked.quotes = substance.all_quotes - checked;
}

}  // namespace

CaseVerdict check_dossier(const CaseIndex& index, const PayloadIndex& files,
                          std::vector<CaptureCheck> captures) {
  CaseVerdict verdict;
  verdict.findings = index.dossier().findings();
  verdict.unchecked.records = index.dossier().unsound();
  for (CaptureCheck& capture : captures) {
    append(verdict.findings, std::move(capture.findings));
    std::move(capture.quotes.begin(), capture.quotes.end(), std::back_inserter(verdict.quotes));
    if (capture.text_unchecked) ++verdict.unchecked.texts;
  }
  append(verdict.findings, run_rules(index, files));
  sort_findings(verdict.findings);
  std::sort(verdict.quotes.begin(), verdict.quotes.end(),
            [](const QuoteCheck& a, const QuoteCheck& b) { return a.quote < b.quote; });
  for (const Finding& finding : verdict.findings) {
    ++(finding.severity == Severity::kError     ? verdict.errors
       : finding.severity == Severity::kWarning ? verdict.warnings
                                                : verdict.infos);
  }
  count_substance(index, verdict);
  return verdict;
}

}  // namespace dossier
