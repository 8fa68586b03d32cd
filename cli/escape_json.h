// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dossier {

// A JSON text that says the same and may be shown on a terminal: the characters that escape_line()
// never shows become escapes of JSON, \u202e. Line feeds stay.
std::string escape_json(std::string_view json);

}  // namespace dossier
