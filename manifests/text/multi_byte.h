// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"
#include "manifests/text/charset.h"

namespace dossier {

// gbk, gb18030, big5, euc-jp, iso-2022-jp, shift_jis and euc-kr: the decoders of the Encoding
// Standard, sections 10 to 13, over iconv's tables. nullopt for any other name, or when iconv lacks
// the table.
std::optional<DecodedText> decode_multi_byte(ByteView bytes, std::string_view name);

// Section 12.2.
std::optional<DecodedText> decode_iso_2022_jp(ByteView bytes);

// A character of JIS X 0208 with its vendors' rows, in Shift_JIS, of which iconv has the standard's
// index; `lead` and `trail` are within 0x21 to 0x7E, with or without the high bit.
std::string jis_0208_in_shift_jis(std::uint8_t lead, std::uint8_t trail);

}  // namespace dossier
