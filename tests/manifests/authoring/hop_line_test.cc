// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/hop_line.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

Hop hop(std::string_view text) {
  const auto parsed = parse_hop(text);
  if (const auto* fault = std::get_if<std::string>(&parsed)) FAIL(*fault);
  return std::get<Hop>(parsed);
}
std::string fault(std::string_view text) {
  const auto parsed = parse_hop(text);
  REQUIRE(std::holds_alternative<std::string>(parsed));
  return std::get<std::string>(parsed);
}

}  // namespace

TEST_CASE("a hop has two ends, an act, a directness and its evidence") {
  const Hop made = hop("src-a -> unnamed; told; paraphrase; evidence: quo-b");
  CHECK(made.from.id.text() == "src-a");
  CHECK(made.to.other == "unnamed");
  CHECK(made.act == "told");
  CHECK(made.directness == "paraphrase");
  CHECK(made.evidence.value->text() == "quo-b");
}

TEST_CASE("a reason may hold semicolons, and date and place may follow it") {
  const Hop made =
      hop("public -> src-a; recorded; unknown; missing: lost; nobody knows how; when: 2026-02; "
          "where: Tarsk");
  CHECK(made.evidence.missing == "lost; nobody knows how");
  CHECK(made.when->value == "2026-02");
  CHECK(made.when->basis == "stated");
  CHECK(made.where == "Tarsk");
}

TEST_CASE("a hop that lacks a part or has a wrong word is refused with what is allowed") {
  CHECK(fault("").find("FROM -> TO") != std::string::npos);
  CHECK(fault("src-a -> src-b; told; direct").find("missing: REASON") != std::string::npos);
  CHECK(fault("src-a, src-b; told; direct; missing: x").find("FROM -> TO") != std::string::npos);
  CHECK(fault("clm-a -> src-b; told; direct; missing: x").find("'clm-a' is no end") == 0);
  CHECK(fault("src-a -> src-b; shouted; direct; missing: x").find("'shouted' is no act") == 0);
  CHECK(fault("src-a -> src-b; told; directly; missing: x").find("'directly' is no directness") ==
        0);
  CHECK(fault("src-a -> src-b; told; direct; missing:").find("missing: is empty") == 0);
  CHECK(fault("src-a -> src-b; told; direct; missing: x; evidence: quo-a").find("twice") !=
        std::string::npos);
  CHECK(fault("src-a -> src-b; told; direct; when: 2026").find("is not given") !=
        std::string::npos);
}
