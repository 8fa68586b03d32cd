// SPDX-License-Identifier: Apache-2.0
// list, show and check.
#include <doctest/doctest.h>

#include "manifests/json/reader.h"
#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

json::Value json_of(const Ran& ran) {
  const json::Parsed parsed = json::parse(ran.out);
  REQUIRE(parsed.value);
  return *parsed.value;
}

}  // namespace

TEST_CASE("list shows the records of one kind, named in the singular or plural") {
  const LettersFolder folder;
  const Ran ran = folder.run({"list", "claims"});
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  CHECK(ran.out ==
        "Claims (4)\n"
        "  clm-contact                unverified         Corve and Reth were in contact …\n"
        "  clm-crates                 unverified         The State Records Office recove…\n"
        "  clm-sandoval-said          partly-verified    Mira Sandoval told Channel Nine…\n"
        "  clm-told-friends           unverified         Corve told friends that he has …\n");
  CHECK(folder.run({"list", "claim"}).out == ran.out);
  CHECK(folder.run({"list", "redactions"}).out == "Redactions (0)\n");
  CHECK(holds(folder.run({"list", "qoutes"}).err, "did you mean quotes?"));
}

TEST_CASE("list without a kind tells what the case is and lists all records") {
  const LettersFolder folder;
  const Ran ran = folder.run({"list"});
  CHECK(ran.status == 0);
  CHECK(holds(ran.out,
              "Does Corve still write to Reth?\n"
              "urn:uuid:6f1c7e0a-2b64-4c39-9a51-0d5e8c6b3a17, revision 1, profile newsroom,\n"
              "  not sealed\n"
              "\n"
              "Agents (2)\n"
              "  agt-berg                   person             Alice Berg\n"));
  CHECK(holds(ran.out, "\nSources (7)\n"));
  CHECK(holds(ran.out, "\nEvents (4)\n"));
  CHECK_FALSE(holds(ran.out, "Redactions"));
}

TEST_CASE("list and show speak JSON, with a schema and its version") {
  const LettersFolder folder;
  const json::Value list = json_of(folder.run({"list", "quotes", "--json"}));
  CHECK(*list.find("schema") == json::Value("dossier/list/1"));
  CHECK(list.find("records")->array().size() == 6);
  CHECK(*list.find("records")->array()[0].find("id") == json::Value("quo-crates"));
  const json::Value show = json_of(folder.run({"show", "quo-crates", "--json"}));
  CHECK(*show.find("schema") == json::Value("dossier/show/1"));
  CHECK(*show.find("record")->find("start") == json::Value(1243));
  CHECK(*show.find("named_by")->array().at(0).find("id") == json::Value("att-crates"));
}

