// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/event_chain.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/manifests/records/record_samples.h"

namespace dossier {
namespace {

Event event(std::string_view id, std::int64_t seq) {
  const RecordSample& sample = record_sample(RecordKind::kEvent);
  Event event = std::get<Event>(read_record_file(sample.path, sample.text, Profile::kLegal).record);
  event.id = RecordId::parse(id).value();
  event.seq = seq;
  return event;
}

RecordFile file_of(const Event& event) {
  return read_record_file(path_of(event), write_record(event), Profile::kLegal);
}

TEST_CASE("event chain: the next event follows the highest seq, with the digest of its file") {
  const Event last = event("evt-a-10", 10);
  std::vector<RecordFile> files;
  for (const Event& each : {event("evt-b", 2), last, event("evt-a-9", 9)})
    files.push_back(file_of(each));
  const Dossier dossier(std::move(files));
  const std::vector<const Event*> events = events_in_order(dossier);
  REQUIRE(events.size() == 3);
  CHECK(events[0]->id.text() == "evt-b");
  const std::optional<ChainEnd> end = chain_end(dossier);
  REQUIRE(end);
  CHECK(end->next_seq == 11);
  CHECK(end->prev->event == last.id);
  CHECK(end->prev->sha256 == sha256(as_bytes(write_record(last))));
}

TEST_CASE("event chain: the first event has no former one") {
  const std::optional<ChainEnd> end = chain_end(Dossier({}));
  REQUIRE(end);
  CHECK(end->next_seq == 1);
  CHECK_FALSE(end->prev);
}

TEST_CASE("event chain: nothing is appended to a chain that cannot be read") {
  std::vector<RecordFile> files{file_of(event("evt-a", 1))};
  files.push_back(read_record_file("records/events/evt-b.json", "{", Profile::kLegal));
  CHECK_FALSE(chain_end(Dossier(std::move(files))));
}

}  // namespace
}  // namespace dossier
