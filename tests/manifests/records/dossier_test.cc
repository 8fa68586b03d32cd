// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/dossier.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/manifests/records/record_samples.h"

namespace dossier {
namespace {

std::vector<RecordFile> sample_files() {
  std::vector<RecordFile> files;
  for (const RecordSample& sample : record_samples())
    files.push_back(read_record_file(sample.path, sample.text, Profile::kNewsroom));
  return files;
}

RecordId id(std::string_view text) {
  return RecordId::parse(text).value();
}

TEST_CASE("dossier: records are found by id and by path, with their kind") {
  const Dossier dossier(sample_files());
  REQUIRE(dossier.head() != nullptr);
  CHECK(dossier.head()->title == "Does Corve still write to Reth?");
  REQUIRE(dossier.find<Quote>(id("quo-friendship")) != nullptr);
  CHECK(dossier.find<Quote>(id("quo-friendship"))->start == 525);
  CHECK(dossier.find<Claim>(id("quo-friendship")) == nullptr);
  CHECK(dossier.find<Quote>(id("quo-none")) == nullptr);
  CHECK(dossier.find<Quote>(RecordId()) == nullptr);
  CHECK(dossier.find_file("dossier.json") != nullptr);
  CHECK(dossier.find_file("dossier.jso") == nullptr);
  CHECK(dossier.all<Event>().size() == 1);
  CHECK(dossier.files().size() == kRecordKinds);
  CHECK(dossier.findings().empty());
}

TEST_CASE("dossier: a record that cannot be read is known and is not looked at") {
  std::vector<RecordFile> files = sample_files();
  files.push_back(read_record_file("records/quotes/quo-b.json", "{", Profile::kNewsroom));
  files.push_back(
      read_record_file("records/quotes/quo-c.json", "{\"id\": \"quo-c\"}", Profile::kNewsroom));
  const Dossier dossier(std::move(files));
  CHECK(dossier.knows(id("quo-b")));
  CHECK(dossier.knows(id("quo-c")));
  CHECK_FALSE(dossier.knows(id("quo-d")));
  CHECK(dossier.find<Quote>(id("quo-b")) == nullptr);
  CHECK(dossier.find<Quote>(id("quo-c")) == nullptr);
  CHECK(dossier.all<Quote>().size() == 1);
  CHECK(dossier.unsound() == 2);
  CHECK_FALSE(dossier.findings().empty());
}

TEST_CASE(
    "dossier: records of a kind come in the order of their ids, whatever the order of files") {
  std::vector<RecordFile> files;
  for (const char* name : {"quo-b", "quo-a-2", "quo-a"}) {
    std::string text(record_sample(RecordKind::kQuote).text);
    text.replace(text.find("quo-friendship"), 14, name);
    files.push_back(read_record_file("records/quotes/" + std::string(name) + ".json", text,
                                     Profile::kNewsroom));
  }
  const Dossier dossier(std::move(files));
  REQUIRE(dossier.all<Quote>().size() == 3);
  CHECK(dossier.all<Quote>()[0]->id.text() == "quo-a");
  CHECK(dossier.all<Quote>()[1]->id.text() == "quo-a-2");
  CHECK(dossier.all<Quote>()[2]->id.text() == "quo-b");
}

TEST_CASE("dossier: a case without its head record says so") {
  const Dossier dossier(std::vector<RecordFile>{});
  CHECK(dossier.head() == nullptr);
  REQUIRE(dossier.findings().size() == 1);
  CHECK(dossier.findings()[0].code == "record.field-missing");
  CHECK(dossier.findings()[0].where == "dossier.json");
}

}  // namespace
}  // namespace dossier
