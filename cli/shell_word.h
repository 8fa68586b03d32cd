// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dossier {

// The text as one word of a POSIX shell: as it is when it has only letters, digits and the
// characters that mean nothing there, else in single quotes. For commands that are shown to be
// copied; what is to be shown must still be escaped (escape.h) where it is not the person's own.
std::string shell_word(std::string_view text);

}  // namespace dossier
