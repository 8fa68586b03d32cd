// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/time.h"

namespace dossier {

// What an EDTF value of a reported date covers, both ends included; an open end is nullopt.
struct DateSpan {
  std::optional<Timestamp> earliest;
  std::optional<Timestamp> latest;
  bool uncertain = false;  // marked ?, ~ or %: the ends are not exact
};

// Extended Date/Time Format (ISO 8601-2) as far as dossiers use it: YYYY, YYYY-MM, YYYY-MM-DD with
// at most one final ?, ~ or %, a time in UTC with Z and whole seconds, and intervals A/B of these
// in which one side may be `..`. Years 0001 to 9999. nullopt for anything else, and for a day that
// does not exist.
std::optional<DateSpan> parse_edtf(std::string_view text);

}  // namespace dossier
