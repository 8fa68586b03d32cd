// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "manifests/records/claim.h"
#include "manifests/rules/check_capture.h"

namespace dossier {

inline constexpr std::size_t kQuoteStatuses =
    static_cast<std::size_t>(QuoteStatus::kNotCheckable) + 1;

// What people concluded, counted. The program says nothing about truth.
struct Substance {
  std::array<std::size_t, kClaimStatuses.size()> claims{};  // in the order of kClaimStatuses
  std::array<std::size_t, kQuoteStatuses> quotes{};         // in the order of QuoteStatus
  std::size_t all_claims = 0;
  std::size_t all_quotes = 0;  // those that were not checked included
};

// What earlier findings, or bytes that are not here, kept the rules from looking at.
struct Unchecked {
  std::size_t records = 0;  // that could not be read
  std::size_t texts = 0;    // that were not extracted anew
  std::size_t quotes = 0;   // that were not looked for

  std::size_t total() const { return records + texts + quotes; }
  friend bool operator==(const Unchecked&, const Unchecked&) = default;
};

struct CaseVerdict {
  std::vector<Finding> findings;  // in the order of the table, then by record
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  Unchecked unchecked;
  Substance substance;
  std::vector<QuoteCheck> quotes;  // by id
};

// All rules but those of check_capture, which hands over what it found: what reading the records
// found, and the rules that look at more than one capture. Linear in the dossier, but for sorting.
CaseVerdict check_dossier(const CaseIndex& index, const PayloadIndex& files,
                          std::vector<CaptureCheck> captures);

}  // namespace dossier
