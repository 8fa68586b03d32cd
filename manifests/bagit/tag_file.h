// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "manifests/finding.h"

namespace dossier {

// The tag files of a dossier in their one form (FORMAT.md §4). Bags that others made have more
// forms and their own reader.

// bagit.txt, whole (RFC 8493, section 2.1.1).
inline constexpr std::string_view kBagDeclaration =
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
// bag.declaration, unless the file holds exactly these bytes.
std::optional<Finding> check_bag_declaration(ByteView file);

// Revisions and other counters stay exact in JSON.
inline constexpr std::uint64_t kMaxRevision = (std::uint64_t{1} << 53) - 1;

// bag-info.txt: what the head record and the seal event say, for those who look at the bag alone.
struct BagInfo {
  std::string external_identifier;  // urn:uuid: and lower-case digits
  std::string bagging_date;         // UTC day, YYYY-MM-DD
  std::uint64_t revision = 1;       // 1 to kMaxRevision
  Profile profile = Profile::kNewsroom;
  std::optional<Sha256> previous;  // exactly for revision > 1: tag manifest of the former revision

  friend bool operator==(const BagInfo&, const BagInfo&) = default;
};

// Its lines in their order; the values must be as told above.
std::string write_bag_info(const BagInfo& info);
// bag.info with the first line that is wrong as its pointer, or bag.format-unknown when the file
// names a Dossier-Format that this program does not know, whatever else stands in it.
std::variant<BagInfo, Finding> parse_bag_info(ByteView file);

// Whether the text is urn:uuid: and 32 lower-case hexadecimal digits in groups of 8-4-4-4-12.
bool is_dossier_id(std::string_view text);

}  // namespace dossier
