// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dossier {

// What is known of the person's terminal.
struct Terminal {
  bool output_is_terminal = false;  // standard output
  bool errors_are_terminal = false;
  bool colour = false;  // for standard output: a terminal, NO_COLOR unset or empty, TERM not dumb
  std::size_t columns = 80;  // of standard output, else of standard error, else 80

  static Terminal of_this_process();
};

// Colour says nothing that the words do not say (COMMANDS of FORMAT.md); it is only for quick eyes.
enum class Colour { kGood, kBad, kDoubtful, kQuiet, kStrong };
// The text itself when colour is off.
std::string coloured(std::string_view text, Colour colour, const Terminal& terminal);

// Writes lines for the person to standard error; a failure to do so is nobody's concern.
void tell(std::string_view text);

}  // namespace dossier
