// SPDX-License-Identifier: Apache-2.0
#include "manifests/rules/case_index.h"

#include <algorithm>
#include <utility>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

const std::vector<std::string> kNoWords;

template <class T>
const std::vector<T>& list_of(const std::unordered_map<RecordId, std::vector<T>>& lists,
                              const RecordId& id) {
  static const std::vector<T> kNone;
  const auto found = lists.find(id);
  return found == lists.end() ? kNone : found->second;
}

// In order, and what overlaps or touches made one.
std::vector<TextRange> joined(std::vector<TextRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](TextRange a, TextRange b) { return a.start < b.start; });
  std::vector<TextRange> result;
  for (const TextRange range : ranges) {
    if (!result.empty() && range.start <= result.back().end) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

bool retires(const Event& event) {
  return event.type == "annotate" || event.type == "redact" || event.type == "dispose";
}

}  // namespace

CaseIndex::CaseIndex(const Dossier& dossier, const RuleContext& context)
    : dossier_(&dossier), context_(context) {
  for (const RecordFile& file : dossier.files())
    if (!file.sound) unreadable_[static_cast<std::size_t>(file.kind)] = true;
  for (const std::string& word : context.secrets != nullptr ? *context.secrets : kNoWords) {
    const auto decoded = decode_utf8(word);
    secrets_.push_back(decoded ? fold_query(*decoded, FoldLevel::kCase) : std::u32string());
  }
  for (const Quote* quote : dossier.all<Quote>()) {
    quotes_of_[quote->capture].push_back(quote);
    if (quote->attribution) quotes_under_[quote->attribution].push_back(quote);
  }
  for (const Capture* capture : dossier.all<Capture>())
    captures_of_[capture->article].push_back(capture);
  for (const Note* note : dossier.all<Note>())
    for (const RecordId& about : note->about) notes_about_[about].push_back(note);
  index_events();
  index_redactions();
}

void CaseIndex::index_events() {
  events_ = dossier_->all<Event>();
  std::stable_sort(events_.begin(), events_.end(),
                   [](const Event* a, const Event* b) { return a->seq < b->seq; });
  for (const Event* event : events_) {
    if (!retires(*event)) continue;
    for (const EventItem& item : event->used)
      retired_.insert(item.ref ? std::string_view(item.ref.text()) : item.path);
  }
}

void CaseIndex::index_redactions() {
  const std::vector<const Redaction*>& redactions = dossier_->all<Redaction>();
  withheld_texts_.reserve(redactions.size());  // views of these strings are kept
  for (const Redaction* redaction : redactions) {
    const RedactionTarget& target = *redaction->target;
    if (target.capture) {
      if (*target.start < *target.end)
        masks_of_[target.capture].push_back({*target.start, *target.end});
    } else if (!target.path.empty()) {
      withheld_.insert(target.path);
    } else if (target.record && target.pointer.empty()) {
      withheld_.insert(withheld_texts_.emplace_back(target.record.path()));
    }
  }
  for (auto& [capture, masks] : masks_of_) masks = joined(std::move(masks));
}

const std::vector<const Quote*>& CaseIndex::quotes_of(const RecordId& capture) const {
  return list_of(quotes_of_, capture);
}
const std::vector<const Quote*>& CaseIndex::quotes_under(const RecordId& attribution) const {
  return list_of(quotes_under_, attribution);
}
const std::vector<const Capture*>& CaseIndex::captures_of(const RecordId& article) const {
  return list_of(captures_of_, article);
}
const std::vector<const Note*>& CaseIndex::notes_about(const RecordId& record) const {
  return list_of(notes_about_, record);
}
const std::vector<TextRange>& CaseIndex::masks_of(const RecordId& capture) const {
  return list_of(masks_of_, capture);
}

const Event* CaseIndex::closing_seal() const {
  const Head* head = dossier_->head();
  const bool sealed = head != nullptr && !events_.empty() && events_.back()->type == "seal" &&
                      events_.back()->id == head->sealed;
  return sealed ? events_.back() : nullptr;
}

bool CaseIndex::is_retired_path(std::string_view path) const {
  if (retired_.contains(path)) return true;
  const RecordId capture = capture_of_path(path);
  return capture && retired_.contains(capture.text());
}

std::vector<TextRange>::const_iterator first_ending_behind(const std::vector<TextRange>& ranges,
                                                           std::int64_t offset) {
  return std::partition_point(ranges.begin(), ranges.end(),
                              [offset](TextRange range) { return range.end <= offset; });
}

RecordId capture_of_path(std::string_view path) {
  if (!path.starts_with(kCapturesFolder)) return {};
  path.remove_prefix(kCapturesFolder.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  const auto id = RecordId::parse(path.substr(0, slash));
  return id && id->kind() == RecordKind::kCapture ? *id : RecordId();
}

}  // namespace dossier
