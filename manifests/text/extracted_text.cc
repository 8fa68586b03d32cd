// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/extracted_text.h"

#include <array>
#include <cstddef>

namespace dossier {
namespace {

constexpr std::array<std::string_view, 12> kRegionNames = {
    "nav",        "header",  "footer",   "aside", "boilerplate", "related",
    "blockquote", "caption", "headline", "table", "list",        "body"};

}  // namespace

std::string_view region_name(Region region) {
  return kRegionNames[static_cast<std::size_t>(region)];
}

bool parse_region(std::string_view name, Region& region) {
  for (std::size_t i = 0; i < kRegionNames.size(); ++i) {
    if (kRegionNames[i] == name) {
      region = static_cast<Region>(i);
      return true;
    }
  }
  return false;
}

}  // namespace dossier
