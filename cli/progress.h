// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "bundle/progress.h"
#include "cli/terminal.h"

namespace dossier {

// One line for a person who waits: bytes, files, rate, time left. Parts without a total or without
// a sense yet (the first second) are left out.
std::string progress_line(std::string_view doing, const ProgressCounters& counters,
                          std::chrono::milliseconds elapsed);

// Draws that line on standard error while it lives, from half a second on and four times a second,
// if standard error is a terminal; otherwise it does nothing at all. The destructor wipes the line.
// The counters must outlive it. Nothing else may be written to standard error meanwhile.
class Progress {
 public:
  Progress(std::string doing, const ProgressCounters& counters, const Terminal& terminal);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void draw_until_done();

  const std::string doing_;
  const ProgressCounters& counters_;
  const std::size_t columns_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool done_ = false;
  std::thread painter_;
};

}  // namespace dossier
