// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/loosened.h"

#include <doctest/doctest.h>

#include "tests/manifests/compare/letters_dossier.h"

using namespace dossier;

namespace {

// The sample under TLP:RED for two readers, with rights for excerpts only.
class StrictCase : public LettersCase {
 public:
  StrictCase() {
    Marking& tlp = get<Marking>("mrk-clear");
    tlp.value = "red";
    tlp.audience = {"Berg", "Ohm"};
    get<Marking>("mrk-rights").payload = "excerpt";
  }
  Marking& tlp() { return get<Marking>("mrk-clear"); }
  Marking& mark(std::string_view id, std::string_view scheme, std::string_view value,
                std::string_view target) {
    Marking& marking = add<Marking>(id);
    marking.scheme = scheme;
    marking.value = value;
    if (target == "*") {
      marking.applies_to = {{{}, "*"}};
    } else {
      marking.applies_to = {{id_of(target), ""}};
    }
    return marking;
  }
};

// One line a loosening: "WHAT: before -> after; everything; N".
std::string loosened(const CaseBuilder& before, const CaseBuilder& after) {
  std::string text;
  for (const Loosening& each : find_loosened(*read_dossier(before), *read_dossier(after))) {
    text += std::string(loosened_name(each.what)) + ": " + each.before + " -> " + each.after +
            (each.everything ? "; everything" : "");
    if (!each.everything) {
      for (const RecordId& id : each.records) text += "; " + id.text();
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a weaker label for everything is told once") {
  StrictCase after;
  CHECK(loosened(StrictCase(), after) == "");
  after.tlp().value = "amber";
  after.tlp().audience = {};
  CHECK(loosened(StrictCase(), after) == "tlp: red -> amber; everything\n");
  CHECK(loosened(after, StrictCase()) == "");  // the other way round it is stricter
}

TEST_CASE("a marking that is gone, and none in its place, is a label that is gone") {
  StrictCase after;
  after.records.erase("mrk-clear");
  after.head.default_marking = {};
  CHECK(loosened(StrictCase(), after) == "tlp: red -> ; everything\n");
}

TEST_CASE("another marking that is as strict takes the place of one that is gone") {
  StrictCase after;
  after.records.erase("mrk-clear");
  after.mark("mrk-other", "tlp-2.0", "red", "*").audience = {"Ohm"};
  after.head.default_marking = id_of("mrk-other");
  CHECK(loosened(StrictCase(), after) == "");
}

TEST_CASE("a marking that covers less is told for the records that it left") {
  StrictCase before;
  before.tlp().value = "clear";
  before.tlp().audience = {};
  before.mark("mrk-amber", "tlp-2.0", "amber", "src-corve")
      .applies_to.push_back({id_of("src-corve-office"), ""});
  StrictCase after = before;
  after.get<Marking>("mrk-amber").applies_to.pop_back();
  CHECK(loosened(before, after) == "tlp: amber -> clear; src-corve-office\n");
}

TEST_CASE("quotes and captures stand under the marking of their article") {
  StrictCase before;
  before.tlp().value = "clear";
  before.tlp().audience = {};
  before.mark("mrk-amber", "tlp-2.0", "amber", "art-letters");
  StrictCase after = before;
  after.get<Marking>("mrk-amber").value = "green";
  CHECK(loosened(before, after) ==
        "tlp: amber -> green; art-letters; cap-dispatch-text; cap-dispatch; quo-crates; "
        "quo-friendship; quo-no-answer; quo-not-confirmed; quo-telling-people; quo-told-friends\n");
}

TEST_CASE("rights that let more be packed, holds and embargoes that end are told") {
  StrictCase before;
  before.mark("mrk-hold", "legal-hold", "case 7", "*");
  before.mark("mrk-wait", "embargo", "publication", "*").until = "2026-06-01";
  StrictCase after = before;
  after.get<Marking>("mrk-rights").payload = "full";
  after.records.erase("mrk-hold");
  after.get<Marking>("mrk-wait").until = "2026-05-01";
  CHECK(loosened(before, after) ==
        "rights: excerpt -> full; everything\n"
        "legal-hold: case 7 -> ; everything\n"
        "until: embargo 2026-06-01 -> 2026-05-01; everything\n");
  after.get<Marking>("mrk-wait").until = "2026-07-01";
  after.get<Marking>("mrk-rights").payload = "hash-only";
  CHECK(loosened(before, after) == "legal-hold: case 7 -> ; everything\n");
}

TEST_CASE("an end where there was none is earlier than never") {
  StrictCase after;
  after.tlp().until = "2026-12-31";
  CHECK(loosened(StrictCase(), after) == "until: tlp-2.0 without end -> 2026-12-31; everything\n");
  CHECK(loosened(after, StrictCase()) == "");
}

TEST_CASE("a wider audience is told, a narrower one is not") {
  StrictCase after;
  after.tlp().audience = {"Ohm", "Berg", "everybody at the desk"};
  CHECK(loosened(StrictCase(), after) ==
        "audience: tlp-2.0 Berg, Ohm -> Ohm, Berg, everybody at the desk; everything\n");
  after.tlp().audience = {"Ohm"};
  CHECK(loosened(StrictCase(), after) == "");
}

TEST_CASE("a custom marking that is gone is told by its value") {
  StrictCase before;
  before.mark("mrk-desk", "custom", "desk only", "src-corve");
  CHECK(loosened(before, StrictCase()) == "custom: desk only -> ; src-corve\n");
}

TEST_CASE("a source that is no longer protected and a profile that asks for less are told") {
  StrictCase before;
  before.get<Source>("src-corve").protection = Protection{true, "safety", id_of("agt-berg"), {}};
  StrictCase after = before;
  after.get<Source>("src-corve").protection = Protection{false, {}, {}, {}};
  after.head.profile = "open";
  CHECK(loosened(before, after) ==
        "source-protection: protected -> ; src-corve\n"
        "profile: newsroom -> open; everything\n");
}
