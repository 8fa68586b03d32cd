// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include "tests/manifests/rules/letters_case.h"

namespace dossier {

// That the twin has the findings of the sample, and those that are added.
inline void expect_added(const CaseBuilder& twin, const Codes& added) {
  Codes expected = letters_codes();
  for (const auto& [code, count] : added) expected[code] += count;
  std::erase_if(expected, [](const auto& code) { return code.second == 0; });
  const CaseVerdict verdict = twin.check();
  std::string told;
  for (const Finding& finding : verdict.findings)
    if (finding.severity != Severity::kInfo)
      told += std::string(finding.code) + " " + finding.where + finding.pointer + ": " +
              finding.sentence + "\n";
  CHECK_MESSAGE(codes_of(verdict) == expected, told);
}

inline void replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

}  // namespace dossier
