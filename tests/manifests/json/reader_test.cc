// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/reader.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/json/writer.h"

namespace dossier::json {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The one problem of a text, as "code line:column pointer".
std::string problem(std::string_view text) {
  const Parsed parsed = parse(text);
  CHECK_FALSE(parsed.value);
  if (parsed.problems.size() != 1) return std::to_string(parsed.problems.size()) + " problems";
  const Problem& one = parsed.problems.front();
  CHECK_FALSE(one.sentence.empty());
  return std::string(one.code) + " " + std::to_string(one.line) + ":" + std::to_string(one.column) +
         " " + one.pointer;
}

Problem only_problem(std::string_view text) {
  const Parsed parsed = parse(text);
  REQUIRE(parsed.problems.size() == 1);
  return parsed.problems.front();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST_CASE("strict JSON: values keep their order, their text and where they stand") {
  const Parsed parsed = parse("{\"b\": \"\\u00e4\\ud83d\\ude00\",\n \"a\": [1, -2, true, {}]}");
  REQUIRE(parsed.value);
  const Object& members = parsed.value->object();
  REQUIRE(members.size() == 2);
  CHECK(members[0].key == "b");
  CHECK(members[0].value.string() == "ä😀");
  CHECK(members[0].value.offset() == 6);
  CHECK(members[1].key == "a");
  CHECK(members[1].key_offset == 29);
  CHECK(members[1].value.offset() == 34);
  const Array& array = members[1].value.array();
  REQUIRE(array.size() == 4);
  CHECK(array[1].integer() == -2);
  CHECK(array[1].offset() == 38);
  CHECK(array[2].boolean());
  CHECK(array[3].offset() == 48);
}

TEST_CASE("strict JSON: integers end at ±(2^53 − 1)") {
  CHECK(parse("9007199254740991").value->integer() == 9007199254740991);
  CHECK(parse("-9007199254740991").value->integer() == -9007199254740991);
  for (const char* text :
       {"9007199254740992", "-9007199254740992", "9223372036854775808", "-9223372036854775808",
        "18446744073709551616", "1.0", "1e3", "1E400", "-0.0", "-1e9999"})
    CHECK_MESSAGE(problem(text) == "record.unsafe-number 1:1 ", text);
  CHECK(problem("{\"a\": [0, 1.5]}") == "record.unsafe-number 1:11 /a/1");
  CHECK(problem("{\"a\": 1e999}") == "record.unsafe-number 1:7 /a");
}

TEST_CASE("strict JSON: a key stands once in an object, however it is spelled") {
  CHECK(problem("{\"a\": 1, \"a\": 1}") == "record.duplicate-key 1:10 /a");
  CHECK(problem("{\"x\": {\"a\": 1,\n  \"\\u0061\": 2}}") == "record.duplicate-key 2:3 /x/a");
  CHECK(parse("{\"a\": {\"a\": 1}, \"b\": [{\"a\": 1}, {\"a\": 1}]}").value);
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += "\"k" + std::to_string(i) + "\": 0, ";
  CHECK(parse(many + "\"k100\": 0}").value);
  CHECK(problem(many + "\"k3\": 0}").starts_with("record.duplicate-key"));
  CHECK(problem(many + "\"k99\": 0}").starts_with("record.duplicate-key"));
}

TEST_CASE("strict JSON: null is used nowhere") {
  CHECK(problem("{\"a\": null}") == "record.invalid-value 1:7 /a");
  CHECK(problem("null") == "record.invalid-value 1:1 ");
}

TEST_CASE("strict JSON: depth and size are bounded") {
  CHECK(parse(nested(kMaxDepth)).value);
  CHECK(problem(nested(kMaxDepth + 1)).starts_with("record.limit-exceeded 1:65"));
  CHECK(problem(std::string(200'000, '[')).starts_with("record.limit-exceeded"));
  const std::string largest = "\"" + std::string(kMaxFileBytes - 2, 'a') + "\"";
  CHECK(parse(largest).value);
  CHECK(problem(largest + " ") == "record.limit-exceeded 1:1 ");
}

TEST_CASE("strict JSON: nothing is hidden behind a NUL byte") {
  CHECK(problem(std::string("{}\0{}", 5)) == "record.invalid-json 1:3 ");
  CHECK(problem(std::string("{}\0", 3)) == "record.invalid-json 1:3 ");
}

TEST_CASE("strict JSON: Windows line ends are white space, and lines are still counted") {
  CHECK(parse("{\r\n  \"a\": 1\r\n}\r\n").value);
  CHECK(problem("{\r\n  \"a\": 1.5\r\n}\r\n") == "record.unsafe-number 2:8 /a");
}

TEST_CASE("strict JSON: columns count characters and not bytes") {
  CHECK(problem("{\"é😀\": tru}") == "record.invalid-json 1:8 /é😀");
}

TEST_CASE("strict JSON: a JSON pointer escapes tilde and slash") {
  CHECK(problem("{\"a/b~c\": 1.5}") == "record.unsafe-number 1:11 /a~1b~0c");
}

TEST_CASE("strict JSON: all problems that leave the text readable are listed at once") {
  const Parsed parsed = parse("{\"a\": 1.5, \"a\": null, \"b\": [1e2]}");
  REQUIRE(parsed.problems.size() == 4);
  CHECK(parsed.problems[3].pointer == "/b/0");
  CHECK(parse("[" + std::string(100'000, ' ') + "1.5" +
              [] {
                std::string more;
                for (int i = 0; i < 1000; ++i) more += ",1.5";
                return more;
              }() +
              "]")
            .problems.size() == kMaxProblems);
}

TEST_CASE("strict JSON: slips of the hand are named") {
  struct Slip {
    std::string_view text;
    std::string_view position;
    std::string_view sentence;  // a part of it
    std::string_view mend;      // a part of it
  };
  const std::vector<Slip> slips = {
      {"{\"a\": 1,}", "1:9", "comma before }", "last comma"},
      {"[1, 2, ]", "1:8", "comma before ]", "last comma"},
      {"{\"a\": 1\n \"b\": 2}", "2:2", "expected a comma or }", "comma"},
      {"{a: 1}", "1:2", "key a is not in quotation marks", "\"a\""},
      {"{\"a\" 1}", "1:6", "expected a colon", ""},
      {"{\"a\": }", "1:7", "expected a value", ""},
      {"{\"a\": 'b'}", "1:7", "single quotation mark", "straight"},
      {"{“a”: 1}", "1:2", "typographic quotation mark “", "smart quotes"},
      {"{\"a\": True}", "1:7", "True", "lower case"},
      {"{\"a\": open}", "1:7", "open is not in quotation marks", "\"open\""},
      {"{\"a\": 007}", "1:7", "007 begins with a zero", "leading zeros"},
      {"{\"a\": +1}", "1:7", "plus sign", ""},
      {"{\"a\": \"b}\n", "1:7", "no closing quotation mark", "\\n"},
      {"{\"a\": \"b", "1:7", "no closing quotation mark", ""},
      {"{\"a\": \"b\tc\"}", "1:9", "control character U+0009", "\\t"},
      {"{\"a\": \"C:\\dir\"}", "1:10", "backslash followed by d", "\\\\"},
      {"{\"a\": \"\\ud83d\"}", "1:8", "\\ud83d is half of a surrogate pair", ""},
      {"{\"a\": \"\\ude00\"}", "1:8", "\\ude00 is half of a surrogate pair", ""},
      {"{\"a\": \"\\u12x4\"}", "1:8", "four hexadecimal digits", ""},
      {"{\"a\": 1", "1:8", "the file ends here, expected a comma or }", "Complete"},
      {"{\"a\": 1} // done", "1:10", "found /", "no comments"},
      {"{\"a\": 1}}", "1:9", "behind the end of the record", "too many"},
      {"{\"a\": \"he said \"no\"\"}", "1:17", "found no", "quotation marks"},
      {"", "1:1", "the file ends here, expected a value", ""},
      {"{,}", "1:2", "found ,", ""},
      {"\xEF\xBB\xBF{}", "1:1", "byte order mark", "without BOM"},
      {"{\"a\": \"caf\xE9\"}", "1:11", "0xe9", "Windows-1252"},
      {"\xFF\xFE{\0", "1:1", "UTF-16", "UTF-8"},
  };
  for (const Slip& slip : slips) {
    CAPTURE(slip.text);
    const Problem found = only_problem(slip.text);
    CHECK(found.code == "record.invalid-json");
    CHECK(std::to_string(found.line) + ":" + std::to_string(found.column) == slip.position);
    CHECK_MESSAGE(found.sentence.find(slip.sentence) != std::string::npos, found.sentence);
    CHECK_MESSAGE(found.mend.find(slip.mend) != std::string::npos, found.mend);
  }
}

TEST_CASE("strict JSON: every cut of a record is refused with a position inside it") {
  const std::string text = "{\"a\": [1, {\"b\": \"c\\u00e4\"}], \"d\": true, \"é\": -12}";
  REQUIRE(parse(text).value);
  for (std::size_t length = 0; length < text.size(); ++length) {
    const Parsed parsed = parse(std::string_view(text).substr(0, length));
    REQUIRE_FALSE(parsed.value);
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems[0].column <= length + 1);
  }
}

// What the format refuses of what RFC 8259 allows; SOURCES.md of the vectors tells their origin.
const std::map<std::string, std::string_view> kStricterThanTheRfc = {
    {"y_object_duplicated_key.json", "record.duplicate-key"},
    {"y_object_duplicated_key_and_value.json", "record.duplicate-key"},
    {"y_array_heterogeneous.json", "record.invalid-value"},
    {"y_array_null.json", "record.invalid-value"},
    {"y_array_with_several_null.json", "record.invalid-value"},
    {"y_number.json", "record.unsafe-number"},
    {"y_number_0e+1.json", "record.unsafe-number"},
    {"y_number_0e1.json", "record.unsafe-number"},
    {"y_number_double_close_to_zero.json", "record.unsafe-number"},
    {"y_number_int_with_exp.json", "record.unsafe-number"},
    {"y_number_real_capital_e.json", "record.unsafe-number"},
    {"y_number_real_capital_e_neg_exp.json", "record.unsafe-number"},
    {"y_number_real_capital_e_pos_exp.json", "record.unsafe-number"},
    {"y_number_real_exponent.json", "record.unsafe-number"},
    {"y_number_real_fraction_exponent.json", "record.unsafe-number"},
    {"y_number_real_neg_exp.json", "record.unsafe-number"},
    {"y_number_real_pos_exponent.json", "record.unsafe-number"},
    {"y_number_simple_real.json", "record.unsafe-number"},
    {"y_object_extreme_numbers.json", "record.unsafe-number"},
    {"y_structure_lonely_negative_real.json", "record.unsafe-number"},
    {"y_structure_lonely_null.json", "record.invalid-value"},
};

// Where RFC 8259 leaves the choice; what is not in this list is read.
const std::map<std::string, std::string_view> kChoices = {
    {"i_number_double_huge_neg_exp.json", "record.unsafe-number"},
    {"i_number_huge_exp.json", "record.unsafe-number"},
    {"i_number_neg_int_huge_exp.json", "record.unsafe-number"},
    {"i_number_pos_double_huge_exp.json", "record.unsafe-number"},
    {"i_number_real_neg_overflow.json", "record.unsafe-number"},
    {"i_number_real_pos_overflow.json", "record.unsafe-number"},
    {"i_number_real_underflow.json", "record.unsafe-number"},
    {"i_number_too_big_neg_int.json", "record.unsafe-number"},
    {"i_number_too_big_pos_int.json", "record.unsafe-number"},
    {"i_number_very_big_negative_int.json", "record.unsafe-number"},
    {"i_object_key_lone_2nd_surrogate.json", "record.invalid-json"},
    {"i_string_1st_surrogate_but_2nd_missing.json", "record.invalid-json"},
    {"i_string_1st_valid_surrogate_2nd_invalid.json", "record.invalid-json"},
    {"i_string_UTF-16LE_with_BOM.json", "record.invalid-json"},
    {"i_string_UTF-8_invalid_sequence.json", "record.invalid-json"},
    {"i_string_UTF8_surrogate_U+D800.json", "record.invalid-json"},
    {"i_string_incomplete_surrogate_and_escape_valid.json", "record.invalid-json"},
    {"i_string_incomplete_surrogate_pair.json", "record.invalid-json"},
    {"i_string_incomplete_surrogates_escape_valid.json", "record.invalid-json"},
    {"i_string_invalid_lonely_surrogate.json", "record.invalid-json"},
    {"i_string_invalid_surrogate.json", "record.invalid-json"},
    {"i_string_invalid_utf-8.json", "record.invalid-json"},
    {"i_string_inverted_surrogates_U+1D11E.json", "record.invalid-json"},
    {"i_string_iso_latin_1.json", "record.invalid-json"},
    {"i_string_lone_second_surrogate.json", "record.invalid-json"},
    {"i_string_lone_utf8_continuation_byte.json", "record.invalid-json"},
    {"i_string_not_in_unicode_range.json", "record.invalid-json"},
    {"i_string_overlong_sequence_2_bytes.json", "record.invalid-json"},
    {"i_string_overlong_sequence_6_bytes.json", "record.invalid-json"},
    {"i_string_overlong_sequence_6_bytes_null.json", "record.invalid-json"},
    {"i_string_truncated-utf-8.json", "record.invalid-json"},
    {"i_string_utf16BE_no_BOM.json", "record.invalid-json"},
    {"i_string_utf16LE_no_BOM.json", "record.invalid-json"},
    {"i_structure_500_nested_arrays.json", "record.limit-exceeded"},
    {"i_structure_UTF-8_BOM_empty_object.json", "record.invalid-json"},
};

TEST_CASE("JSONTestSuite: what must be refused is refused, what must be read is read") {
  const std::filesystem::path folder =
      std::filesystem::path(DOSSIER_VECTORS_DIR) / "json/test_parsing";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: there are no vectors at " << folder.string());
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const Parsed parsed = parse(read_file(entry.path()));
    CHECK(parsed.value.has_value() == parsed.problems.empty());
    const std::string_view code = parsed.value ? "" : parsed.problems.front().code;
    ++files;
    std::string_view expected;
    const auto& list = name.starts_with("y_") ? kStricterThanTheRfc : kChoices;
    if (const auto found = list.find(name); found != list.end()) expected = found->second;
    if (name.starts_with("n_")) {
      CHECK_MESSAGE(!code.empty(), name);
    } else {
      CHECK_MESSAGE(code == expected, name);
    }
  }
  CHECK(files == 318);
}

}  // namespace
}  // namespace dossier::json
