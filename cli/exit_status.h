// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/error.h"

namespace dossier {

// FORMAT.md, "Exit status". kNotVouched is what only `verify` and `diff` return: intact, but nobody
// the verifier trusts vouches for it.
enum class ExitStatus {
  kDone = 0,
  kRefused = 1,
  kUsage = 2,
  kUnavailable = 3,
  kNotVouched = 4,
  kDefect = 70,
  kInterrupted = 130,
};

ExitStatus exit_status_of(ErrorKind kind);
// What several bundles come to together: the first of 130, 70, 2, 3, 1, 4, 0 that is among them.
ExitStatus gravest(ExitStatus a, ExitStatus b);

}  // namespace dossier
