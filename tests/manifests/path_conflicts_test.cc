// SPDX-License-Identifier: Apache-2.0
#include "manifests/path_conflicts.h"

#include <string>

#include <doctest/doctest.h>

using namespace dossier;

namespace {

using Paths = std::vector<std::string_view>;

// "code where" of each finding, one a line.
std::string conflicts(const Paths& paths) {
  std::string out;
  for (const Finding& finding : find_path_conflicts(paths)) {
    out += std::string(finding.code) + " " + finding.where + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("different names do not conflict") {
  CHECK(conflicts({}) == "");
  CHECK(conflicts({"a"}) == "");
  CHECK(conflicts({"a", "a-b", "a.b", "ab", "b/a", "b/b", "b.a/b", "c/b/a"}) == "");
  CHECK(conflicts({"A/x", "a/y"}) == "");  // one folder in two spellings holds two files
}

TEST_CASE("a name that occurs twice is a duplicate") {
  CHECK(conflicts({"a", "b/c", "a"}) == "container.duplicate a\n");
  CHECK(conflicts({"a", "a", "a"}) == "container.duplicate a\ncontainer.duplicate a\n");
}

TEST_CASE("names that differ only in case or normal form collide") {
  CHECK(conflicts({"data/README", "data/readme"}) == "path.collision data/readme\n");
  CHECK(conflicts({"A/x", "a/x"}) == "path.collision a/x\n");
  CHECK(conflicts({"stra\u00DFe", "b", "STRASSE"}) == "path.collision STRASSE\n");
}

TEST_CASE("a file that is also a folder is a conflict, near or far, with or without case") {
  CHECK(conflicts({"a", "a/b"}) == "path.folder-conflict a/b\n");
  CHECK(conflicts({"a/b", "a"}) == "path.folder-conflict a/b\n");
  CHECK(conflicts({"a", "a-b", "a.b", "a/b/c/d"}) == "path.folder-conflict a/b/c/d\n");
  CHECK(conflicts({"x/A", "x/a/b"}) == "path.folder-conflict x/a/b\n");
  CHECK(conflicts({"x/a/b", "x/a/c", "x/a"}) == "path.folder-conflict x/a/b\n");
  CHECK(conflicts({"\u00C9", "e", "\u00E9/a"}) == "path.folder-conflict \u00E9/a\n");
}

TEST_CASE("a conflict among many names is found") {
  std::vector<std::string> names;
  for (int i = 0; i < 20'000; ++i) {
    names.push_back("data/captures/cap-" + std::to_string(i / 10) + "/f" + std::to_string(i));
  }
  names.emplace_back("data/captures/CAP-777/F7770");
  names.emplace_back("data/captures/cap-1999");
  const std::vector<std::string_view> paths(names.begin(), names.end());
  CHECK(conflicts(paths) ==
        "path.collision data/captures/CAP-777/F7770\n"
        "path.folder-conflict data/captures/cap-1999/f19990\n");
}
