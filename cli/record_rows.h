// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "manifests/records/record.h"

namespace dossier {

// A record in one line: its status, kind or date, and what it says.
struct RecordRow {
  std::string label;
  std::string text;
};
// Of a record that is not sound: "not sound", and the first error.
RecordRow record_row(const RecordFile& file);

// "  clm-contact   unverified   Corve and Reth …", cut to the columns of the terminal, 80 at least;
// a long id stands on a line of its own above.
// Everything from the records is escaped.
std::string row_text(const std::string& id, std::string_view label, std::string_view text,
                     const Terminal& terminal);
// "Quotes": the kind's folder as a heading.
std::string kind_heading(RecordKind kind);

}  // namespace dossier
