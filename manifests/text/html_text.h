// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "manifests/text/extracted_text.h"

namespace dossier {

inline constexpr std::size_t kMaxTreeDepth = 512;          // elements, html being the first
inline constexpr std::size_t kMaxTitleCodePoints = 1'000;  // what is longer is cut

// Reads the text of a page into `out`: text, code points, title, blocks, spans, and what was
// skipped (RECORDS of FORMAT.md, dossier-text-1). `html` is valid UTF-8 without byte order mark.
// Returns the name of the limit that the page exceeds, and then leaves `out` unusable: depth, or
// one of ParsedHtml::limit(); empty when all is well.
std::string_view read_html_text(std::string_view html, ExtractedText& out);

}  // namespace dossier
