// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "manifests/authoring/record_form.h"
#include "manifests/json/value.h"

namespace dossier {

// One change of a record as a person gives it.
//   KEY=VALUE    the field gets this value; without a value it is taken out
//   KEY+=VALUE   one more element of a list
//   KEY-=VALUE   one element less
// The key is a field's name, with - or _; a point leads into it: completeness.note, hops.1.act.
struct FieldChange {
  enum class Way { kSet, kAdd, kTakeOut };
  std::string key;
  Way way = Way::kSet;
  std::string value;
};
// nullopt when there is no key and no equals sign behind it.
std::optional<FieldChange> parse_change(std::string_view text);

// The id of the source or agent of that name; called where a field wants an id and got none.
using NameLookup = std::function<RecordId(RecordKind kind, const std::string& name)>;

// Makes one change in the JSON of a record, which keeps the record as it is when a fault is
// returned. Values are read as the field's type asks: lists are split at commas, "missing: REASON"
// stands where the format lets it, {…} and […] are JSON. Sources, claims and notes take the short
// forms of RecordForm too, and hops and dates are written as in a memo. Whether the whole is then a
// sound record is not looked at.
std::optional<FormFault> change_field(json::Value& record, RecordKind kind,
                                      const FieldChange& change, const FormDefaults& defaults,
                                      const NameLookup& id_of_name);

}  // namespace dossier
