// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_status.h"

#include <array>

namespace dossier {

ExitStatus exit_status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return ExitStatus::kUsage;
    case ErrorKind::kRefused:
      return ExitStatus::kRefused;
    case ErrorKind::kUnavailable:
      return ExitStatus::kUnavailable;
    case ErrorKind::kInterrupted:
      return ExitStatus::kInterrupted;
    case ErrorKind::kDefect:
      break;
  }
  return ExitStatus::kDefect;
}

ExitStatus gravest(ExitStatus a, ExitStatus b) {
  static constexpr std::array kGravestFirst{
      ExitStatus::kInterrupted, ExitStatus::kDefect,  ExitStatus::kUsage,
      ExitStatus::kUnavailable, ExitStatus::kRefused, ExitStatus::kNotVouched,
  };
  for (const ExitStatus status : kGravestFirst) {
    if (a == status || b == status) return status;
  }
  return ExitStatus::kDone;
}

}  // namespace dossier
