// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_set>

#include "manifests/records/dossier.h"

namespace dossier {

// What of a dossier may leave it in an export.
class ExportView {
 public:
  explicit ExportView(const Dossier& dossier);

  const Dossier& dossier() const { return dossier_; }
  // The head's id; empty without a head.
  std::string id() const;

  bool shows(const Source& source) const { return !hides_name(source.id); }
  // A protected source, which no export names.
  bool hides_name(const RecordId& source) const { return protected_.contains(source.text()); }
  // Whether its words may be passed on: not where a marking of the quote, its capture or article,
  // of everything, or the default allows digests only.
  bool shows(const Quote& quote) const;

 private:
  bool is_closed(const RecordId& id, const std::vector<RecordId>& markings) const;

  const Dossier& dossier_;
  std::unordered_set<std::string> protected_;
  std::unordered_set<std::string> closing_;  // markings that allow digests only
  std::unordered_set<std::string> closed_;   // the records that these name
  bool all_closed_ = false;
};

}  // namespace dossier
