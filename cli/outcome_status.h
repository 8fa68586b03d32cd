// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bundle/verify.h"
#include "cli/exit_status.h"

namespace dossier {

// What `verify` and `diff` return for a bundle (FORMAT.md, "Exit status").
inline ExitStatus exit_status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kVerified:
      return ExitStatus::kDone;
    case Outcome::kNotVouched:
      return ExitStatus::kNotVouched;
    case Outcome::kNotValid:
      break;
  }
  return ExitStatus::kRefused;
}

}  // namespace dossier
