// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dossier {

enum class Severity { kInfo, kWarning, kError };

// One thing that is wrong or worth knowing. Findings are data: they are collected, counted and
// shown together, and never thrown.
//   code      one of finding_codes(), such as "file.digest-mismatch"
//   where     the entry's path or the record's id; never empty
//   pointer   JSON pointer (RFC 6901) inside the record, or "line N"; empty for the whole
//   sentence  what is the case, one sentence with the particulars (expected, found)
//   mend      what to do, when this case allows something more exact than the code's own advice
struct Finding {
  std::string_view code;
  Severity severity;
  std::string where;
  std::string pointer;
  std::string sentence;
  std::string mend;

  friend bool operator==(const Finding&, const Finding&) = default;
};

// What holds for every finding of a code. Severities are those under the profiles open, newsroom
// and legal, one letter each: E error, W warning, I information, - not run.
struct FindingCode {
  std::string_view code;
  std::string_view severities;
  std::string_view check;     // what holds when there is no such finding
  std::string_view question;  // what an auditor asks
  std::string_view mend;      // what to do about it
};

enum class Profile { kOpen, kNewsroom, kLegal };

std::string_view profile_name(Profile profile);
// False when the name is none of open, newsroom, legal.
bool parse_profile(std::string_view name, Profile& profile);
std::string_view severity_name(Severity severity);  // info, warning, error

// The table of all codes, in the order in which the checks run. Codes are unique.
const std::vector<FindingCode>& finding_codes();
// The entry of a code; a defect (assertion) if there is none.
const FindingCode& finding_code(std::string_view code);

// A finding with the severity that the table gives. Container, bag, seal and signature codes are
// the same under every profile.
Finding make_finding(std::string_view code, std::string where, std::string sentence,
                     Profile profile = Profile::kNewsroom);

}  // namespace dossier
