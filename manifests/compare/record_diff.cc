// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/record_diff.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dossier {
namespace {

// What a reader looks for first.
constexpr std::array kOrder = {
    RecordKind::kHead,    RecordKind::kClaim,   RecordKind::kQuote,       RecordKind::kNote,
    RecordKind::kArticle, RecordKind::kCapture, RecordKind::kAttribution, RecordKind::kSource,
    RecordKind::kAgent,   RecordKind::kMarking, RecordKind::kRedaction,   RecordKind::kEvent};
static_assert(kOrder.size() == kRecordKinds);

std::size_t rank_of(RecordKind kind) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), kind) - kOrder.begin());
}

RecordChange change_of(const RecordFile* before, const RecordFile* after) {
  const RecordFile& file = after != nullptr ? *after : *before;
  RecordChange change{.kind = file.kind, .id = file.id, .before = before, .after = after};
  change.readable = (before == nullptr || before->sound) && (after == nullptr || after->sound);
  if (before == nullptr) {
    change.change = Change::kAdded;
  } else if (after == nullptr) {
    change.change = Change::kRemoved;
  } else if (change.readable) {
    change.fields = compare_values(to_json(before->record), to_json(after->record));
  }
  return change;
}

}  // namespace

std::vector<RecordChange> compare_records(const Dossier& before, const Dossier& after) {
  std::vector<RecordChange> changes;
  const std::vector<RecordFile>& old_files = before.files();
  const std::vector<RecordFile>& new_files = after.files();
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < old_files.size() || j < new_files.size()) {
    const int order = i == old_files.size()   ? 1
                      : j == new_files.size() ? -1
                                              : old_files[i].path.compare(new_files[j].path);
    if (order < 0) {
      changes.push_back(change_of(&old_files[i++], nullptr));
    } else if (order > 0) {
      changes.push_back(change_of(nullptr, &new_files[j++]));
    } else {
      if (old_files[i].sha256 != new_files[j].sha256) {
        changes.push_back(change_of(&old_files[i], &new_files[j]));
      }
      ++i;
      ++j;
    }
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const RecordChange& a, const RecordChange& b) {
                     return std::pair(rank_of(a.kind), a.id) < std::pair(rank_of(b.kind), b.id);
                   });
  return changes;
}

std::vector<ClaimStatusChange> claim_status_changes(const std::vector<RecordChange>& records) {
  std::vector<ClaimStatusChange> changes;
  for (const RecordChange& record : records) {
    if (record.kind != RecordKind::kClaim || record.change != Change::kChanged ||
        !record.readable) {
      continue;
    }
    const Claim& before = std::get<Claim>(record.before->record);
    const Claim& after = std::get<Claim>(record.after->record);
    if (before.status != after.status) changes.push_back({&before, &after});
  }
  return changes;
}

std::vector<QuoteMatchChange> quote_match_changes(const std::vector<QuoteCheck>& before,
                                                  const std::vector<QuoteCheck>& after) {
  std::vector<QuoteMatchChange> changes;
  auto former = before.begin();
  for (const QuoteCheck& check : after) {
    former = std::lower_bound(
        former, before.end(), check.quote,
        [](const QuoteCheck& each, const RecordId& id) { return each.quote < id; });
    if (former == before.end() || former->quote != check.quote) continue;
    const QuoteCheck* old_check = former->checked ? &*former : nullptr;
    const QuoteCheck* new_check = check.checked ? &check : nullptr;
    if (old_check == nullptr && new_check == nullptr) continue;
    if (old_check != nullptr && new_check != nullptr && old_check->status == new_check->status) {
      continue;
    }
    changes.push_back({check.quote, old_check, new_check});
  }
  return changes;
}

}  // namespace dossier
