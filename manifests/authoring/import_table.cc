// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/import_table.h"

#include <algorithm>
#include <array>

#include "manifests/authoring/csv.h"
#include "manifests/authoring/record_form.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

struct Column {
  std::string_view name;
  std::string_view archiver_name;  // of auto-archiver; empty when it has none
  std::string ImportRow::*field;
};
constexpr std::array kColumns{
    Column{"url", "link", &ImportRow::url},
    Column{"title", "upload title", &ImportRow::title},
    Column{"publisher", "", &ImportRow::publisher},
    Column{"byline", "", &ImportRow::byline},
    Column{"published", "upload timestamp", &ImportRow::published},
    Column{"captured_at", "archive date", &ImportRow::captured_at},
    Column{"captured_by", "", &ImportRow::captured_by},
    Column{"method", "", &ImportRow::method},
    Column{"file", "archive location", &ImportRow::file},
    Column{"screenshot", "", &ImportRow::screenshot},
    Column{"wacz", "", &ImportRow::wacz},
    Column{"replaywebpage", "", &ImportRow::replay},
    Column{"sha256", "hash", &ImportRow::sha256},
    Column{"text", "text content", &ImportRow::text},
    Column{"quote", "", &ImportRow::quote},
    Column{"speaker", "", &ImportRow::speaker},
    Column{"quote_kind", "", &ImportRow::quote_kind},
    Column{"claim", "", &ImportRow::claim},
    Column{"claim_kind", "", &ImportRow::claim_kind},
    Column{"status", "", &ImportRow::status},
    Column{"note", "", &ImportRow::note},
};
constexpr std::array<std::string_view, 4> kKeptColumns = {"archive status", "destination folder",
                                                          "thumbnail", "perceptual hashes"};

std::string lower(std::string_view name) {
  std::string lowered(trim_spaces(name));
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

const Column* find_column(std::string_view name) {
  const auto found = std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& column) {
    return column.name == name || (!name.empty() && column.archiver_name == name);
  });
  return found == kColumns.end() ? nullptr : &*found;
}

// What becomes of the cells below one name.
struct Meaning {
  const Column* column = nullptr;
  std::string extra_key;  // "x-archive-status"
};

class TableReader {
 public:
  explicit TableReader(std::string_view bytes) : bytes_(bytes), reader_(bytes) {}

  std::variant<ImportTable, std::string> read() {
    if (!is_valid_utf8(bytes_)) return "is not UTF-8; save it as \"CSV UTF-8\"";
    if (const std::string fault = read_header(); !fault.empty()) return fault;
    while (auto row = reader_.next()) {
      if (table_.rows.size() == kMaxImportRows) {
        return "has more than " + std::to_string(kMaxImportRows) + " rows; split it";
      }
      table_.rows.push_back(understood(*std::move(row)));
    }
    return std::move(table_);
  }

 private:
  std::string read_header() {
    auto header = reader_.next();
    if (!header) return "is empty";
    if (!header->fault.empty()) return "line 1: " + header->fault;
    table_.header = std::move(header->fields);
    if (table_.header.size() > kMaxImportColumns) {
      return "has more than " + std::to_string(kMaxImportColumns) + " columns";
    }
    std::vector<std::string_view> taken;
    for (const std::string& name : table_.header) {
      const std::string plain = lower(name);
      Meaning meaning{find_column(plain), {}};
      if (meaning.column == nullptr &&
          std::find(kKeptColumns.begin(), kKeptColumns.end(), plain) != kKeptColumns.end()) {
        meaning.extra_key = "x-" + plain;
        std::replace(meaning.extra_key.begin(), meaning.extra_key.end(), ' ', '-');
      }
      if (meaning.column != nullptr) {
        const std::string_view own = meaning.column->name;
        if (std::find(taken.begin(), taken.end(), own) != taken.end()) {
          return "has two columns that tell the " + std::string(own);
        }
        taken.push_back(own);
      } else if (meaning.extra_key.empty()) {
        table_.unknown.push_back(name);
      }
      meanings_.push_back(std::move(meaning));
    }
    const auto tells = [&](std::string_view name) {
      return std::find(taken.begin(), taken.end(), name) != taken.end();
    };
    if (tells("file") || tells("wacz") || tells("text")) return {};
    const bool has_semicolons =
        table_.header.size() == 1 && table_.header[0].find(';') != std::string::npos;
    return has_semicolons ? "has semicolons between its columns; RFC 4180 wants commas"
                          : "has no column \"file\", \"wacz\" or \"text\" (auto-archiver: "
                            "\"Archive Location\", "
                            "\"WACZ\", \"Text Content\"), so it tells of no capture";
  }

  ImportRow understood(CsvRow read) const {
    ImportRow row;
    row.line = read.line;
    row.fields = std::move(read.fields);
    row.fault = std::move(read.fault);
    if (!row.fault.empty()) return row;
    if (row.fields.size() != meanings_.size()) {
      row.fault = "has " + std::to_string(row.fields.size()) + " fields, and the header has " +
                  std::to_string(meanings_.size());
      return row;
    }
    for (std::size_t i = 0; i < meanings_.size(); ++i) {
      const std::string_view cell = trim_spaces(row.fields[i]);
      if (meanings_[i].column != nullptr) {
        row.*(meanings_[i].column->field) = cell;
      } else if (!meanings_[i].extra_key.empty() && !cell.empty()) {
        row.extra.emplace_back(meanings_[i].extra_key, cell);
      }
    }
    return row;
  }

  std::string_view bytes_;
  CsvReader reader_;
  ImportTable table_;
  std::vector<Meaning> meanings_;
};

// "+02:00" in seconds.
std::optional<std::int64_t> parse_zone(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  std::int64_t digits[4];
  std::size_t count = 0;
  for (const std::size_t at : {1u, 2u, 4u, 5u}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    digits[count++] = text[at] - '0';
  }
  const std::int64_t hours = digits[0] * 10 + digits[1];
  const std::int64_t minutes = digits[2] * 10 + digits[3];
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
}

}  // namespace

std::variant<ImportTable, std::string> read_import_table(std::string_view bytes) {
  return TableReader(bytes).read();
}

std::optional<Timestamp> parse_zoned_time(std::string_view text) {
  constexpr std::size_t kSecondsEnd = 19;  // "2026-02-27T09:12:40"
  constexpr std::size_t kTimeAt = 10;
  if (text.size() <= kSecondsEnd || (text[kTimeAt] != 'T' && text[kTimeAt] != ' ')) {
    return std::nullopt;
  }
  std::string local(text.substr(0, kSecondsEnd));
  local[kTimeAt] = 'T';
  const auto time = Timestamp::parse(local + "Z");
  std::string_view rest = text.substr(kSecondsEnd);
  if (rest.starts_with('.')) {
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (digits == 1) return std::nullopt;
    rest.remove_prefix(digits);
  }
  const auto zone = parse_zone(rest);
  if (!time || !zone) return std::nullopt;
  return Timestamp::from_unix(time->unix_seconds() - *zone);
}

bool is_address(std::string_view text) {
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '+' || c == '-' || c == '.';
         });
}

}  // namespace dossier
