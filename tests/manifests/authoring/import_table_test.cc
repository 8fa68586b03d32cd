// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/import_table.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

ImportTable table_of(const std::string& bytes) {
  auto read = read_import_table(bytes);
  REQUIRE(std::holds_alternative<ImportTable>(read));
  return std::get<ImportTable>(std::move(read));
}

std::string fault_of(const std::string& bytes) {
  auto read = read_import_table(bytes);
  REQUIRE(std::holds_alternative<std::string>(read));
  return std::get<std::string>(read);
}

}  // namespace

TEST_CASE("columns are known by our names and by auto-archiver's, whatever their case") {
  const ImportTable table = table_of(
      "LINK,Archive Status,archive LOCATION,Hash,Odd\nhttps://a.example/,ok, p.html "
      ",SHA-256:00,1\n");
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].url == "https://a.example/");
  CHECK(table.rows[0].file == "p.html");
  CHECK(table.rows[0].sha256 == "SHA-256:00");
  CHECK(table.rows[0].extra ==
        std::vector<std::pair<std::string, std::string>>{{"x-archive-status", "ok"}});
  CHECK(table.unknown == std::vector<std::string>{"Odd"});
}

TEST_CASE("a row of another length than the header is a fault of that row") {
  const ImportTable table = table_of("url,file\na,b\nc\nd,e,f\ng,h\n");
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].fault.empty());
  CHECK(table.rows[1].fault == "has 1 fields, and the header has 2");
  CHECK(table.rows[2].line == 4);
  CHECK_FALSE(table.rows[2].fault.empty());
  CHECK(table.rows[3].file == "h");
}

TEST_CASE("what is no table of captures is refused as a whole, with the reason") {
  CHECK(fault_of("") == "is empty");
  CHECK(fault_of("url,title\na,b\n").find("tells of no capture") != std::string::npos);
  CHECK(fault_of("url;file\na;b\n").find("semicolons") != std::string::npos);
  CHECK(fault_of("file,Archive Location\na,b\n") == "has two columns that tell the file");
  CHECK(fault_of("file\n\xFF\n").find("UTF-8") != std::string::npos);
  CHECK(fault_of("\"file\n").rfind("line 1: ", 0) == 0);
  CHECK(fault_of("file" + std::string(300, ',') + "\n").find("columns") != std::string::npos);
  std::string many = "file\n";
  for (std::size_t i = 0; i <= kMaxImportRows; ++i) many += "a\n";
  CHECK(fault_of(many).find("rows") != std::string::npos);
}

TEST_CASE("times are read with their zone, and never without one") {
  const auto utc = Timestamp::parse("2026-02-27T09:12:40Z");
  for (const char* text : {"2026-02-27T09:12:40Z", "2026-02-27T09:12:40.123456+00:00",
                           "2026-02-27 10:12:40+01:00", "2026-02-26T23:42:40-09:30"}) {
    CAPTURE(text);
    CHECK(parse_zoned_time(text) == utc);
  }
  for (const char* text :
       {"", "2026-02-27", "2026-02-27T09:12:40", "2026-02-27T09:12:40.Z", "2026-02-30T09:12:40Z",
        "2026-02-27T09:12:40+1:00", "2026-02-27T09:12:40+24:00", "27.02.2026 09:12:40",
        "2026-02-27T09:12Z", "0001-01-01T00:00:00+01:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_zoned_time(text));
  }
}

TEST_CASE("an address is told from a path") {
  CHECK(is_address("https://a.example/x.html"));
  CHECK(is_address("s3://bucket/x"));
  CHECK_FALSE(is_address("a/b.html"));
  CHECK_FALSE(is_address("://x"));
  CHECK_FALSE(is_address("a b://x"));
}
