// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// A library to be preloaded (LD_PRELOAD) that makes one call of a program go wrong. From the start
// of main to its end it counts, over all threads, the calls that the plan names on files below one
// folder. The plan is in the environment:
//   FAULT_FOLDER  absolute and without links; unset: everywhere
//   FAULT_CALLS   names as the manual has them, "pwrite,fsync"; besides: new (operator new),
//   tmpfile
//                 (open with O_TMPFILE), thread (pthread_create); of openat2, open…64, mkdirat and
//                 their like the plain name counts: open, mkdir
//   FAULT_AT      which of these calls goes wrong, from 1; 0: none; "3-": this and all after it
//   FAULT_DOES    the number of an error; or "short": it reads or writes half of what it should; or
//                 "signal:N", which is raised before the call
//   FAULT_LACKS   calls that fail always, as on systems without them, and are not counted
//   FAULT_LOG     gets a line "NUMBER CALL PATH" for each call that went wrong, and at the end of
//                 main "calls NUMBER"
namespace faults {

enum class Fate {
  kWell,
  kFail,   // errno is set
  kShort,  // does half
};

// What happens to a call; a signal is raised here. `fd` is the file, or the folder from which a
// relative `path` leads; `path` may be null.
Fate fate_of(const char* call, int fd, const char* path) noexcept;
// The same for one with two paths: below the folder if either is.
Fate fate_of(const char* call, int fd, const char* path, int other_fd, const char* other) noexcept;
// The same for one without a file.
Fate fate_of(const char* call) noexcept;

}  // namespace faults
