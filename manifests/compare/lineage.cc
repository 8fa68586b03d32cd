// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/lineage.h"

#include <array>

namespace dossier {

std::string_view lineage_name(Lineage lineage) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "same", "next", "former", "later", "earlier", "other-branch", "other-dossier"};
  return kNames[static_cast<std::size_t>(lineage)];
}

Lineage lineage_of(const Version& first, const Version& second) {
  if (first.tag_manifest == second.tag_manifest) return Lineage::kSame;
  if (first.id != second.id) return Lineage::kOtherDossier;
  if (second.previous == first.tag_manifest) return Lineage::kNext;
  if (first.previous == second.tag_manifest) return Lineage::kFormer;
  // Between neighbours the digest would agree.
  if (second.revision > first.revision + 1) return Lineage::kLater;
  if (first.revision > second.revision + 1) return Lineage::kEarlier;
  return Lineage::kOtherBranch;
}

}  // namespace dossier
