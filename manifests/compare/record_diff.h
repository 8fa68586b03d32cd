// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "manifests/compare/value_diff.h"
#include "manifests/records/dossier.h"
#include "manifests/rules/check_capture.h"

namespace dossier {

enum class Change { kAdded, kRemoved, kChanged };

// One record that is not the same in both.
struct RecordChange {
  Change change = Change::kChanged;
  RecordKind kind = RecordKind::kHead;
  RecordId id;                         // empty for the head
  const RecordFile* before = nullptr;  // null when it is new
  const RecordFile* after = nullptr;   // null when it is gone
  // Of a changed record. None when it says the same and is only written in another way, and none
  // when one of the two is not sound.
  std::vector<FieldChange> fields = {};
  bool readable = true;  // both could be read
};

// The head first, then claims, quotes, notes, what was captured, who is named, markings, and last
// the events; each kind by id. The dossiers must outlive the result.
std::vector<RecordChange> compare_records(const Dossier& before, const Dossier& after);

// A claim whose status is another.
struct ClaimStatusChange {
  const Claim* before;
  const Claim* after;
};
std::vector<ClaimStatusChange> claim_status_changes(const std::vector<RecordChange>& records);

// A quote that both have and whose match with its text is another; null: not checked.
struct QuoteMatchChange {
  RecordId quote;
  const QuoteCheck* before;
  const QuoteCheck* after;
};
// Both lists by id, as CaseVerdict::quotes is; they must outlive the result.
std::vector<QuoteMatchChange> quote_match_changes(const std::vector<QuoteCheck>& before,
                                                  const std::vector<QuoteCheck>& after);

}  // namespace dossier
