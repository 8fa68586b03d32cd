// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "manifests/text/extracted_text.h"

namespace dossier {

// Reads plain text into `out`: text, code points and blocks (RECORDS of FORMAT.md,
// dossier-text-1/plain). `text` is valid UTF-8 without byte order mark, with any line ends.
void read_plain_text(std::string_view text, ExtractedText& out);

}  // namespace dossier
