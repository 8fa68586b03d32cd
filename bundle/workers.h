// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "crypto/bytes.h"

namespace dossier {

// `wanted`, or one a core for 0; at least one.
unsigned worker_count(unsigned wanted);

// Runs work(0) … work(count - 1) at the same time, one of them on this thread, and returns when all
// have ended. If one throws, `stop` in the others becomes true at their next look, and the first
// exception is thrown here.
class StopFlag;
void run_workers(unsigned count,
                 const std::function<void(unsigned worker, const StopFlag& stop)>& work);

// Calls work(first, last) for pieces that together cover [0, count), on several threads.
void parallel_for(std::size_t count, unsigned threads,
                  const std::function<void(std::size_t first, std::size_t last)>& work);

class StopFlag {
 public:
  // Throws as throw_if_interrupted() does; true when another worker failed.
  bool operator()() const;

 private:
  friend void run_workers(unsigned, const std::function<void(unsigned, const StopFlag&)>&);
  struct Shared;
  explicit StopFlag(const Shared& shared) : shared_(&shared) {}
  const Shared* shared_;
};

// Lets `produce` fill buffers on a second thread while `consume` takes them here in order. The
// second thread is what makes one large file as fast as its slowest stage. `produce` returns how
// many bytes it put in; 0 ends. An exception of either side ends both and is thrown here.
void overlap(const std::function<std::size_t(std::span<std::uint8_t> buffer)>& produce,
             const std::function<void(ByteView bytes)>& consume);

}  // namespace dossier
