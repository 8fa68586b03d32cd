// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "manifests/json/value.h"

namespace dossier {

// A JSON text that says the same and may be shown on a terminal: the characters that escape_line()
// never shows become escapes of JSON, \u202e. Line feeds stay.
std::string escape_json(std::string_view json);

// What every --json prints: the value so written.
std::string printed_json(const json::Value& value);

}  // namespace dossier
