// SPDX-License-Identifier: Apache-2.0
#include "bundle/pdf_text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "bundle/descriptor.h"
#include "bundle/interrupt.h"
#include "crypto/error.h"

namespace dossier {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kProgram = "pdftotext";
constexpr std::chrono::seconds kMostTime{60};
constexpr std::size_t kMostTextBytes = std::size_t{32} << 20;
constexpr std::size_t kMostVersionBytes = 4096;
constexpr rlim_t kMostMemoryBytes = rlim_t{2} << 30;

// The first of that name in PATH; folders that are not absolute count for nothing. Empty if none.
std::string find_program() {
  const char* set = std::getenv("PATH");
  std::string_view path = set == nullptr ? "" : set;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string candidate = std::string(path.substr(0, end)) + "/" + kProgram;
    if (candidate.front() == '/' && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return {};
}

struct Ended {
  enum class How { kWell, kFailed, kTooLong, kTooMuch } how = How::kFailed;
  Bytes output;
};

// Only what may be called between fork and exec; nothing here returns.
[[noreturn]] void become(const char* program, char* const* words, int input, int output,
                         int wanted_output) {
  const int nothing = ::open("/dev/null", O_RDWR);
  const int other = wanted_output == STDOUT_FILENO ? STDERR_FILENO : STDOUT_FILENO;
  const bool is_wired = nothing >= 0 && ::dup2(input >= 0 ? input : nothing, STDIN_FILENO) >= 0 &&
                        ::dup2(output, wanted_output) >= 0 && ::dup2(nothing, other) >= 0;
  const auto seconds = static_cast<rlim_t>(kMostTime.count());
  const rlimit time{seconds, seconds};
  const rlimit memory{kMostMemoryBytes, kMostMemoryBytes};
  const rlimit none{0, 0};
  const bool is_bounded =
      ::setrlimit(RLIMIT_CPU, &time) == 0 && ::setrlimit(RLIMIT_AS, &memory) == 0 &&
      ::setrlimit(RLIMIT_FSIZE, &none) == 0 && ::setrlimit(RLIMIT_CORE, &none) == 0;
  static constexpr const char* kEnvironment[] = {"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", nullptr};
  if (is_wired && is_bounded) {
    ::execve(program, words, const_cast<char* const*>(kEnvironment));
  }
  ::_exit(127);
}

// Reads until the end, the limit or the deadline. False at the latter two.
bool drain(int pipe, std::size_t limit, Clock::time_point deadline, Ended& ended) {
  std::array<std::uint8_t, 65'536> piece;
  for (;;) {
    throw_if_interrupted();
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    ended.how = Ended::How::kTooLong;
    if (left <= 0) return false;
    pollfd waited{pipe, POLLIN, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(left));
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    if (ready < 0) throw system_error(errno, "wait for", kProgram);
    const ssize_t count = ::read(pipe, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(errno, "read from", kProgram);
    if (count == 0) return true;
    ended.output.insert(ended.output.end(), piece.begin(), piece.begin() + count);
    ended.how = Ended::How::kTooMuch;
    if (ended.output.size() > limit) return false;
  }
}

// A child that is killed and waited for unless it ended by itself.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // How it ended; nullopt when it has not by the deadline.
  std::optional<int> wait_until(Clock::time_point deadline) {
    constexpr timespec kMoment{0, 5'000'000};
    int state = 0;
    while (::waitpid(pid_, &state, WNOHANG) == 0) {
      throw_if_interrupted();
      if (Clock::now() >= deadline) return std::nullopt;
      ::nanosleep(&kMoment, nullptr);
    }
    pid_ = 0;
    return state;
  }

 private:
  pid_t pid_;
};

// Runs the program with what it is to write to `wanted_output` kept; its input is the file, if any.
Ended run(const std::string& program, std::vector<std::string> words, int input, int wanted_output,
          std::size_t limit) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw system_error(errno, "start", program);
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  std::vector<char*> pointers;
  words.insert(words.begin(), kProgram);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) throw system_error(errno, "start", program);
  if (pid == 0) become(program.c_str(), pointers.data(), input, writing.get(), wanted_output);
  Child child(pid);
  writing.reset();
  Ended ended;
  const Clock::time_point deadline = Clock::now() + kMostTime;
  if (!drain(reading.get(), limit, deadline, ended)) return ended;
  ended.how = Ended::How::kTooLong;
  if (const auto state = child.wait_until(deadline)) {
    const bool is_well = WIFEXITED(*state) && WEXITSTATUS(*state) == 0;
    ended.how = is_well ? Ended::How::kWell : Ended::How::kFailed;
  }
  return ended;
}

// "pdftotext version 22.12.0" on its standard error.
std::string version_of(const std::string& program) {
  const Ended ended = run(program, {"-v"}, -1, STDERR_FILENO, kMostVersionBytes);
  const std::string_view said = as_text(ended.output);
  constexpr std::string_view kMark = "version ";
  const std::size_t at = said.find(kMark);
  if (at == std::string_view::npos) return kProgram;
  const std::string_view number = said.substr(at + kMark.size());
  return std::string(kProgram) + " " +
         std::string(number.substr(0, number.find_first_not_of("0123456789.")));
}

}  // namespace

std::variant<PdfText, std::string> read_pdf_text(int pdf) {
  const std::string program = find_program();
  if (program.empty()) {
    return "pdftotext is not installed, which reads the text of a PDF (package poppler-utils)";
  }
  if (::lseek(pdf, 0, SEEK_SET) != 0) throw system_error(errno, "read", kProgram);
  Ended ended = run(program, {"-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-q", "-", "-"}, pdf,
                    STDOUT_FILENO, kMostTextBytes);
  switch (ended.how) {
    case Ended::How::kWell:
      return PdfText{std::move(ended.output), version_of(program)};
    case Ended::How::kTooLong:
      return "pdftotext did not finish within a minute";
    case Ended::How::kTooMuch:
      return "pdftotext wrote more than 32 MiB";
    case Ended::How::kFailed:
      break;
  }
  return "pdftotext could not read it; it may be damaged, or locked by a password";
}

}  // namespace dossier
