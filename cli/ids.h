// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "manifests/records/record_id.h"

namespace dossier {

// The first words of a text as part of an id: lower-case letters and digits of ASCII, joined by
// hyphens, accents dropped. Empty when the text has none of them (Arabic, Korean).
std::string slug(std::string_view text, std::size_t most_words);

// Ids that are taken, and new ones beside them.
class IdMaker {
 public:
  explicit IdMaker(std::set<std::string> taken) : taken_(std::move(taken)) {}

  bool is_taken(const RecordId& id) const { return taken_.count(id.text()) > 0; }
  // The kind's prefix and the slug, or "<prefix>-1" for an empty one; with -2, -3 … behind it if
  // that is taken. The new id is taken from now on.
  RecordId make(RecordKind kind, const std::string& wish);
  // What the person chose: with or without the prefix. An Error (kUsage) if it is no id of the
  // kind, (kRefused) if it is taken.
  RecordId choose(RecordKind kind, const std::string& chosen);

 private:
  std::set<std::string> taken_;
  std::map<std::string, std::size_t> next_;  // by stem: all smaller numbers are taken
};

}  // namespace dossier
