// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <utility>

#include "cli/layout.h"

namespace dossier {
namespace {

constexpr std::chrono::milliseconds kFirstDraw{500};
constexpr std::chrono::milliseconds kRedraw{250};
constexpr std::chrono::milliseconds kRateIsKnown{1000};
constexpr std::string_view kWipe = "\r\x1b[K";

}  // namespace

std::string progress_line(std::string_view doing, const ProgressCounters& counters,
                          std::chrono::milliseconds elapsed) {
  const std::uint64_t bytes_total = counters.bytes_total.load(std::memory_order_relaxed);
  const std::uint64_t bytes_done = counters.bytes_done.load(std::memory_order_relaxed);
  const std::uint64_t files_total = counters.files_total.load(std::memory_order_relaxed);
  const std::uint64_t files_done = counters.files_done.load(std::memory_order_relaxed);
  std::string line = std::string(doing) + "  " + size_text(bytes_done);
  if (bytes_total > 0) line += " of " + size_text(bytes_total);
  line += "  " + std::to_string(files_done);
  if (files_total > 0) line += " of " + std::to_string(files_total);
  line += " files";
  if (elapsed < kRateIsKnown || bytes_done == 0) return line;
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const double rate = static_cast<double>(bytes_done) / seconds;
  line += "  " + size_text(static_cast<std::uint64_t>(rate)) + "/s";
  if (bytes_total >= bytes_done && bytes_total > 0 && rate >= 1) {
    const double left = static_cast<double>(bytes_total - bytes_done) / rate;
    line += "  " + duration_text(static_cast<std::uint64_t>(left)) + " left";
  }
  return line;
}

Progress::Progress(std::string doing, const ProgressCounters& counters, const Terminal& terminal)
    : doing_(std::move(doing)), counters_(counters), columns_(terminal.columns) {
  if (terminal.errors_are_terminal) painter_ = std::thread([this] { draw_until_done(); });
}

Progress::~Progress() {
  if (!painter_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  woken_.notify_one();
  painter_.join();
}

void Progress::draw_until_done() {
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  bool drawn = false;
  while (!woken_.wait_for(lock, drawn ? kRedraw : kFirstDraw, [this] { return done_; })) {
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    const std::string line = progress_line(doing_, counters_, elapsed);
    tell(std::string(kWipe) + shorten(line, columns_ > 1 ? columns_ - 1 : 1));
    drawn = true;
  }
  if (drawn) tell(kWipe);
}

}  // namespace dossier
