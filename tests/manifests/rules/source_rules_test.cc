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

}  // namespace dossier
