// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/writer.h"

#include <string>

#include <doctest/doctest.h>

#include "manifests/json/reader.h"

namespace dossier::json {
namespace {

TEST_CASE("record form: two spaces, one member a line, raw UTF-8, one final line feed") {
  const Value value(Object{{"title", "Über 서울 🗞"},
                           {"n", 3},
                           {"open", true},
                           {"list", Array{"a", Object{{"k", "v"}}}}});
  CHECK(
      write(value) ==
      "{\n  \"title\": \"Über 서울 🗞\",\n  \"n\": 3,\n  \"open\": true,\n  \"list\": [\n    "
      "\"a\",\n"
      "    {\n      \"k\": \"v\"\n    }\n  ]\n}\n");
  CHECK(write(Value(Object{{"a", Array{}}, {"b", Object{}}})) ==
        "{\n  \"a\": [],\n  \"b\": {}\n}\n");
}

TEST_CASE("record form: only quotation mark, backslash and U+0000 to 001F are escaped") {
  const std::string text("\0\b\t\n\f\r\x1f\"\\/\x7f é\u2028", 17);
  CHECK(write_string(text) == "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\x7f é\u2028\"");
}

TEST_CASE("compact form: one line without a space") {
  const Value value(Object{{"suite", "dossier-1"}, {"items", 42}, {"a", Array{1, false}}});
  CHECK(write_compact(value) == R"({"suite":"dossier-1","items":42,"a":[1,false]})");
}

TEST_CASE("written text is read back as the same value, in both forms") {
  const Value value(Object{{"a\"\\\n", std::string("\0\x1f", 2)},
                           {"min", -9007199254740991},
                           {"nested", Array{Array{}, Object{}, Array{Array{1}}}},
                           {"bidi", "\u202e\u2066"}});
  CHECK(parse(write(value)).value == value);
  CHECK(parse(write_compact(value)).value == value);
}

TEST_CASE("bytes that are no UTF-8 never leave the writer") {
  CHECK(write_string("a\xFFz\xED\xA0\x80") == "\"a\uFFFDz\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("members are replaced in their place and found by key") {
  Value value(Object{{"a", 1}, {"b", 2}});
  value.set("a", "x");
  value.set("c", 3);
  CHECK(write_compact(value) == R"({"a":"x","b":2,"c":3})");
  CHECK(value.erase("b"));
  CHECK_FALSE(value.erase("b"));
  CHECK(value.find("b") == nullptr);
  CHECK(Value("text").find("a") == nullptr);
}

}  // namespace
}  // namespace dossier::json
