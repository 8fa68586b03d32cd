// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dossier {

// Text in columns of a terminal. Text is UTF-8; what is not valid takes one column a byte.

// How many columns the text takes: wide characters two, combining ones none.
std::size_t columns_of(std::string_view text);
// Followed by spaces up to that many columns; never cut.
std::string pad(std::string_view text, std::size_t columns);
// Cut to that many columns, the last of them then an ellipsis; never inside a character with its
// combining marks.
std::string shorten(std::string_view text, std::size_t columns);
// Broken at spaces and beside wide characters into lines of at most `width` columns, all but the
// first indented; a word that is longer stands alone. Line feeds of the text are kept. Ends with a
// line feed.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

// "61.3 kB", "2.00 GB": powers of a thousand, three digits; below a thousand "612 bytes".
std::string size_text(std::uint64_t bytes);
// "0:07", "12:40", "3:02:11".
std::string duration_text(std::uint64_t seconds);
// "1 file", "47 files".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace dossier
