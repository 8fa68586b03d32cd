// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifests/authoring/record_form.h"
#include "manifests/authoring/typed_value.h"
#include "manifests/json/value.h"

namespace dossier {

// One change of a record as a person gives it.
//   KEY=VALUE    the field gets this value; without a value it is taken out
//   KEY+=VALUE   one more element of a list
//   KEY-=VALUE   one element less
// The key is a field's name, with - or _; a point leads into it: completeness.note, hops.1.act.
struct TypedChange {
  enum class Way { kSet, kAdd, kTakeOut };
  std::string key;
  Way way = Way::kSet;
  std::string value;
};
// nullopt when there is no key and no equals sign behind it.
std::optional<TypedChange> parse_change(std::string_view text);

// Makes one change in the JSON of a record, which keeps the record as it is when a fault is
// returned. Values are read by value_from_text(). Sources, claims and notes take the short forms of
// RecordForm too. Whether the whole is then a sound record is not looked at.
std::optional<FormFault> change_field(json::Value& record, RecordKind kind,
                                      const TypedChange& change, const FormDefaults& defaults,
                                      const NameLookup& id_of_name);

}  // namespace dossier
