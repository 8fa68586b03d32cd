// SPDX-License-Identifier: Apache-2.0
#include "cli/question.h"

#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "bundle/interrupt.h"
#include "crypto/bytes.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kLongestAnswerBytes = 4096;

class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&held, number);
    ::pthread_sigmask(SIG_BLOCK, &held, &former_);
  }
  ~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &former_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  const sigset_t* former() const { return &former_; }

 private:
  sigset_t former_{};
};

class TerminalDevice {
 public:
  TerminalDevice() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {}
  ~TerminalDevice() {
    if (is_silent_) ::tcsetattr(descriptor_, TCSAFLUSH, &former_);
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  TerminalDevice(const TerminalDevice&) = delete;
  TerminalDevice& operator=(const TerminalDevice&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  void silence() {
    if (::tcgetattr(descriptor_, &former_) != 0) throw system_error(errno, "ask", "/dev/tty");
    termios silent = former_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= static_cast<tcflag_t>(ECHONL);
    if (::tcsetattr(descriptor_, TCSAFLUSH, &silent) != 0) {
      throw system_error(errno, "ask", "/dev/tty");
    }
    is_silent_ = true;
  }

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno == EINTR) {
        throw_if_interrupted();
        continue;
      }
      if (count < 0) throw system_error(errno, "ask", "/dev/tty");
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // A signal between a look at the flag and a read() would be slept over: signals are held back but
  // for the wait itself.
  void wait_for_input() {
    const HeldSignals held;
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(descriptor_, &readable);
    throw_if_interrupted();
    const int ready =
        ::pselect(descriptor_ + 1, &readable, nullptr, nullptr, nullptr, held.former());
    if (ready < 0 && errno == EINTR) throw_if_interrupted();
  }

  std::string read_line() {
    std::string line;
    line.reserve(kLongestAnswerBytes);  // a secret that moves in memory leaves copies
    for (;;) {
      wait_for_input();
      char c = 0;
      const ssize_t count = ::read(descriptor_, &c, 1);
      if (count < 0 && errno == EINTR) {
        throw_if_interrupted();
        continue;
      }
      if (count < 0) throw system_error(errno, "read the answer", "/dev/tty");
      if (count == 0) throw Error(ErrorKind::kUnavailable, "the terminal was closed", "/dev/tty");
      if (c == '\n') return line;
      if (line.size() == kLongestAnswerBytes) {
        throw Error(ErrorKind::kUnavailable, "the answer is too long", "/dev/tty");
      }
      line += c;
    }
  }

 private:
  int descriptor_;
  bool is_silent_ = false;
  termios former_{};
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void require_terminal(const TerminalDevice& device) {
  if (device.is_open()) return;
  throw Error(ErrorKind::kUnavailable, "there is no terminal to ask on", "/dev/tty");
}

}  // namespace

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1 && TerminalDevice().is_open();
}

std::string ask(std::string_view question, std::string_view fallback) {
  TerminalDevice device;
  require_terminal(device);
  std::string prompt(question);
  if (!fallback.empty()) prompt += " [" + std::string(fallback) + "]";
  for (;;) {
    device.write(prompt + ": ");
    const std::string answer = trimmed(device.read_line());
    if (!answer.empty()) return answer;
    if (!fallback.empty()) return std::string(fallback);
  }
}

bool ask_yes_or_no(std::string_view question, bool fallback) {
  TerminalDevice device;
  require_terminal(device);
  for (;;) {
    device.write(std::string(question) + (fallback ? " [Y/n]: " : " [y/N]: "));
    const std::string answer = trimmed(device.read_line());
    if (answer.empty()) return fallback;
    if (answer == "y" || answer == "Y" || answer == "yes") return true;
    if (answer == "n" || answer == "N" || answer == "no") return false;
  }
}

Secret ask_passphrase(std::string_view question) {
  TerminalDevice device;
  require_terminal(device);
  device.silence();
  device.write(std::string(question) + ": ");
  std::string answer = device.read_line();
  Secret secret(as_bytes(answer));
  wipe({reinterpret_cast<std::uint8_t*>(answer.data()), answer.size()});
  return secret;
}

}  // namespace dossier
