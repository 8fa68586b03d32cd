// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/csv.h"

#include <algorithm>

namespace dossier {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

}  // namespace

CsvReader::CsvReader(std::string_view bytes) : bytes_(bytes) {
  if (bytes_.starts_with(kByteOrderMark)) bytes_.remove_prefix(kByteOrderMark.size());
}

bool CsvReader::at_line_end() const {
  return at_ == bytes_.size() || bytes_[at_] == '\n' || bytes_.substr(at_, 2) == "\r\n";
}

void CsvReader::pass_line_end() {
  if (at_ == bytes_.size()) return;
  at_ += std::size_t{bytes_[at_] == '\r' ? 2U : 1U};
  ++line_;
}

void CsvReader::pass_line() {
  at_ = std::min(bytes_.find('\n', at_), bytes_.size());
  pass_line_end();
}

std::optional<CsvRow> CsvReader::next() {
  while (at_ < bytes_.size() && at_line_end()) pass_line_end();
  if (at_ == bytes_.size()) return std::nullopt;
  CsvRow row;
  row.line = line_;
  while (read_field(row)) {
    if (at_line_end()) {
      pass_line_end();
      return row;
    }
    if (bytes_[at_] != ',') {
      row.fault = "there is text behind the quotation mark that closes field " +
                  std::to_string(row.fields.size());
      break;
    }
    ++at_;
  }
  pass_line();
  return row;
}

// False with a fault.
bool CsvReader::read_field(CsvRow& row) {
  if (at_ < bytes_.size() && bytes_[at_] == '"') return read_quoted(row);
  const std::size_t first = at_;
  at_ = std::min(bytes_.find_first_of(",\"\r\n", at_), bytes_.size());
  const bool is_whole = at_line_end() || bytes_[at_] == ',';
  if (is_whole) {
    row.fields.emplace_back(bytes_.substr(first, at_ - first));
  } else {
    row.fault = std::string(bytes_[at_] == '"' ? "a quotation mark" : "a carriage return") +
                " stands in field " + std::to_string(row.fields.size() + 1) +
                ", which is not in quotation marks";
  }
  return is_whole;
}

bool CsvReader::read_quoted(CsvRow& row) {
  std::string field;
  for (++at_; at_ < bytes_.size();) {
    const std::size_t mark = std::min(bytes_.find('"', at_), bytes_.size());
    field += bytes_.substr(at_, mark - at_);
    at_ = mark;
    if (at_ == bytes_.size()) break;
    if (bytes_.substr(at_, 2) != "\"\"") {
      line_ += static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
      row.fields.push_back(std::move(field));
      ++at_;
      return true;
    }
    field += '"';
    at_ += 2;
  }
  row.fault =
      "field " + std::to_string(row.fields.size() + 1) +
      " begins with a quotation mark that nothing closes, so that no row behind it can be read";
  at_ = bytes_.size();
  return false;
}

std::string write_csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool is_formula =
        !fields[i].empty() && kFormulaStarts.find(fields[i].front()) != std::string_view::npos;
    const std::string field = (is_formula ? "'" : "") + fields[i];
    if (i > 0) row += ',';
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      row += field;
      continue;
    }
    row += '"';
    for (const char c : field) row += c == '"' ? std::string("\"\"") : std::string(1, c);
    row += '"';
  }
  return row + "\r\n";
}

}  // namespace dossier
