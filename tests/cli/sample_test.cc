// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "bundle/case_check.h"
#include "bundle/case_folder.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

const std::string kSample = DOSSIER_SOURCE_DIR "/samples/letters-claim";

// All files of a case by path, without those of this machine.
std::map<std::string, std::string> files_of(const std::string& root) {
  std::map<std::string, std::string> files;
  for (const auto& item : fs::recursive_directory_iterator(root)) {
    const std::string path = fs::relative(item.path(), root).string();
    if (item.is_regular_file() && path.rfind(".dossier/", 0) != 0) {
      files[path] = read_all(item.path().string());
    }
  }
  return files;
}

CaseFolderCheck check_case(const std::string& root) {
  const FolderListing listing(root, "",
                              [](std::string_view path) { return path.starts_with(".dossier/"); });
  return check_case_folder(listing, Profile::kNewsroom);
}

}  // namespace

TEST_CASE("the documented commands build the sample again, byte for byte") {
  const TemporaryFolder folder;
  const std::string built = folder / "case";
  const std::string command = "sh '" + kSample + "/build.sh' '" DOSSIER_PROGRAM "' '" + built +
                              "' >'" + (folder / "out") + "' 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  const auto made = files_of(built);
  const auto kept = files_of(kSample + "/case");
  CHECK(made.size() == kept.size());
  for (const auto& file : kept) {
    INFO(file.first);
    REQUIRE(made.count(file.first) == 1);
    CHECK(made.at(file.first) == file.second);
  }
}

TEST_CASE("the sample has no error under newsroom, and the warnings that its description tells") {
  const CaseFolderCheck check = check_case(kSample + "/case");
  std::multiset<std::string> warnings;
  for (const Finding& finding : check.verdict.findings) {
    INFO(std::string(finding.code) << ' ' << finding.where << ' ' << finding.sentence);
    CHECK(finding.severity != Severity::kError);
    if (finding.severity == Severity::kWarning) warnings.emplace(finding.code);
  }
  CHECK(warnings ==
        std::multiset<std::string>{"attribution.evidence-missing", "attribution.evidence-missing",
                                   "attribution.evidence-missing", "attribution.evidence-missing",
                                   "attribution.evidence-missing", "capture.minimum-not-met"});
  CHECK(check.verdict.unchecked.total() == 0);
}

TEST_CASE("the six quotes of the sample stand exactly where its description tells") {
  const CaseFolderCheck check = check_case(kSample + "/case");
  const std::map<std::string, std::pair<int, int>> expected = {
      {"quo-friendship", {525, 578}},    {"quo-telling-people", {973, 1145}},
      {"quo-not-confirmed", {898, 955}}, {"quo-told-friends", {318, 390}},
      {"quo-crates", {1243, 1374}},      {"quo-no-answer", {1486, 1559}}};
  CHECK(check.verdict.quotes.size() == expected.size());
  for (const QuoteCheck& quote : check.verdict.quotes) {
    INFO(quote.quote.text());
    CHECK(quote.checked);
    CHECK(quote.status == QuoteStatus::kExact);
    const auto& [start, end] = expected.at(quote.quote.text());
    CHECK(quote.range.start == start);
    CHECK(quote.range.end == end);
  }
}
