// SPDX-License-Identifier: Apache-2.0
#include "bundle/workers.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "bundle/interrupt.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceItems = 256;
constexpr std::size_t kOverlapBuffers = 4;
constexpr std::size_t kOverlapBufferBytes = std::size_t{256} * 1024;

// The buffers between the two sides of overlap(): a ring that blocks when full or empty.
class BufferRing {
 public:
  BufferRing() {
    for (Slot& slot : slots_) slot.memory.resize(kOverlapBufferBytes);
  }

  // False when the other side has given up.
  bool put(const std::function<std::size_t(std::span<std::uint8_t>)>& produce) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return filled_ - taken_ < kOverlapBuffers || closed_; });
      if (closed_) return false;
    }
    Slot& slot = slots_[filled_ % kOverlapBuffers];
    slot.used = produce(slot.memory);
    const std::lock_guard lock(mutex_);
    ++filled_;
    changed_.notify_one();
    return slot.used != 0;
  }

  // False at the end.
  bool take(const std::function<void(ByteView)>& consume) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return filled_ > taken_ || closed_; });
      if (closed_) return false;
    }
    const Slot& slot = slots_[taken_ % kOverlapBuffers];
    if (slot.used == 0) return false;
    consume(ByteView(slot.memory).first(slot.used));
    const std::lock_guard lock(mutex_);
    ++taken_;
    changed_.notify_one();
    return true;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  struct Slot {
    Bytes memory;
    std::size_t used = 0;
  };
  std::array<Slot, kOverlapBuffers> slots_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t filled_ = 0;  // written by the producing side only
  std::size_t taken_ = 0;   // written by the consuming side only
  bool closed_ = false;
};

}  // namespace

struct StopFlag::Shared {
  std::atomic<bool> failed{false};
};

bool StopFlag::operator()() const {
  throw_if_interrupted();
  return shared_->failed.load(std::memory_order_relaxed);
}

unsigned worker_count(unsigned wanted) {
  if (wanted != 0) return wanted;
  const unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 1 : cores;
}

void run_workers(unsigned count,
                 const std::function<void(unsigned worker, const StopFlag& stop)>& work) {
  StopFlag::Shared shared;
  const StopFlag stop(shared);
  std::mutex mutex;
  std::exception_ptr first;
  const auto guarded = [&](unsigned worker) {
    try {
      work(worker, stop);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!first) first = std::current_exception();
      shared.failed.store(true, std::memory_order_relaxed);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned worker = 1; worker < count; ++worker) threads.emplace_back(guarded, worker);
    guarded(0);
  }
  if (first) std::rethrow_exception(first);
}

void parallel_for(std::size_t count, unsigned threads,
                  const std::function<void(std::size_t first, std::size_t last)>& work) {
  std::atomic<std::size_t> next{0};
  const std::size_t pieces = (count + kPieceItems - 1) / kPieceItems;
  const std::size_t workers = std::min<std::size_t>(worker_count(threads), pieces);
  run_workers(static_cast<unsigned>(std::max<std::size_t>(workers, 1)),
              [&](unsigned, const StopFlag& stop) {
                for (std::size_t at = next.fetch_add(kPieceItems); at < count && !stop();
                     at = next.fetch_add(kPieceItems)) {
                  work(at, std::min(at + kPieceItems, count));
                }
              });
}

void overlap(const std::function<std::size_t(std::span<std::uint8_t> buffer)>& produce,
             const std::function<void(ByteView bytes)>& consume) {
  BufferRing ring;
  std::exception_ptr producer_failure;
  std::jthread producer([&] {
    try {
      while (ring.put(produce)) {
      }
    } catch (...) {
      producer_failure = std::current_exception();
      ring.close();
    }
  });
  try {
    while (ring.take(consume)) {
    }
  } catch (...) {
    ring.close();
    throw;
  }
  producer.join();
  if (producer_failure) std::rethrow_exception(producer_failure);
}

}  // namespace dossier
