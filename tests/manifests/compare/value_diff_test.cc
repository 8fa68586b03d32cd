// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/value_diff.h"

#include <doctest/doctest.h>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

using namespace dossier;

namespace {

// One line a change: "POINTER: before -> after".
std::string changes(std::string_view before, std::string_view after) {
  std::string text;
  for (const FieldChange& change :
       compare_values(*json::parse(before).value, *json::parse(after).value)) {
    text += change.pointer + ": " + (change.before ? json::write_compact(*change.before) : "-") +
            " -> " + (change.after ? json::write_compact(*change.after) : "-") + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("equal values have no changes, whatever the order of their members") {
  CHECK(changes(R"({"a": 1, "b": {"c": [true, "x"]}})", R"({"b": {"c": [true, "x"]}, "a": 1})") ==
        "");
}

TEST_CASE("members that are new, gone and other are told by pointer, the gone first") {
  CHECK(changes(R"({"kept": 1, "gone": "a", "other": 1})",
                R"({"kept": 1, "other": "1", "new": [2]})") ==
        "/gone: \"a\" -> -\n"
        "/other: 1 -> \"1\"\n"
        "/new: - -> [2]\n");
  CHECK(changes(R"({"a/b~c": {"d": 1}})", R"({"a/b~c": {"d": 2}})") == "/a~1b~0c/d: 1 -> 2\n");
}

TEST_CASE("an element put in or taken out does not make those behind it other") {
  CHECK(changes(R"({"basis": ["note-a", "note-b", "note-c"]})",
                R"({"basis": ["note-b", "note-c"]})") == "/basis/0: \"note-a\" -> -\n");
  CHECK(changes(R"({"basis": ["note-b"]})", R"({"basis": ["note-a", "note-b", "note-c"]})") ==
        "/basis/0: - -> \"note-a\"\n"
        "/basis/2: - -> \"note-c\"\n");
}

TEST_CASE("elements are recognised by what they are about, and compared inside") {
  CHECK(
      changes(R"([{"ref": "quo-a", "stance": "supports"}, {"ref": "quo-b", "stance": "context"}])",
              R"([{"ref": "quo-b", "stance": "contradicts"}])") ==
      "/0: {\"ref\":\"quo-a\",\"stance\":\"supports\"} -> -\n"
      "/0/stance: \"context\" -> \"contradicts\"\n");
}

TEST_CASE("as many new elements as old ones are compared pair by pair") {
  CHECK(changes(
            R"({"hops": [{"from": "src-a", "act": "said"}, {"from": "src-b", "act": "wrote"}]})",
            R"({"hops": [{"from": "src-a", "act": "told"}, {"from": "src-b", "act": "wrote"}]})") ==
        "/hops/0/act: \"said\" -> \"told\"\n");
}

TEST_CASE("an array whose elements only changed places is one change") {
  CHECK(changes(R"({"a": [1, 2, 3]})", R"({"a": [3, 1, 2]})") == "/a: [1,2,3] -> [3,1,2]\n");
}

TEST_CASE("elements that stand several times are counted") {
  CHECK(changes(R"(["x", "x", "y"])", R"(["x", "y"])") == "/1: \"x\" -> -\n");
  CHECK(changes(R"(["x"])", R"(["x", "x"])") == "/1: - -> \"x\"\n");
}

TEST_CASE("an object in place of a text is a change of the whole") {
  CHECK(changes(R"({"speaker": "src-a"})", R"({"speaker": {"missing": "not told"}})") ==
        "/speaker: \"src-a\" -> {\"missing\":\"not told\"}\n");
}

TEST_CASE("long arrays are compared in one go") {
  std::string before = "[";
  std::string after = "[";
  for (int i = 0; i < 200'000; ++i) {
    before += "\"a" + std::to_string(i) + "\",";
    after += "\"b" + std::to_string(i) + "\",";
  }
  const auto all =
      compare_values(*json::parse(before + "0]").value, *json::parse(after + "0]").value);
  CHECK(all.size() == 200'000);
}

TEST_CASE("pointers are read with places from one") {
  CHECK(pointer_words("") == "");
  CHECK(pointer_words("/status") == "status");
  CHECK(pointer_words("/hops/0/evidence") == "hops 1, evidence");
  CHECK(pointer_words("/x-a~1b~0c/7") == "x-a/b~c 8");
  CHECK(pointer_words("/7/7") == "7 8");  // a member cannot be told from a place at the beginning
  CHECK(pointer_words("/x-a/99999999999999999999") == "x-a, 99999999999999999999");
}
