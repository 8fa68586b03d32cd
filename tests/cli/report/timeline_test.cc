// SPDX-License-Identifier: Apache-2.0
#include "cli/report/timeline.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

TimelineEntry at(const char* from, const char* to) {
  return {*Timestamp::parse(from), *Timestamp::parse(to), false, false, {}, "said", {}, 1};
}

}  // namespace

TEST_CASE("the line begins with the first time, ends with the last, and keeps their order") {
  const std::vector<TimelineEntry> entries{at("1990-01-01T00:00:00Z", "1990-12-31T23:59:59Z"),
                                           at("2026-02-27T09:00:00Z", "2026-02-27T09:00:00Z"),
                                           at("2026-02-27T13:00:00Z", "2026-02-27T13:00:00Z")};
  const TimelineScale scale(entries);
  CHECK(scale.place(entries[0].earliest) == 0);
  CHECK(scale.place(entries[2].latest) == TimelineScale::kLength);
  CHECK(scale.place(entries[0].latest) > 0);
  CHECK(scale.place(entries[1].earliest) > scale.place(entries[0].latest));
  // Four hours beside thirty-five years can still be told apart.
  CHECK(scale.place(entries[2].earliest) - scale.place(entries[1].earliest) > 2);
}

TEST_CASE("times that are all one stand at one place") {
  const std::vector<TimelineEntry> entries{at("2026-02-27T09:00:00Z", "2026-02-27T09:00:00Z")};
  CHECK(TimelineScale(entries).place(entries[0].earliest) == 0);
}
