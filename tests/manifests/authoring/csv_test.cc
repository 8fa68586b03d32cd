// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/csv.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<CsvRow> read(std::string_view bytes) {
  std::vector<CsvRow> rows;
  CsvReader reader(bytes);
  while (auto row = reader.next()) rows.push_back(*std::move(row));
  return rows;
}

Rows fields_of(std::string_view bytes) {
  Rows rows;
  for (CsvRow& row : read(bytes)) {
    CHECK(row.fault.empty());
    rows.push_back(std::move(row.fields));
  }
  return rows;
}

}  // namespace

TEST_CASE("rows end with CRLF or LF, the last one need not") {
  CHECK(fields_of("a,b\r\nc,d\ne,f") == Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}});
  CHECK(fields_of("a\n") == Rows{{"a"}});
  CHECK(fields_of("").empty());
}

TEST_CASE("quoted fields hold commas, line breaks and doubled quotation marks") {
  CHECK(fields_of("\"a,b\",\"c\r\nd\",\"e \"\"f\"\"\"\r\n") == Rows{{"a,b", "c\r\nd", "e \"f\""}});
  CHECK(fields_of("\"\",\"\"\"\"\n") == Rows{{"", "\""}});
}

TEST_CASE("fields may be empty and keep their spaces") {
  CHECK(fields_of(",, a ,\n") == Rows{{"", "", " a ", ""}});
}

TEST_CASE("a byte order mark and empty lines are passed over") {
  CHECK(fields_of("\xEF\xBB\xBF\r\na,b\n\n\r\nc,d\n\n") == Rows{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("every row tells the line that it begins on") {
  const auto rows = read("h\n\"two\nlines\"\nx\n\ny");
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].line == 2);
  CHECK(rows[2].line == 4);
  CHECK(rows[3].line == 6);
}

TEST_CASE("a row that is not RFC 4180 is a fault of that row alone") {
  for (const std::string_view wrong : {"a\"b,c", "\"a\"b,c", "a,b\rc", "\"a\" ,b"}) {
    const auto rows = read("one\n" + std::string(wrong) + "\nthree\n");
    CAPTURE(wrong);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].fault.empty());
    CHECK_FALSE(rows[1].fault.empty());
    CHECK(rows[1].line == 2);
    CHECK(rows[2].fields == std::vector<std::string>{"three"});
    CHECK(rows[2].line == 3);
  }
}

TEST_CASE("a field that is never closed is the last row, and its line is that where it begins") {
  const auto rows = read("one\na,\"b\nthree\nfour\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].line == 2);
  CHECK(rows[1].fault.find("field 2") != std::string::npos);
}

TEST_CASE("what is written is read again, and formulas are made harmless") {
  const std::vector<std::string> fields = {"a", "b,c", "d\"e", "f\ng", ""};
  CHECK(fields_of(write_csv_row(fields)) == Rows{fields});
  CHECK(write_csv_row({"=1+1", "-2", "+3", "@x", "\ty"}) == "'=1+1,'-2,'+3,'@x,'\ty\r\n");
  CHECK(write_csv_row({"a=b"}) == "a=b\r\n");
}
