// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

// One row of a table. `line` is where it begins, from 1; a row may take several lines. With a fault
// the fields are those before it.
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> fields;
  std::string fault;  // a sentence without final stop
};

// Rows of RFC 4180, one after the other: commas, fields in quotation marks where they hold commas,
// line breaks or quotation marks, which are then doubled. Lines end with CRLF or LF; a byte order
// mark at the front and empty lines are passed over. Nothing is trimmed. Strict: a quotation mark
// inside a field without them, text behind a closed one and a lone CR are faults, and reading goes
// on with the next line. Behind a field that is never closed nothing can be read: that fault is the
// last row. The bytes must outlive the reader.
class CsvReader {
 public:
  explicit CsvReader(std::string_view bytes);

  // nullopt at the end. Linear in the bytes.
  std::optional<CsvRow> next();

 private:
  bool at_line_end() const;
  void pass_line_end();
  void pass_line();
  bool read_field(CsvRow& row);
  bool read_quoted(CsvRow& row);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// A row with its line end CRLF. Cells that a spreadsheet would take for a formula (they begin with
// =, +, -, @, a tab or CR) get a leading apostrophe.
std::string write_csv_row(const std::vector<std::string>& fields);

}  // namespace dossier
