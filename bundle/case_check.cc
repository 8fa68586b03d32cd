// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_check.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "bundle/workers.h"

namespace dossier {
namespace {

// Memory that several threads share; a thread waits until its part is free. A part above all there
// is gets all there is.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t bytes) : all_(bytes), free_(bytes) {}

  class Part {
   public:
    Part(MemoryBudget& budget, std::uint64_t bytes)
        : budget_(budget), bytes_(std::min(bytes, budget.all_)) {
      std::unique_lock lock(budget_.mutex_);
      budget_.changed_.wait(lock, [this] { return budget_.free_ >= bytes_; });
      budget_.free_ -= bytes_;
    }
    ~Part() {
      const std::lock_guard lock(budget_.mutex_);
      budget_.free_ += bytes_;
      budget_.changed_.notify_all();
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

   private:
    MemoryBudget& budget_;
    std::uint64_t bytes_;
  };

 private:
  std::uint64_t all_;
  std::uint64_t free_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

// One file that a capture waits for.
struct Slot {
  NeededFile needed;
  FileState state = FileState::kAbsent;
  Bytes bytes;
  bool open = false;  // may still come
};

// The files of one capture, in the order of CaptureBytes.
struct Waiting {
  const Capture* capture;
  std::array<Slot, 3> slots;
  std::size_t open = 0;
  bool checked = false;
};

GivenFile given(const Slot& slot) {
  return {slot.state, slot.bytes};
}

}  // namespace

struct CaseCheck::State {
  State(const Dossier& dossier, const RuleContext& context) : index(dossier, context) {}

  struct Place {
    std::size_t capture;
    std::size_t slot;
  };

  // Checks a capture with what has come; nobody else touches it any more.
  void run(std::size_t capture) {
    Waiting& each = waiting[capture];
    const CaptureBytes bytes = {given(each.slots[0]), given(each.slots[1]), given(each.slots[2])};
    const MemoryBudget::Part part(budget, bytes.source.bytes.size() * kMemoryPerPageByte);
    checks[capture] = check_capture(index, *each.capture, bytes);
    for (Slot& slot : each.slots) Bytes().swap(slot.bytes);
  }

  CaseIndex index;
  MemoryBudget budget{kParseBudgetBytes};
  std::vector<Waiting> waiting;      // by id of the capture
  std::vector<CaptureCheck> checks;  // of the same order
  // By path; not changed after construction.
  std::map<std::string, std::vector<Place>, std::less<>> places;
  std::mutex mutex;
};

CaseCheck::CaseCheck(const Dossier& dossier, const RuleContext& context)
    : state_(std::make_unique<State>(dossier, context)) {
  const std::vector<const Capture*>& captures = dossier.all<Capture>();
  state_->waiting.reserve(captures.size());
  state_->checks.resize(captures.size());
  for (std::size_t i = 0; i < captures.size(); ++i) {
    Waiting& waiting = state_->waiting.emplace_back();
    waiting.capture = captures[i];
    NeededFiles needed = needed_files(state_->index, *captures[i]);
    waiting.slots[0].needed = std::move(needed.source);
    waiting.slots[1].needed = std::move(needed.text);
    waiting.slots[2].needed = std::move(needed.map);
    for (std::size_t j = 0; j < waiting.slots.size(); ++j) {
      Slot& slot = waiting.slots[j];
      if (slot.needed.path.empty()) continue;
      slot.open = slot.needed.packed;
      waiting.open += slot.open ? 1 : 0;
      slot.state = slot.needed.packed ? FileState::kAbsent : FileState::kNotPacked;
      if (slot.open) state_->places[slot.needed.path].push_back({i, j});
    }
  }
}

CaseCheck::~CaseCheck() = default;

bool CaseCheck::supply(ByteView bytes) {
  const Sha256 digest = sha256(bytes);
  bool is_used = false;
  for (Waiting& waiting : state_->waiting) {
    for (const CaptureFile& file : waiting.capture->files)
      is_used = is_used || (file.presence == "not-packed" && file.sha256 == digest);
    for (Slot& slot : waiting.slots) {
      const NeededFile& needed = slot.needed;
      if (slot.state != FileState::kNotPacked || needed.sha256 != digest ||
          bytes.size() > needed.limit)
        continue;
      slot.bytes.assign(bytes.begin(), bytes.end());
      slot.state = FileState::kSupplied;
    }
  }
  return is_used;
}

bool CaseCheck::wants(std::string_view path, std::uint64_t size) const {
  const auto found = state_->places.find(path);
  if (found == state_->places.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const State::Place& place) {
    const NeededFile& needed = state_->waiting[place.capture].slots[place.slot].needed;
    return size <= needed.limit && needed.bytes.value_or(size) == size;
  });
}

void CaseCheck::take(std::string_view path, std::uint64_t size, const Sha256& digest,
                     ByteView bytes) {
  State& state = *state_;
  const auto found = state.places.find(path);
  if (found == state.places.end()) return;
  for (const State::Place& place : found->second) {
    Waiting& waiting = state.waiting[place.capture];
    Slot& slot = waiting.slots[place.slot];
    const NeededFile& needed = slot.needed;
    const bool usable = bytes.size() == size && size <= needed.limit &&
                        needed.bytes.value_or(size) == size &&
                        needed.sha256.value_or(digest) == digest;
    Bytes kept;
    if (usable) kept.assign(bytes.begin(), bytes.end());
    {
      const std::lock_guard lock(state.mutex);
      if (!slot.open) continue;
      slot.open = false;
      slot.state = usable ? FileState::kPacked : FileState::kUnusable;
      slot.bytes = std::move(kept);
      if (--waiting.open > 0) continue;
      waiting.checked = true;
    }
    state.run(place.capture);
  }
}

CaseVerdict CaseCheck::finish(const PayloadIndex& files, unsigned threads) {
  State& state = *state_;
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < state.waiting.size(); ++i)
    if (!state.waiting[i].checked) left.push_back(i);
  std::atomic<std::size_t> next{0};
  const std::size_t workers = std::min<std::size_t>(worker_count(threads), left.size());
  run_workers(static_cast<unsigned>(std::max<std::size_t>(workers, 1)),
              [&](unsigned, const StopFlag& stop) {
                for (std::size_t at = next++; at < left.size() && !stop(); at = next++) {
                  // A listed file that did not come is missing, and a finding says so.
                  for (Slot& slot : state.waiting[left[at]].slots)
                    if (slot.open && slot.needed.sha256) slot.state = FileState::kUnusable;
                  state.run(left[at]);
                }
              });
  return check_dossier(state.index, files, std::move(state.checks));
}

Profile strictest_profile(const std::vector<RecordBytes>& records, Profile other) {
  for (const RecordBytes& record : records) {
    if (record.path != kHeadPath) continue;
    const RecordFile file = read_record_file(record.path, record.bytes, other);
    const auto* head = std::get_if<Head>(&file.record);
    Profile own = Profile::kOpen;
    if (head != nullptr && parse_profile(head->profile, own)) return std::max(own, other);
  }
  return other;
}

Dossier read_records(std::vector<RecordBytes> records, Profile profile, unsigned threads) {
  std::vector<RecordFile> files(records.size());
  parallel_for(records.size(), threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      files[i] = read_record_file(records[i].path, records[i].bytes, profile);
      std::string().swap(records[i].bytes);
    }
  });
  return Dossier(std::move(files), profile);
}

}  // namespace dossier
