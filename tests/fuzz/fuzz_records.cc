// SPDX-License-Identifier: Apache-2.0
// Record files of any bytes. The first byte chooses the kind, the rest is the file: either an error
// says what is wrong, or what was read has one written form that reads back as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"
#include "manifests/records/record.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

void json_text(std::string_view text) {
  const json::Parsed parsed = json::parse(text);
  expect(parsed.value.has_value() == parsed.problems.empty());
  if (!parsed.value) return;
  expect(json::parse(json::write(*parsed.value)).value == parsed.value);
  expect(json::parse(json::write_compact(*parsed.value)).value == parsed.value);
}

void record(RecordKind kind, std::string_view text) {
  const std::string path = kind == RecordKind::kHead
                               ? std::string(kHeadPath)
                               : RecordId::parse(std::string(kind_prefix(kind)) + "-a")->path();
  const RecordFile file = read_record_file(path, text, Profile::kLegal);
  bool error = false;
  for (const Finding& finding : file.findings) {
    error = error || finding.severity == Severity::kError;
    expect(!finding.sentence.empty() && finding.where == path);
  }
  expect(file.sound != error);
  if (!file.sound) return;
  const std::string written = write_record(file.record);
  const RecordFile again = read_record_file(path, written, Profile::kLegal);
  expect(again.sound && write_record(again.record) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = as_text(ByteView(data + 1, size - 1));
  json_text(text);
  record(static_cast<RecordKind>(data[0] % kRecordKinds), text);
  return 0;
}
