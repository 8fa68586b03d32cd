// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "manifests/authoring/record_form.h"
#include "manifests/json/value.h"

namespace dossier {

// The id of the source or agent of that name; called where a field wants an id and got none.
using NameLookup = std::function<RecordId(RecordKind kind, const std::string& name)>;

// A value as a person types it, read as its part of a record's JSON Schema asks: lists are split at
// commas, "missing: REASON" stands where the format lets it, {…} and […] are JSON, hops and dates
// are written as in a memo. The key is for faults.
std::variant<json::Value, FormFault> value_from_text(const std::string& text,
                                                     const json::Value& schema,
                                                     const std::string& key,
                                                     const NameLookup& id_of_name);

// A field marked † has two forms in its schema, the second one the reason; a reference that may
// also be a word has two as well. This is the first.
const json::Value& main_form(const json::Value& schema);
bool may_be_missing(const json::Value& schema);
bool is_type(const json::Value& form, std::string_view type);
// At most fifteen digits, with or without a minus.
std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace dossier
