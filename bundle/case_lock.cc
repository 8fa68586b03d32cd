// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_lock.h"

#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <signal.h>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "bundle/folder_listing.h"
#include "crypto/error.h"
#include "crypto/time.h"

namespace dossier {
namespace {

constexpr std::size_t kMaxLockBytes = 1024;

// Who writes, as the lines of the lock file tell it: a word and its value.
struct Holder {
  std::string host;
  std::string boot;  // differs after each start of the machine; empty where the system tells none
  long process = 0;
  std::string started;  // the process's start, in the system's own count; empty likewise
  std::string since;

  std::string text() const {
    return "host " + host + "\nboot " + boot + "\nprocess " + std::to_string(process) +
           "\nstarted " + started + "\nsince " + since + "\n";
  }
  std::string shown() const {
    return "process " + std::to_string(process) + " on " + host + " since " + since;
  }
};

std::string read_small(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, kMaxLockBytes> buffer{};
  if (!file) return {};
  const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
  std::string text(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses.
std::string start_of_process(long process) {
  const std::string text = read_small("/proc/" + std::to_string(process) + "/stat");
  const std::size_t after_name = text.rfind(')');
  if (after_name == std::string::npos) return {};
  std::istringstream fields(text.substr(after_name + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) {
    if (!(fields >> field)) return {};
  }
  return field;
}

Holder this_process() {
  Holder holder;
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) == 0) holder.host = host.data();
  if (holder.host.empty() || holder.host.find('\n') != std::string::npos) holder.host = "unknown";
  holder.boot = read_small("/proc/sys/kernel/random/boot_id");
  holder.process = ::getpid();
  holder.started = start_of_process(holder.process);
  const auto now = Timestamp::from_unix(std::time(nullptr));
  holder.since = now ? now->to_string() : "unknown";
  return holder;
}

// What the file tells of its last writer; a process of 0 when it tells nothing.
Holder read_holder(int file) {
  std::array<char, kMaxLockBytes> buffer{};
  const ssize_t count = ::pread(file, buffer.data(), buffer.size(), 0);
  Holder holder;
  std::istringstream lines(
      std::string(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) continue;
    const std::string word = line.substr(0, space);
    const std::string value = line.substr(space + 1);
    if (word == "host") holder.host = value;
    if (word == "boot") holder.boot = value;
    if (word == "started") holder.started = value;
    if (word == "since") holder.since = value;
    if (word == "process" && !value.empty() && value.size() <= 9 &&
        value.find_first_not_of("0123456789") == std::string::npos) {
      holder.process = std::stol(value);
    }
  }
  return holder;
}

// Whether the former holder, whose lock the system has freed, can be told to be gone.
enum class Fate { kGone, kAlive, kUnknown };

Fate fate_of(const Holder& former, const Holder& self) {
  const bool same_boot = !self.boot.empty() && former.boot == self.boot;
  if (!same_boot) return former.host == self.host ? Fate::kGone : Fate::kUnknown;
  // One kernel, but perhaps a file system that keeps the locks of two mounts apart.
  const bool runs = !former.started.empty() && former.process != self.process &&
                    start_of_process(former.process) == former.started;
  return runs && former.host == self.host ? Fate::kAlive : Fate::kGone;
}

Error busy(const Holder& holder, const std::string& root) {
  const std::string who =
      holder.process == 0 ? "is reading it" : "is at work here: " + holder.shown();
  return Error(ErrorKind::kUnavailable, "another dossier command " + who, root,
               "Wait until it has finished, then try again.");
}

void lock(int file, int operation, const std::string& root) {
  while (::flock(file, operation | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) throw busy(read_holder(file), root);
    throw system_error(errno, "lock", root + "/.dossier/lock");
  }
}

}  // namespace

CaseLock& CaseLock::operator=(CaseLock&& other) noexcept {
  if (this != &other) {
    release();
    file_ = std::move(other.file_);
    is_writer_ = other.is_writer_;
    notice_ = std::move(other.notice_);
  }
  return *this;
}

CaseLock CaseLock::for_writing(int state_folder, const std::string& root) {
  const std::string path = root + "/.dossier/lock";
  CaseLock held;
  held.file_ = Descriptor(
      ::openat(state_folder, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666));
  if (!held.file_) throw system_error(errno, "lock", path);
  struct stat info {};
  if (::fstat(held.file_.get(), &info) != 0) throw system_error(errno, "lock", path);
  if (!S_ISREG(info.st_mode)) throw Error(ErrorKind::kUnavailable, "is not a regular file", path);
  lock(held.file_.get(), LOCK_EX, root);

  const Holder former = read_holder(held.file_.get());
  const Holder self = this_process();
  if (former.process != 0) {
    const Fate fate = fate_of(former, self);
    if (fate == Fate::kAlive) throw busy(former, root);
    if (fate == Fate::kUnknown) {
      throw Error(ErrorKind::kUnavailable,
                  "was locked on another machine and not given back: " + former.shown(), root,
                  "If no dossier command runs there any more, remove " + path + ".");
    }
    held.notice_ = "the last command in this case folder ended before it had finished (" +
                   former.shown() + "); its lock was taken over";
  }
  const std::string text = self.text();
  if (::ftruncate(held.file_.get(), 0) != 0) throw system_error(errno, "write", path);
  held.is_writer_ = true;
  write_at(held.file_.get(), as_bytes(text), 0, path);
  return held;
}

CaseLock CaseLock::for_reading(int state_folder, const std::string& root) {
  CaseLock held;
  held.file_ = open_beneath(state_folder, "lock", O_RDONLY | O_NONBLOCK);
  if (held.file_) lock(held.file_.get(), LOCK_SH, root);
  return held;
}

void CaseLock::release() noexcept {
  // The file stays: removing it would let two writers lock two files of one name. An emptied one
  // tells that the lock was given back.
  if (file_ && is_writer_ && ::ftruncate(file_.get(), 0) != 0) {
    // The next writer finds a dead holder and says so.
  }
  file_.reset();
  is_writer_ = false;
}

}  // namespace dossier
