// SPDX-License-Identifier: Apache-2.0
#include "bundle/interrupt.h"

#include <atomic>

#include "crypto/error.h"

namespace dossier {
namespace {

std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

void request_interrupt() noexcept {
  requested.store(true, std::memory_order_relaxed);
}

bool interrupt_requested() noexcept {
  return requested.load(std::memory_order_relaxed);
}

void throw_if_interrupted() {
  if (interrupt_requested()) throw Error(ErrorKind::kInterrupted, "interrupted; nothing was kept");
}

}  // namespace dossier
