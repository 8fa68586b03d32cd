// SPDX-License-Identifier: Apache-2.0
#include "plan.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

// Nothing here may allocate, or call what calls.cc stands in for.
namespace faults {
namespace {

constexpr std::size_t kMaxPathBytes = 4096;
using PathBuffer = std::array<char, 2 * kMaxPathBytes>;

struct Plan {
  std::string_view folder, calls, lacks;
  const char* log = nullptr;
  long first = 0, last = 0;
  int error = 0, signal = 0;
  bool shortens = false;
  std::atomic<long> seen{0};
  std::atomic<bool> runs{false};
};
Plan plan;

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void read_plan() {
  plan.folder = setting("FAULT_FOLDER");
  plan.calls = setting("FAULT_CALLS");
  plan.lacks = setting("FAULT_LACKS");
  plan.log = setting("FAULT_LOG");
  const std::string_view at = setting("FAULT_AT");
  plan.first = std::atol(at.data());
  plan.last = at.ends_with('-') ? std::numeric_limits<long>::max() : plan.first;
  const std::string_view does = setting("FAULT_DOES");
  if (does.starts_with("signal:")) {
    plan.signal = std::atoi(does.substr(does.find(':') + 1).data());
  } else {
    plan.shortens = does == "short";
    plan.error = std::atoi(does.data());
  }
}

bool names(std::string_view list, std::string_view call) {
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(','));
    if (word == call) return true;
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return false;
}

// Appends what a link of /proc tells; an unnamed file is called FOLDER/#NUMBER (deleted).
std::size_t append_link(PathBuffer& to, std::size_t at, const char* link) {
  const long count = ::readlink(link, to.data() + at, kMaxPathBytes);
  return at + (count > 0 ? static_cast<std::size_t>(count) : 0);
}

std::string_view absolute(PathBuffer& to, int fd, const char* path) {
  std::size_t size = 0;
  if (path == nullptr || path[0] != '/') {
    if (fd == AT_FDCWD) {
      size = append_link(to, size, "/proc/self/cwd");
    } else {
      std::array<char, 40> link{};
      std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", fd);
      size = append_link(to, size, link.data());
    }
    to[size++] = '/';
  }
  const std::string_view rest = path == nullptr ? "" : path;
  const std::size_t count = std::min(rest.size(), kMaxPathBytes - 1);
  std::memcpy(to.data() + size, rest.data(), count);
  return {to.data(), size + count};
}

bool is_below(std::string_view path) {
  return path.starts_with(plan.folder) &&
         (plan.folder.empty() || path.size() == plan.folder.size() ||
          path[plan.folder.size()] == '/');
}

void note(const char* format, long number, std::string_view call, std::string_view path) {
  if (*plan.log == '\0') return;
  using Syscall = long (*)(long, ...);
  static const auto system = reinterpret_cast<Syscall>(::dlsym(RTLD_NEXT, "syscall"));
  std::array<char, 3 * kMaxPathBytes> line{};
  const int size =
      std::snprintf(line.data(), line.size(), format, number, static_cast<int>(call.size()),
                    call.data(), static_cast<int>(path.size()), path.data());
  const long file =
      system(SYS_openat, AT_FDCWD, plan.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  system(SYS_write, file, line.data(), size);
  system(SYS_close, file);
}

int error_of_missing(std::string_view call) {
  if (call == "tmpfile") return EOPNOTSUPP;
  return call == "renameat2" ? EINVAL : ENOSYS;
}

Fate judge(std::string_view call, std::string_view path) {
  const long number = plan.seen.fetch_add(1) + 1;
  if (number < plan.first || number > plan.last || plan.first == 0) return Fate::kWell;
  note("%ld %.*s %.*s\n", number, call, path);
  if (plan.signal != 0) {
    const int former = errno;
    std::raise(plan.signal);
    errno = former;
    return Fate::kWell;
  }
  if (plan.shortens) return Fate::kShort;
  errno = plan.error;
  return Fate::kFail;
}

}  // namespace

Fate fate_of(const char* call, int fd, const char* path, int other_fd, const char* other) noexcept {
  if (!plan.runs.load(std::memory_order_relaxed)) return Fate::kWell;
  const bool lacks = names(plan.lacks, call);
  if (!lacks && !names(plan.calls, call)) return Fate::kWell;
  const int former = errno;
  PathBuffer buffer;
  std::string_view whole = absolute(buffer, fd, path);
  if (other != nullptr && !is_below(whole)) whole = absolute(buffer, other_fd, other);
  errno = former;
  if (!is_below(whole)) return Fate::kWell;
  if (!lacks) return judge(call, whole);
  errno = error_of_missing(call);
  return Fate::kFail;
}

Fate fate_of(const char* call, int fd, const char* path) noexcept {
  return fate_of(call, fd, path, fd, nullptr);
}

Fate fate_of(const char* call) noexcept {
  if (!plan.runs.load(std::memory_order_relaxed) || !names(plan.calls, call)) return Fate::kWell;
  return judge(call, "");
}

namespace {

using Main = int (*)(int, char**, char**);
Main real_main = nullptr;

int watched_main(int argc, char** argv, char** environment) {
  read_plan();
  plan.runs = true;
  const int status = real_main(argc, argv, environment);
  plan.runs = false;
  note("calls %ld%.*s%.*s\n", plan.seen, "", "");
  return status;
}

}  // namespace
}  // namespace faults

extern "C" int fault_start_main(faults::Main main, int argc, char** argv, void (*init)(),
                                void (*fini)(), void (*rtld_fini)(),
                                void* stack_end) asm("__libc_start_main");
int fault_start_main(faults::Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                     void (*rtld_fini)(), void* stack_end) {
  faults::real_main = main;
  const auto real =
      reinterpret_cast<decltype(&fault_start_main)>(::dlsym(RTLD_NEXT, "__libc_start_main"));
  return real(faults::watched_main, argc, argv, init, fini, rtld_fini, stack_end);
}
