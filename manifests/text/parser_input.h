// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dossier {

// The page as libgumbo is to be given it, byte for byte as long as the page, with that changed
// which it would take otherwise than a browser:
//   the content of noscript    spaces, as far as the end tag or the end of the page: a browser with
//                              scripting on takes it for raw text
//   dialog and search tags     named hgroup, which the parser knows and treats as these; the true
//                              name stands in the page at the same place
//   isindex tags               given a name without meaning; it has none any longer
//   references above U+10FFFF  the number 0x110000: longer ones overflow
// Comments, attribute values and the content of raw-text elements are stepped over. Linear; valid
// UTF-8 stays so.
std::string parser_input(std::string_view html);

}  // namespace dossier
