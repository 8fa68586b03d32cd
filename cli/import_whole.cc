// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "cli/command.h"
#include "cli/import_wish.h"
#include "cli/import_work.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// An event is a record, and a record has a limit.
constexpr std::size_t kMostCapturesOfEvent = 1'000;

}  // namespace

std::string ImportWork::keep_whole(const std::string& path, const CaptureWish& described) {
  const auto known = primaries_.find(digest_of_file(path).hex());
  if (known != primaries_.end()) {
    whole_ = Whole{std::nullopt, known->second};
    std::string kept = work_.folder().full_path(known->second.path);
    if (digest_of_file(kept) == *known->second.sha256) return kept;
    throw Error(ErrorKind::kRefused, "is not any more as it was when it was recorded", kept,
                "'dossier check' shows what else is wrong.");
  }
  CaptureWish wish = described;
  wish.files = {path};
  whole_ = Whole{planner_.plan(std::move(wish)), {}};
  planner_.keep(*whole_->planned);
  const CaptureFile& file = whole_->planned->capture.files.front();
  whole_->file.path = file.path;
  whole_->file.sha256 = file.sha256;
  return work_.files().staged_file(file.path);
}

void ImportWork::tell_event(const std::string& name, const std::string& text) {
  event_parameters_.emplace_back(name, text);
}

// Each row of a table has an event of its own: its time and people are its own. Pages of an archive
// were taken out of it at once.
void ImportWork::write_captures(const std::string& reason) {
  if (planned_.empty()) return;
  if (!whole_) {
    for (const Planned& row : planned_) {
      if (row.capture) write_capture(work_, *row.capture);
    }
    return;
  }
  if (whole_->planned) write_capture(work_, *whole_->planned);
  for (std::size_t first = 0; first < planned_.size(); first += kMostCapturesOfEvent) {
    const std::size_t end = std::min(planned_.size(), first + kMostCapturesOfEvent);
    Event event;
    event.used.push_back(whole_->file);
    std::set<std::string> articles;
    for (std::size_t i = first; i < end; ++i) {
      const PlannedCapture& made = *planned_[i].capture;
      write_records(work_, made);
      event.type = made.event.type;
      event.agents = made.event.agents;
      event.started = std::min(event.started.value_or(*made.event.started), *made.event.started);
      event.ended = std::max(event.ended.value_or(*made.event.started), *made.event.started);
      for (const EventItem& item : made.event.used) {
        if (articles.insert(item.ref.text()).second) event.used.push_back(item);
      }
      event.generated.insert(event.generated.end(), made.event.generated.begin(),
                             made.event.generated.end());
    }
    event.parameters = planned_[first].capture->event.parameters;
    event.parameters.insert(event.parameters.end(), event_parameters_.begin(),
                            event_parameters_.end());
    event.reason = reason;
    work_.add_event(std::move(event), "collector");
  }
}

}  // namespace dossier
