// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "manifests/json/value.h"

namespace dossier::json {

// The form in which records are stored (RECORDS of FORMAT.md, "How records are written"): indent
// of two spaces, one member or element a line, ": ", members in the order given, raw UTF-8, LF,
// one final LF. A function of the value alone. Bytes that are no UTF-8 become U+FFFD.
std::string write(const Value& value);

// The same value in one line, without any space and without a final LF (seal.json).
std::string write_compact(const Value& value);

// One string with its quotation marks; only `"`, `\` and U+0000 to 001F are escaped.
std::string write_string(std::string_view text);

}  // namespace dossier::json
