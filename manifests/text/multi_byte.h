// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "crypto/bytes.h"
#include "manifests/text/charset.h"

namespace dossier {

// gbk, gb18030, big5, euc-jp, iso-2022-jp, shift_jis and euc-kr: the decoders of the Encoding
// Standard, sections 10 to 13, over iconv's tables. nullopt for any other name, or when iconv lacks
// the table.
std::optional<DecodedText> decode_multi_byte(ByteView bytes, std::string_view name);

}  // namespace dossier
