// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "crypto/time.h"

// A table of captures (RECORDS of FORMAT.md, "Authoring"), read into what each row asks for.
// Nothing is looked up and no file is opened here.
namespace dossier {

inline constexpr std::size_t kMaxImportBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxImportRows = 20'000;
inline constexpr std::size_t kMaxImportColumns = 256;

// One row, by column; empty where the table has no such column. With a fault nothing else counts.
struct ImportRow {
  std::size_t line = 0;
  std::vector<std::string> fields;  // as they stand in the table
  std::string fault;                // a sentence without final stop

  std::string url;
  std::string title;
  std::string publisher;
  std::string byline;
  std::string published;
  std::string captured_at;
  std::string captured_by;
  std::string method;
  std::string file;
  std::string screenshot;
  std::string wacz;
  std::string replay;  // an address
  std::string sha256;
  std::string text;
  std::string quote;
  std::string speaker;
  std::string quote_kind;
  std::string claim;
  std::string claim_kind;
  std::string status;
  std::string note;
  std::vector<std::pair<std::string, std::string>> extra;  // "x-archive-status" and its text
};

struct ImportTable {
  std::vector<std::string> header;   // as it stands in the table
  std::vector<std::string> unknown;  // names of columns that are not read
  std::vector<ImportRow> rows;
};

// Our column names and auto-archiver's, without regard to case. A sentence without final stop when
// the whole cannot be a table of captures: not UTF-8, no header with a column that tells of a
// capture, a column twice, more rows or columns than allowed.
std::variant<ImportTable, std::string> read_import_table(std::string_view bytes);

// A moment as tables tell it: RFC 3339 with any zone and fraction, "T" or a space between day and
// time. Fractions of a second are cut. A time without a zone is nullopt: it is not guessed.
std::optional<Timestamp> parse_zoned_time(std::string_view text);

// Whether it is an address and no path: "https://…", "s3://…".
bool is_address(std::string_view text);

}  // namespace dossier
