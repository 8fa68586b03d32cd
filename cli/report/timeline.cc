// SPDX-License-Identifier: Apache-2.0
#include "cli/report/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "cli/report/words.h"

namespace dossier {
namespace {

class Collector {
 public:
  void add(const std::optional<Timestamp>& time, std::string_view what, const RecordId& about) {
    if (!time) return;
    entries_.push_back({*time, *time, false, false, time_text(time), what, about, 1});
  }
  // A date in EDTF, or a moment of a contact.
  void add(const std::string& edtf, std::string_view what, const RecordId& about) {
    const std::optional<DateSpan> span = parse_edtf(edtf);
    if (!span || (!span->earliest && !span->latest)) return;
    const Timestamp earliest = span->earliest ? *span->earliest : *span->latest;
    const Timestamp latest = span->latest ? *span->latest : *span->earliest;
    const bool is_open = !span->earliest || !span->latest;
    entries_.push_back(
        {earliest, latest, is_open, span->uncertain, when_text(edtf), what, about, 1});
  }
  std::vector<TimelineEntry> take() {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const TimelineEntry& a, const TimelineEntry& b) {
                       return std::tie(a.earliest, a.latest) < std::tie(b.earliest, b.latest);
                     });
    return std::move(entries_);
  }

 private:
  std::vector<TimelineEntry> entries_;
};

std::vector<TimelineEntry> group_by_day(std::vector<TimelineEntry> entries) {
  std::vector<TimelineEntry> grouped;
  std::map<std::pair<std::string, std::string_view>, std::size_t> groups;
  for (TimelineEntry& entry : entries) {
    const std::string day = entry.earliest.date_string();
    const auto [found, is_new] = groups.try_emplace({day, entry.what}, grouped.size());
    if (is_new) {
      grouped.push_back(std::move(entry));
      continue;
    }
    TimelineEntry& group = grouped[found->second];
    group.latest = std::max(group.latest, entry.latest);
    group.when = day;
    group.is_open = group.is_open || entry.is_open;
    group.is_uncertain = group.is_uncertain || entry.is_uncertain;
    ++group.records;
  }
  return grouped;
}

std::string_view event_word(const Event& event) {
  if (event.type == "seal") return "sealed";
  if (event.type == "transfer") return "handed over";
  if (event.type == "redact") return "redacted";
  return {};
}

}  // namespace

std::vector<TimelineEntry> timeline_of(const Dossier& dossier) {
  Collector collector;
  for (const Quote* quote : dossier.all<Quote>()) {
    if (quote->said_at) collector.add(quote->said_at->value, "said", quote->id);
  }
  for (const Attribution* attribution : dossier.all<Attribution>()) {
    for (const Hop& hop : attribution->hops) {
      if (hop.when) collector.add(hop.when->value, "passed on", attribution->id);
    }
  }
  for (const Article* article : dossier.all<Article>()) {
    if (article->published.value) {
      collector.add(article->published.value->value, "published", article->id);
    }
    if (article->modified) collector.add(article->modified->value, "modified", article->id);
  }
  for (const Capture* capture : dossier.all<Capture>()) {
    collector.add(capture->captured_at, "captured", capture->id);
  }
  for (const Note* note : dossier.all<Note>()) {
    if (note->contact) {
      collector.add(note->contact->sent, "asked", note->id);
      collector.add(note->contact->replied, "answered", note->id);
    } else {
      collector.add(note->at, note->kind == "check" ? "checked" : "noted", note->id);
    }
  }
  for (const Claim* claim : dossier.all<Claim>()) {
    collector.add(claim->reviewed_at, "judged", claim->id);
  }
  for (const Event* event : dossier.all<Event>()) {
    const std::string_view word = event_word(*event);
    if (!word.empty()) collector.add(event->started, word, event->id);
  }
  std::vector<TimelineEntry> entries = collector.take();
  return entries.size() <= kMostTimelineRows ? entries : group_by_day(std::move(entries));
}

TimelineScale::TimelineScale(const std::vector<TimelineEntry>& entries) {
  for (const TimelineEntry& entry : entries) {
    times_.push_back(entry.earliest);
    times_.push_back(entry.latest);
  }
  std::sort(times_.begin(), times_.end());
  times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
  constexpr double kHourSeconds = 3600;
  std::vector<double> reached;
  double sum = 0;
  for (std::size_t i = 0; i < times_.size(); ++i) {
    if (i != 0) {
      const auto gap = static_cast<double>(times_[i].unix_seconds() - times_[i - 1].unix_seconds());
      sum += std::log2(1.0 + gap / kHourSeconds);
    }
    reached.push_back(sum);
  }
  for (const double at : reached) {
    places_.push_back(sum > 0 ? std::llround(at / sum * static_cast<double>(kLength)) : 0);
  }
}

std::int64_t TimelineScale::place(Timestamp time) const {
  const auto found = std::lower_bound(times_.begin(), times_.end(), time);
  if (found == times_.end()) return kLength;
  return places_[static_cast<std::size_t>(found - times_.begin())];
}

}  // namespace dossier
