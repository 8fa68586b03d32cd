// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/bytes.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

inline constexpr std::size_t kMaxTextSourceBytes = 32u << 20;
// Blocks and spans together: text.map.json must not grow beyond the size of a record.
inline constexpr std::size_t kMaxTextMapEntries = 65'536;

enum class TextSource { kHtml, kPlain };

// Why there is no text (finding text.missing): the limit's name (size, charset, blocks,
// depth, open-elements, formatting-elements, attributes, work, memory), and a sentence for people
// without final stop.
struct TextRefusal {
  std::string limit;
  std::string sentence;
};

// dossier-text-1 and dossier-text-1/plain (RECORDS of FORMAT.md, "Text extraction"). The result
// depends on the bytes and on the stored Content-Type (empty when there is none), and on nothing
// else. Never throws but for want of memory.
std::variant<ExtractedText, TextRefusal> extract_text(ByteView bytes, TextSource source,
                                                      std::string_view content_type);

}  // namespace dossier
