// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/manifests/records/record_samples.h"

namespace dossier {
namespace {

// Whatever stands in the file: it is sound, or an error says why not; and what is sound has one
// written form.
void check(std::string_view path, const std::string& text) {
  const RecordFile file = read_record_file(path, text, Profile::kNewsroom);
  bool error = false;
  for (const Finding& finding : file.findings) {
    error = error || finding.severity == Severity::kError;
    REQUIRE(finding.where == path);
    REQUIRE(finding.sentence.size() < 1000);
  }
  REQUIRE(file.sound != error);
  if (!file.sound) return;
  const std::string written = write_record(file.record);
  const RecordFile again = read_record_file(path, written, Profile::kNewsroom);
  REQUIRE(again.sound);
  REQUIRE(write_record(again.record) == written);
}

TEST_CASE("damaged records: cut at any length, they are refused or stay what they are") {
  for (const RecordSample& sample : record_samples()) {
    CAPTURE(sample.path);
    for (std::size_t length = 0; length < sample.text.size(); length += 3)
      check(sample.path, std::string(sample.text.substr(0, length)));
  }
}

TEST_CASE("damaged records: any byte changed, they are refused or stay in order") {
  const std::string_view bytes("\0\x01\"\\{}[],:0-a \xC3\xFF", 16);
  std::size_t turn = 0;
  for (const RecordSample& sample : record_samples()) {
    CAPTURE(sample.path);
    for (std::size_t at = 0; at < sample.text.size(); ++at) {
      std::string text(sample.text);
      text[at] = bytes[turn++ % bytes.size()];
      check(sample.path, text);
      text.erase(at, 1);
      check(sample.path, text);
    }
  }
}

}  // namespace
}  // namespace dossier
