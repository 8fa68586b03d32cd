// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/sha256.h"
#include "manifests/json/value.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

// What text.map.json holds (RECORDS of FORMAT.md, "Results").
struct TextMap {
  ExtractedText about;      // all but the text itself, which is empty here
  std::string source_path;  // from the case folder's root
  Sha256 source_sha256;
  Sha256 text_sha256;

  friend bool operator==(const TextMap&, const TextMap&) = default;
};

// What keeps a map from being read, or does not hold of the text (finding text.invalid).
//   pointer   JSON pointer into the map; empty for the whole, and where the text is at fault
//   sentence  what is the case, without a final stop
struct TextFault {
  std::string pointer;
  std::string sentence;
};

TextMap make_text_map(const ExtractedText& text, std::string source_path,
                      const Sha256& source_sha256);

// The value to be written with json::write(). A title that is empty, and blocks and spans of which
// there are none, are left out.
json::Value text_map_value(const TextMap& map);

// Strict: the members of the table and no others, in any order.
std::variant<TextMap, TextFault> read_text_map(std::string_view json);

// That `text` is UTF-8 with LF and one LF at its end, that its digest and its number of code points
// are those of the map, that the blocks stand in order and cover all but line feeds, and that each
// span lies in one block. nullopt when all of this holds.
std::optional<TextFault> find_text_fault(std::string_view text, const TextMap& map);

}  // namespace dossier
