// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What a WACZ (Web Archive Collection Zipped, 1.0 to 1.2) tells of itself. Its JSON is that of
// other programs, and freer than that of records: fractions, null and unknown keys are passed over.
namespace dossier {

inline constexpr std::size_t kMaxWaczListBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxWaczResources = 100'000;
inline constexpr std::size_t kMaxWaczPages = 100'000;

struct WaczResource {
  std::string path;
  std::string hash;  // "sha256:<hex>"; empty when none is told
  std::optional<std::uint64_t> bytes;
};

// datapackage.json
struct WaczPackage {
  std::string version;
  std::string software;
  std::vector<WaczResource> resources;
};
// A sentence without final stop when it is no package that lists files.
std::variant<WaczPackage, std::string> read_wacz_package(std::string_view text);

// The digest of datapackage.json that datapackage-digest.json tells; empty when it tells none.
// `is_signed` when a signature stands beside it.
std::string read_wacz_digest(std::string_view text, bool& is_signed);

// A line of pages/*.jsonl.
struct WaczPage {
  std::size_t line = 0;
  std::string url;
  std::string ts;
  std::string title;
  std::string fault;  // a sentence without final stop; the rest then counts for nothing
};
// The pages and the lines that are none, but not the header. Too many lines: the last has a fault.
std::vector<WaczPage> read_wacz_pages(std::string_view text);

}  // namespace dossier