TEST_CASE("show tells each field with the key that edit takes, and who names the record") {
  const LettersFolder folder;
  const Ran ran = folder.run({"show", "clm-contact"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "records/claims/clm-contact.json\n"
        "  id                clm-contact\n"
        "  kind              content\n"
        "  text              Corve and Reth were in contact after Corve left office.\n"
        "  asserted_by       src-corve\n"
        "  attribution       att-friends\n"
        "  support.0.ref     quo-told-friends\n"
        "  support.0.stance  supports\n"
        "  support.1.ref     quo-not-confirmed\n"
        "  support.1.stance  contradicts\n"
        "  status            unverified\n"
        "  credibility       6\n"
        "  reviewed_by       agt-berg\n"
        "  reviewed_at       2026-03-01T16:25:00Z\n"
        "  basis.0           note-book\n"
        "  basis.1           note-office\n"
        "  recorded_at       2026-03-01T16:40:00Z\n"
        "  recorded_by       agt-berg\n"
        "named by clm-told-friends /relations/0/claim\n"
        "named by note-book /about/1\n"
        "named by note-crates /about/1\n"
        "named by note-office /about/0\n");
  CHECK(folder.run({"show", "head"}).status == 0);
  CHECK(holds(folder.run({"show", "clm-contatc"}).err, "Did you mean clm-contact?"));
}

TEST_CASE("check of the sample tells its warnings and that it is fit to be packed") {
  const LettersFolder folder;
  const Ran ran = folder.run({"check"});
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  CHECK(holds(ran.out,
              "case\n"
              "  Does Corve still write to Reth?\n"
              "  Structure    6 warnings     profile newsroom\n"
              "  Substance    reported       4 claims: 1 partly verified, 3 unverified; 6 of 6\n"
              "                              quotes exact\n"
              "\n"
              "  warning  capture.minimum-not-met  art-letters\n"));
  CHECK(
      holds(ran.out, "\nFit to be packed. This says nothing about whether the claims are true.\n"));
}

TEST_CASE("check is as strict as the stricter of the case's profile and the option") {
  const LettersFolder folder;
  CHECK(holds(folder.run({"check", "--profile", "open"}).out, "profile newsroom"));
  CHECK(holds(folder.run({"check", "--profile", "legal"}).out, "profile legal"));
  CHECK(folder.run({"check", "--profile", "strict"}).status == 2);
}

TEST_CASE("check speaks JSON with the same findings") {
  const LettersFolder folder;
  const json::Value check = json_of(folder.run({"check", "--json"}));
  CHECK(*check.find("schema") == json::Value("dossier/check/1"));
  CHECK(*check.find("outcome") == json::Value("fit"));
  CHECK(*check.find("structure")->find("warnings") == json::Value(6));
  CHECK(*check.find("structure")->find("quotes")->find("exact") == json::Value(6));
  std::filesystem::remove(folder.path() + "/records/sources/src-corve.json");
  const Ran ran = folder.run({"check", "--json"});
  CHECK(ran.status == 1);
  CHECK(*json_of(ran).find("outcome") == json::Value("not-fit"));
}

TEST_CASE("check tells where a secret word stands without telling the word") {
  const LettersFolder folder;
  write_all(folder.path() + "/../names.txt", "\xEF\xBB\xBFnobody\r\n\r\n  MIRA SANDOVAL \r\n");
  const Ran ran = folder.run({"check", "--secrets", "names.txt"});
  CHECK(ran.status == 1);
  CHECK(holds(ran.out, "error    source.protected-exposed  src-sandoval /name\n"));
  CHECK(holds(ran.out, "holds word 2 of the list of secrets"));
  CHECK_FALSE(holds(ran.out, "SANDOVAL"));
  write_all(folder.path() + "/../none.txt", "\n \n");
  CHECK(folder.run({"check", "--secrets", "none.txt"}).status == 1);
  CHECK(folder.run({"check", "--secrets", "nowhere.txt"}).status == 3);
}

TEST_CASE("check names what editors left behind, links, and names that no archive may have") {
  const LettersFolder folder;
  folder.put("records/claims/.clm-contact.json.swp", "x");
  folder.put(".DS_Store", "x");
  const Ran fit = folder.run({"check"});
  CHECK(fit.status == 0);
  CHECK(holds(fit.out,
              "  left out  .DS_Store\n"
              "  left out  records/claims/.clm-contact.json.swp\n"));
  folder.put("what?.txt", "x");
  std::filesystem::create_symlink("/etc/hostname", folder.path() + "/link");
  const Ran ran = folder.run({"check"});
  CHECK(ran.status == 1);
  CHECK(holds(ran.out, "what?.txt"));
  CHECK(holds(ran.out, "bag.entry-unknown  link\n"));
  CHECK(holds(ran.out, "Not fit to be packed. See the errors above.\n"));
}

TEST_CASE("a slip of who edits by hand is told with line, column, and how to mend it") {
  struct Slip {
    std::string from, to, code, sentence, mend;
  };
  const std::vector<Slip> slips = {
      {"\"status\"", "\"statsu\"", "record.unknown-key",
       "line 17, column 3: the key \"statsu\" is not known here", "Write \"status\""},
      {"\"unverified\"", "\"unverifed\"", "record.invalid-value",
       "line 17, column 13: found \"unverifed\"", "Write \"unverified\"."},
      {"\"note-office\"", "\"note office\"", "id.invalid", "line 23, column 5: the id", "Write"},
      {"\"note-office\"", "\"note-ofice\"", "reference.unresolved", "names note-ofice", ""},
      {"\"credibility\": 6", "\"credibility\": 60", "record.invalid-value",
       "line 18, column 18: found 60, expected an integer from 1 to 6", ""},
      {"\"credibility\": 6", "\"credibility\": 6.5", "record.unsafe-number", "line 18, column 18",
       ""},
      {"\"credibility\": 6", "\"status\": \"verified\"", "record.duplicate-key",
       "line 18, column 3", ""},
      {"\"credibility\": 6,", "\"credibility\": 6", "record.invalid-json", "line 19, column 3", ""},
      {"\"id\": \"clm-contact\"", "\"id\": \"clm-contacts\"", "record.misplaced",
       "the record in this file has the id clm-contacts",
       "Rename the file to records/claims/clm-contacts.json, or write clm-contact."},
  };
  for (const bool windows : {false, true}) {
    for (const Slip& slip : slips) {
      INFO(slip.to << (windows ? " with Windows line ends" : ""));
      const LettersFolder folder;
      const std::string path = "records/claims/clm-contact.json";
      folder.change(path, slip.from, slip.to);
      if (windows) {
        std::string bytes;
        for (const char c : folder.file(path)) bytes += c == '\n' ? "\r\n" : std::string(1, c);
        folder.put(path, bytes);
      }
      const auto before = folder.snapshot();
      const Ran ran = folder.run({"check", "--json"});
      INFO(ran.out);
      CHECK(ran.status == 1);
      std::size_t errors = 0;
      const json::Value report = json_of(ran);
      for (const json::Value& finding : report.find("findings")->array()) {
        if (*finding.find("severity") != json::Value("error")) continue;
        ++errors;
        CHECK(finding.find("code")->string() == slip.code);
        CHECK(holds(finding.find("where")->string(), "clm-contact"));
        CHECK(holds(finding.find("sentence")->string(), slip.sentence));
        CHECK(finding.find("mend") != nullptr);
        if (!slip.mend.empty()) CHECK(holds(finding.find("mend")->string(), slip.mend));
      }
      CHECK(errors == 1);
      CHECK(folder.run({"list"}).status == 0);
      CHECK(folder.snapshot() == before);
    }
  }
}

TEST_CASE("Windows line ends alone are no fault of a record, and mending it keeps all it says") {
  const LettersFolder folder;
  const std::string path = "records/claims/clm-contact.json";
  const auto claim = folder.record<Claim>("clm-contact");
  std::string bytes;
  for (const char c : folder.file(path)) bytes += c == '\n' ? "\r\n" : std::string(1, c);
  folder.put(path, bytes);
  CHECK(folder.run({"check"}).status == 0);
  CHECK(folder.record<Claim>("clm-contact") == claim);
  CHECK(folder.run({"edit", "clm-contact", "credibility=5"}).status == 0);
  CHECK_FALSE(holds(folder.file(path), "\r"));
  CHECK(folder.record<Claim>("clm-contact").text == claim.text);
  CHECK(folder.run({"check"}).status == 0);
}

TEST_CASE("show of a spoiled record tells what it holds and what is wrong, edit what to do") {
  const LettersFolder folder;
  folder.change("records/claims/clm-contact.json", "\"unverified\"", "\"unverifed\"");
  const Ran ran = folder.run({"show", "clm-contact"});
  CHECK(ran.status == 1);
  CHECK(holds(ran.out, "  status            unverifed\n"));
  CHECK(holds(ran.out, "error    record.invalid-value  records/claims/clm-contact.json /status\n"));
  folder.change("records/claims/clm-contact.json", "\"kind\":", "\"kind\"");
  const Ran torn = folder.run({"edit", "clm-contact", "status=unverified"});
  CHECK(torn.status == 1);
  CHECK(holds(torn.err, "records/claims/clm-contact.json: line 3, column "));
  CHECK(holds(torn.err, "Mend it in an editor"));
  CHECK(holds(folder.run({"list", "claims"}).out, "clm-contact                not sound"));
}
