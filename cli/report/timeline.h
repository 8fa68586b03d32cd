// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "crypto/time.h"
#include "manifests/records/dossier.h"

namespace dossier {

// One thing that happened. Where it is not known when, earliest and latest are apart.
struct TimelineEntry {
  Timestamp earliest;
  Timestamp latest;
  bool is_open = false;       // on one side the date has no end
  bool is_uncertain = false;  // so the source says
  std::string when;           // as recorded; untrusted
  std::string_view what;      // "said", "published", "captured" …
  RecordId about;             // the record that tells
  std::size_t records = 1;    // entries of one day drawn as one
};

inline constexpr std::size_t kMostTimelineRows = 60;

// From said to sealed, by time. Beyond kMostTimelineRows, what is of one sort and one day is one
// entry.
std::vector<TimelineEntry> timeline_of(const Dossier& dossier);

// Where times stand on a line of kLength units. Order is kept and equal times stand together; long
// spans without anything are drawn shorter than they are, so that years and minutes both show.
class TimelineScale {
 public:
  static constexpr std::int64_t kLength = 240;
  explicit TimelineScale(const std::vector<TimelineEntry>& entries);
  std::int64_t place(Timestamp time) const;  // of a time that an entry has

 private:
  std::vector<Timestamp> times_;  // ascending, each once
  std::vector<std::int64_t> places_;
};

}  // namespace dossier
