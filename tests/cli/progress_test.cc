// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <doctest/doctest.h>

using namespace dossier;
using std::chrono::milliseconds;

TEST_CASE("progress tells bytes, files, rate and time left") {
  ProgressCounters counters;
  counters.bytes_total = 100'000'000;
  counters.bytes_done = 25'000'000;
  counters.files_total = 40;
  counters.files_done = 10;
  CHECK(progress_line("packing", counters, milliseconds(5000)) ==
        "packing  25.0 MB of 100 MB  10 of 40 files  5.00 MB/s  0:15 left");
}

TEST_CASE("progress claims no rate in the first second and no time left without a total") {
  ProgressCounters counters;
  counters.bytes_done = 25'000'000;
  counters.files_done = 10;
  CHECK(progress_line("verifying", counters, milliseconds(900)) == "verifying  25.0 MB  10 files");
  CHECK(progress_line("verifying", counters, milliseconds(2000)) ==
        "verifying  25.0 MB  10 files  12.5 MB/s");
}

TEST_CASE("progress is silent when standard error is no terminal") {
  const ProgressCounters counters;
  const Progress progress("packing", counters, Terminal{});
}
