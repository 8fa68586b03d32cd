// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "manifests/json/value.h"

namespace dossier {

// One field that differs.
//   pointer  JSON pointer (RFC 6901) into the new value, or into the old one for what is gone
//   before   absent for what is new; after: absent for what is gone
struct FieldChange {
  std::string pointer;
  std::optional<json::Value> before;
  std::optional<json::Value> after;

  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

// Fields that differ, in the order of the new value, what is gone before what comes after it. The
// order of an object's members does not count.
//
// Elements of arrays are told apart by what they are about (`ref`, `path`, `claim` …) or by their
// whole content, not by their place; what is left on both sides is compared pair by pair when it is
// equally many. Where the elements that stayed are in another order, the array is one change.
// Linear time.
std::vector<FieldChange> compare_values(const json::Value& before, const json::Value& after);

// The pointer as people read it, places from 1: "/hops/0/evidence" is "hops 1, evidence". Empty for
// the whole.
std::string pointer_words(std::string_view pointer);

}  // namespace dossier
