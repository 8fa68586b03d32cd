// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bundle/descriptor.h"

namespace dossier {

// The lock of a case folder, the file .dossier/lock. The system's own lock on that file (flock)
// decides between processes of one machine and ends with its process. The writer's host, process
// and time in it are for people, and for file systems that several machines share: there the
// system's lock may reach only one of them. Readers share the lock and write nothing.
class CaseLock {
 public:
  CaseLock() = default;  // holds nothing
  // `state_folder` is .dossier, opened; `root` the case folder for messages. Never waits: an Error
  // of kind kUnavailable if another command is at work, or was on another machine and did not
  // give its lock back.
  static CaseLock for_writing(int state_folder, const std::string& root);
  // Holds nothing if there is no lock file yet.
  static CaseLock for_reading(int state_folder, const std::string& root);
  ~CaseLock() { release(); }
  CaseLock(CaseLock&& other) noexcept = default;
  CaseLock& operator=(CaseLock&& other) noexcept;

  // A sentence for the person when the last writer died; else empty.
  const std::string& notice() const { return notice_; }
  void release() noexcept;

 private:
  Descriptor file_;
  bool is_writer_ = false;
  std::string notice_;
};

}  // namespace dossier
