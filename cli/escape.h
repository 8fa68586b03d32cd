// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dossier {

// Text of a bundle, a record or a file name may try to move the cursor, to hide itself or to turn
// the reading order. Before it is shown to a person, control characters (C0, DEL, C1), line and
// paragraph separators, bidi controls, invisible characters without a use in writing, tag and
// private-use characters become \u{202e}, bytes that are not UTF-8 become \x{ff}. Joiners
// (U+200C, U+200D) stay: Persian, Hindi and emoji need them.

// Whether a character is one of these, line feed and tab included.
bool is_never_shown(char32_t code_point);

// For one line: line feeds and tabs become \n and \t.
std::string escape_line(std::string_view untrusted);
// For several lines: line feeds stay, tabs become spaces.
std::string escape_block(std::string_view untrusted);

}  // namespace dossier
