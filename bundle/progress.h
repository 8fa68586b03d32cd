// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

namespace dossier {

// How far long work has come. The totals are set before the work starts to count; another thread
// may read at any time to draw a progress bar.
struct ProgressCounters {
  std::atomic<std::uint64_t> bytes_total{0};
  std::atomic<std::uint64_t> files_total{0};
  std::atomic<std::uint64_t> bytes_done{0};
  std::atomic<std::uint64_t> files_done{0};
};

}  // namespace dossier
