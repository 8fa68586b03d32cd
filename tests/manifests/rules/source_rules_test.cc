// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/manifests/rules/added_codes.h"

namespace dossier {

TEST_CASE("a protected source has nothing that identifies it") {
  LettersCase twin;
  Source& source = twin.get<Source>("src-sandoval");
  source.protection = Protection{true, "She asked for it.", id_of("agt-berg"), {}};
  expect_added(twin, {});
  SUBCASE("no address") {
    source.url = "https://people.example/sandoval";
  }
  SUBCASE("no identifier") {
    source.identifiers = {{"orcid", "0000", {}}};
  }
  SUBCASE("no account") {
    source.kind = "account";
  }
  expect_added(twin, {{"source.protected-identified", 1}});
}

TEST_CASE("a source without a name is explained by a note") {
  LettersCase twin;
  twin.get<Source>("src-records-office").kind = "unspecified-report";
  expect_added(twin, {{"source.unnamed-unexplained", 1}});
  twin.get<Note>("note-crates").about.push_back(id_of("src-records-office"));
  expect_added(twin, {});
}

TEST_CASE("a key that nobody checked is told") {
  LettersCase twin;
  twin.get<Agent>("agt-berg").keys = {
      {"SHA256:" + std::string(43, 'A'), "berg", {}, {}, "none", {}}};
  expect_added(twin, {{"agent.key-unverified", 1}});
}

TEST_CASE("no secret word stands in a record, a text or a file name, whatever its case") {
  LettersCase sample;
  const auto exposed = [&](const std::vector<std::string>& words) {
    std::vector<std::string> places;
    for (const Finding& finding : sample.check(Profile::kNewsroom, true, &words).findings) {
      if (finding.code != "source.protected-exposed") continue;
      places.push_back(finding.where + finding.pointer);
      for (const std::string& word : words) CHECK(finding.sentence.find(word) == std::string::npos);
    }
    return places;
  };
  CHECK(exposed({}).empty());
  CHECK(exposed({"", "Nowhere Man"}).empty());
  CHECK(exposed({"forthcoming BOOK"}) ==
        std::vector<std::string>{"cap-dispatch/files", "cap-dispatch/files",
                                 "cap-dispatch-text/files", "cap-dispatch-text/files"});
  CHECK(exposed({"NAMED REPORTER"}) == std::vector<std::string>{"src-sandoval/reliability/basis"});
  CHECK(exposed({"gazette.json"}) == std::vector<std::string>{"records/sources/src-gazette.json"});
}

TEST_CASE("whether several sources of a claim are independent is told by their groups") {
  LettersCase twin;
  Claim& claim = twin.get<Claim>("clm-sandoval-said");
  claim.support.push_back({id_of("src-gazette"), "supports", "", {}});
  expect_added(twin, {});
  twin.get<Source>("src-gazette").independence_group.clear();
  expect_added(twin, {{"source.independence-unknown", 1}});
  claim.support.back().stance = "context";  // then it is one source
  expect_added(twin, {});
}

}  // namespace dossier
