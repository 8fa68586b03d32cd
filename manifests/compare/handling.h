// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// The schemes that restrict what may be done, in the order of Handling::strictest.
inline constexpr std::array<std::string_view, 4> kRestrictingSchemes = {"tlp-2.0", "rights",
                                                                        "legal-hold", "embargo"};
inline constexpr std::size_t kRestrictions = kRestrictingSchemes.size();

// Which markings hold for something.
struct Handling {
  // By scheme the strictest of those in force; null where there is none.
  std::array<const Marking*, kRestrictions> strictest{};
  std::vector<std::string> custom;  // values of scheme custom, sorted, each once
};

// How much a marking restricts, among those of its scheme; 0: nothing, as if it were not there
// (TLP:CLEAR, rights to pass on all of it).
int strictness(const Marking& marking);

// Which markings are in force for each record (FORMAT.md, "Record kinds"). Of each scheme the
// nearest decide: those that name the record or that it names; for captures and quotes else those
// of the article or capture; else those for everything; else the default of the head. The dossier
// must outlive it.
class MarkingsInForce {
 public:
  explicit MarkingsInForce(const Dossier& dossier);

  Handling of(const Record& record) const;
  // Where no record has a marking of its own.
  Handling of_everything() const;

 private:
  using Markings = std::vector<const Marking*>;

  Markings own(const Record& record) const;
  Handling choose(const std::vector<Markings>& nearest_first) const;

  const Dossier& dossier_;
  std::unordered_map<RecordId, Markings> direct_;
  Markings everywhere_;
  Markings default_;
};

}  // namespace dossier
