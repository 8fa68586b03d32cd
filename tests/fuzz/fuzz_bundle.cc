// SPDX-License-Identifier: Apache-2.0
// Whole bundles of any bytes, verified against a trust folder that knows nobody. Whatever they are,
// the verdict is one of three; nobody vouches; and what is not valid has an error with a place.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "bundle/verify.h"
#include "tests/fuzz/memory_file.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file({data, size});
  VerifyOptions options(*Timestamp::parse("2026-03-02T10:04:11Z"));
  options.threads = 1;
  const VerifyReport report = verify_bundle(file.path(), options);
  expect(report.outcome != Outcome::kVerified);
  bool error = false;
  for (const Finding& finding : report.findings) {
    error = error || finding.severity == Severity::kError;
    expect(!finding.where.empty() && !finding.sentence.empty());
  }
  expect(error == (report.outcome == Outcome::kNotValid));
  expect(report.integrity == VerifyReport::Integrity::kIntact || error);
  return 0;
}
