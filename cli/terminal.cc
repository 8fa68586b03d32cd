// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <cerrno>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace dossier {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::size_t width_of(int descriptor) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 0;
}

std::string_view sequence_of(Colour colour) {
  switch (colour) {
    case Colour::kGood:
      return "\x1b[32m";
    case Colour::kBad:
      return "\x1b[31m";
    case Colour::kDoubtful:
      return "\x1b[33m";
    case Colour::kQuiet:
      return "\x1b[2m";
    case Colour::kStrong:
      break;
  }
  return "\x1b[1m";
}

}  // namespace

Terminal Terminal::of_this_process() {
  Terminal terminal;
  terminal.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  terminal.errors_are_terminal = ::isatty(STDERR_FILENO) == 1;
  terminal.colour = terminal.output_is_terminal && environment("NO_COLOR").empty() &&
                    environment("TERM") != "dumb";
  for (const int descriptor : {STDERR_FILENO, STDOUT_FILENO}) {
    const std::size_t columns = width_of(descriptor);
    if (columns > 0) terminal.columns = columns;
  }
  return terminal;
}

std::string coloured(std::string_view text, Colour colour, const Terminal& terminal) {
  if (!terminal.colour) return std::string(text);
  return std::string(sequence_of(colour)) + std::string(text) + "\x1b[0m";
}

void tell(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(STDERR_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace dossier
