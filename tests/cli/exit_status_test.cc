// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_status.h"

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("each kind of error has its exit status") {
  CHECK(static_cast<int>(exit_status_of(ErrorKind::kRefused)) == 1);
  CHECK(static_cast<int>(exit_status_of(ErrorKind::kUsage)) == 2);
  CHECK(static_cast<int>(exit_status_of(ErrorKind::kUnavailable)) == 3);
  CHECK(static_cast<int>(exit_status_of(ErrorKind::kDefect)) == 70);
  CHECK(static_cast<int>(exit_status_of(ErrorKind::kInterrupted)) == 130);
}

TEST_CASE("of several bundles the gravest status counts: 70, 3, 1, 4, 0") {
  using S = ExitStatus;
  const S order[] = {S::kDefect, S::kUnavailable, S::kRefused, S::kNotVouched, S::kDone};
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = i; j < 5; ++j) {
      CHECK(gravest(order[i], order[j]) == order[i]);
      CHECK(gravest(order[j], order[i]) == order[i]);
    }
  }
}
