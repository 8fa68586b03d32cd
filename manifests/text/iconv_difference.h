// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "manifests/text/iconv_table.h"

namespace dossier {

// The character or characters that the WHATWG Encoding Standard's index gives a complete byte
// sequence; empty when none. `table` is iconv's own, which is asked where the two agree; where they
// do not was found by comparing all sequences of one, two and three bytes, and those of four in the
// blocks where GB 18030 has changed, with a browser's.
std::u32string standard_character(std::string_view encoding, std::string_view sequence,
                                  const IconvTable& table);

}  // namespace dossier
