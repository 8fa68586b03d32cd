// SPDX-License-Identifier: Apache-2.0
// Tables of any bytes: every row begins on a line of its own, what is read is read again from what
// the writer makes of it, and a table that is taken has rows within the limits.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/bytes.h"
#include "manifests/authoring/csv.h"
#include "manifests/authoring/import_table.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

// Spreadsheets' formulas get an apostrophe, and are not read back as they were.
bool is_kept(const std::string& cell) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  return cell.empty() || kFormula.find(cell.front()) == std::string_view::npos;
}

void rows(std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  CsvReader reader(text);
  std::size_t last = 0;
  while (const auto row = reader.next()) {
    expect(row->line > last && row->line <= lines);
    last = row->line;
    if (!row->fault.empty()) continue;
    if (!std::all_of(row->fields.begin(), row->fields.end(), is_kept)) continue;
    const std::string written = write_csv_row(row->fields);
    CsvReader again(written);
    const auto same = again.next();
    // A byte order mark at the front of the first field is none of the table's once it is read.
    if (written.starts_with("\xef\xbb\xbf")) continue;
    if (row->fields.size() == 1 && row->fields.front().empty())
      continue;  // an empty line is no row
    expect(same && same->fault.empty() && same->fields == row->fields && !again.next());
  }
}

void table(std::string_view text) {
  const auto read = read_import_table(text);
  if (const auto* fault = std::get_if<std::string>(&read)) {
    expect(!fault->empty());
    return;
  }
  const ImportTable& taken = std::get<ImportTable>(read);
  expect(taken.rows.size() <= kMaxImportRows && taken.header.size() <= kMaxImportColumns);
  for (const ImportRow& row : taken.rows) {
    expect(row.line >= 1);
    expect(!row.fault.empty() || row.fields.size() == taken.header.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(ByteView(data, size));
  rows(text);
  table(text);
  return 0;
}
