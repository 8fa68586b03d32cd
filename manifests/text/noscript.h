// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace dossier {

// Overwrites the content of every noscript element with spaces, byte for byte, as far as the end
// tag or the end of the text: a browser with scripting on takes it for raw text, and a parser with
// scripting off would make elements of it. Comments, attribute values and the content of raw-text
// elements are stepped over. Linear; the text stays valid UTF-8 of the same length.
void blank_noscript(std::string& html);

}  // namespace dossier
