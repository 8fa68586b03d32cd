// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/layout.h"
#include "tests/cli/diff/two_revisions.h"

using namespace dossier;
using namespace dossier::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The sample under TLP:AMBER first; then a quote is cut, a note is gone, a claim is new, another
// one has another status, and the label is CLEAR.
class RevisedLetters : public TwoRevisions {
 public:
  RevisedLetters() {
    must({"edit", "mrk-tlp-2-0-clear", "value=amber"});
    revise([&] {
      must({"edit", "quo-crates", "exact=papers in 12 crates", "--reason", "too long"});
      must({"remove", "note-book", "--reason", "a mistake", "--with-dependants"});
      must({"claim", "The crates were found in a lake house.", "--kind", "content",
            "--supported-by", "quo-crates", "--asserted-by", "src-records-office", "--id",
            "clm-lake-house"});
      must({"edit", "clm-crates", "text=Letters from Reth were among the papers that were found",
            "--reason", "too bold"});
      must({"edit", "mrk-tlp-2-0-clear", "value=clear", "--reason", "it is public"});
    });
  }
};

}  // namespace

TEST_CASE("diff says first what changed, and that NEW was made from OLD") {
  const RevisedLetters letters;
  const Ran ran = letters.diff();
  INFO(ran.out);
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  CHECK(ran.out.rfind("Revision 2, made from revision 1: LESS RESTRICTED THAN BEFORE; ", 0) == 0);
  CHECK(has(ran.out, "  old  1.zip, revision 1 of 2026-03-01\n"));
  CHECK(has(ran.out, "  new  2.zip, revision 2 of 2026-03-01\n"));
  CHECK(has(ran.out, "! TLP:AMBER became TLP:CLEAR for everything"));
  CHECK(has(ran.out, "\n  clm-lake-house "));
  CHECK(has(ran.out, "\n  note-book "));
}

TEST_CASE("diff tells the fields of a changed record, and texts word by word") {
  const RevisedLetters letters;
  const std::string out = letters.diff().out;
  INFO(out);
  CHECK(has(out, "    start                1243 -> 1272\n"));
  CHECK(has(out, "    value                amber -> clear\n"));
  CHECK(has(out, "[-Letters from Reth were among-] papers in 12 crates"));
}

TEST_CASE("no line of diff is wider than 80 columns") {
  const RevisedLetters letters;
  const std::string out = letters.diff().out;
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = out.find('\n', at);
    const std::string line = out.substr(at, end - at);
    INFO(line);
    CHECK(columns_of(line) <= 80);
    at = end + 1;
  }
}

TEST_CASE("text without spaces is broken between its characters, each two columns wide") {
  const TwoRevisions letters;
  std::string old_words;
  for (int i = 0; i < 60; ++i) old_words += "他不是总统";
  letters.revise(
      [&] { letters.change("records/claims/clm-contact.json", "\"text\": \"", "\"text\": \"否"); },
      {"--force-invalid"});
  letters.change("records/claims/clm-contact.json", "\"text\": \"", "\"text\": \"" + old_words);
  letters.pack("3.zip", {"--force-invalid", "--revise", "--former", "2.zip"});
  const Ran ran = letters.outside({"diff", "2.zip", "3.zip", "--trust", "trust"});
  INFO(ran.out);
  std::size_t shown = 0;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    CHECK(columns_of(line) <= 80);
    for (std::size_t at = 0; (at = line.find("总", at)) != std::string::npos; ++at) ++shown;
  }
  CHECK(shown >= 60);
}

TEST_CASE("diff turned round says so") {
  const RevisedLetters letters;
  const Ran ran = letters.outside({"diff", "2.zip", "1.zip", "--trust", "trust"});
  CHECK(ran.status == 0);
  CHECK(ran.out.rfind("Turned round: NEW is revision 1, from which OLD, revision 2, was made", 0) ==
        0);
  CHECK_FALSE(has(ran.out, "LESS RESTRICTED"));
}

TEST_CASE("diff of a bundle with itself finds nothing, and a second signature is told") {
  const TwoRevisions letters;
  letters.pack("1.zip");
  std::filesystem::copy_file(letters.top() + "/1.zip", letters.top() + "/2.zip");
  CHECK(has(letters.diff().out,
            "The same sealed content, revision 1: nothing that is told differs. Both verify."));
  REQUIRE(letters.outside({"sign", "2.zip", "--role", "review", "--key", "key"}).status == 0);
  const Ran ran = letters.diff();
  CHECK(ran.status == 0);
  CHECK(has(ran.out, "The same sealed content, revision 1: other signers. Both verify."));
  CHECK(has(ran.out, "+ trusted: alice@newsroom.example reviewed it"));
}

TEST_CASE("diff for programs tells the same") {
  const RevisedLetters letters;
  const Ran ran = letters.diff({"--json"});
  CHECK(ran.status == 0);
  const nlohmann::json told = nlohmann::json::parse(ran.out);
  CHECK(told["schema"] == "dossier/diff/1");
  CHECK(told["lineage"] == "next");
  CHECK(told["new"]["previous_sha256"] == told["old"]["tag_manifest_sha256"]);
  REQUIRE(told["loosened"].size() == 1);
  CHECK(told["loosened"][0]["what"] == "tlp");
  CHECK(told["loosened"][0]["before"] == "amber");
  CHECK(told["loosened"][0]["after"] == "clear");
  CHECK(told["loosened"][0]["everything"] == true);
  std::map<std::string, nlohmann::json> changed;
  for (const nlohmann::json& record : told["records"]["changed"]) {
    for (const nlohmann::json& field : record["fields"]) {
      changed[record["path"].get<std::string>() + field["pointer"].get<std::string>()] = field;
    }
  }
  CHECK(changed.at("records/quotes/quo-crates.json/exact")["after"] == "papers in 12\u00A0crates");
  CHECK(changed.at("records/quotes/quo-crates.json/start")["before"] == 1243);
  CHECK(told["records"]["removed"].dump().find("note-book") != std::string::npos);
  CHECK(told["records"]["added"].dump().find("clm-lake-house") != std::string::npos);
  for (const nlohmann::json& record : told["records"]["changed"])
    CHECK(record["path"] != "dossier.json");
}

TEST_CASE("diff tells word by word what became of an article between two captures") {
  const TwoRevisions letters;
  std::string page = read_all(DOSSIER_SOURCE_DIR "/samples/letters-claim/source/article.html");
  const std::string old_words = "could not be confirmed";
  const std::size_t at = page.find(old_words);
  REQUIRE(at != std::string::npos);
  page.replace(at, old_words.size(), "could be confirmed");
  write_all(letters.top() + "/again.html", page);
  letters.revise([&] {
    letters.must({"add", "again.html", "--article", "art-letters", "--captured-at",
                  "2026-02-28T10:00:00Z", "--captured-by", "agt-berg", "--method", "single-file",
                  "--id", "cap-again"});
  });
  const Ran ran = letters.diff();
  INFO(ran.out);
  CHECK(ran.status == 0);
  CHECK(has(ran.out, "cap-dispatch -> cap-again\n"));
  CHECK(has(ran.out, "1 word removed, 0 added\n"));
  CHECK(has(ran.out, "could [-not-] (MEANING) be confirmed"));
  const nlohmann::json told = nlohmann::json::parse(letters.diff({"--json"}).out);
  REQUIRE(told["texts"].size() == 1);
  CHECK(told["texts"][0]["hunks"][0]["region"] == "body");
}

TEST_CASE("a quote that no longer matches is told, and such a bundle never passes") {
  const TwoRevisions letters;
  letters.revise(
      [&] { letters.change("records/quotes/quo-not-confirmed.json", "could not be", "could be"); },
      {"--force-invalid"});
  const Ran ran = letters.diff();
  INFO(ran.out);
  CHECK(ran.status == 1);
  CHECK(has(ran.out, "quo-not-confirmed"));
  CHECK(has(ran.out, "exact -> altered\n    Corve’s claims could be confirmed"));
  CHECK(has(ran.out, "Not both verify"));
}

TEST_CASE("a diff of bundles that nobody known vouches for says so and exits with 4") {
  const RevisedLetters letters;
  const Ran ran = letters.outside({"diff", "1.zip", "2.zip"});
  CHECK(ran.status == 4);
  CHECK(has(ran.out, "Not both verify"));
  CHECK_FALSE(has(ran.out, "alice@newsroom.example"));
}

TEST_CASE("of a broken bundle nothing is compared and nothing is shown") {
  const RevisedLetters letters;
  std::string bytes = read_all(letters.top() + "/2.zip");
  const std::size_t at = bytes.find("lake house.");
  REQUIRE(at != std::string::npos);
  bytes[at] = 'L';
  write_all(letters.top() + "/2.zip", bytes);
  const Ran ran = letters.diff({"-o", "d.html"});
  CHECK(ran.status == 1);
  CHECK(has(ran.out, "Not compared: the new bundle is broken or falsely signed.\n"));
  CHECK(has(ran.err, "file.digest-mismatch"));
  for (const std::string& shown : {ran.out, letters.page(), letters.diff().out}) {
    CHECK_FALSE(has(shown, "lake house"));
    CHECK_FALSE(has(shown, "Lake house"));
  }
  CHECK(has(letters.page(), "file.digest-mismatch"));
  const nlohmann::json told = nlohmann::json::parse(letters.diff({"--json"}).out);
  CHECK(told["compared"] == false);
  CHECK_FALSE(told.contains("records"));
}

TEST_CASE("a bundle that is not there is no difference, and both cannot come from one pipe") {
  const TwoRevisions letters;
  letters.pack("1.zip");
  CHECK(letters.diff().status == 3);
  CHECK(letters.outside({"diff", "-", "-"}).status == 2);
}

TEST_CASE("a case folder is no bundle, and diff says what to do") {
  const TwoRevisions letters;
  letters.pack("1.zip");
  const Ran ran = letters.outside({"diff", "1.zip", "case"});
  CHECK(ran.status == 1);
  CHECK(has(ran.err, "case: is a case folder, and no bundle"));
}

TEST_CASE("the page of a diff has its parts in order, and is never written over a file") {
  const RevisedLetters letters;
  const Ran ran = letters.diff({"-o", "d.html"});
  CHECK(ran.status == 0);
  CHECK(has(ran.out, "wrote d.html"));
  const std::string page = letters.page();
  std::size_t at = 0;
  for (const char* part :
       {"Content-Security-Policy", "<h1 ", "Revision 2, made from revision 1", "id=\"loosened\"",
        "TLP:AMBER became TLP:CLEAR", "id=\"changed\"", "<del>Letters from Reth were among",
        "id=\"added\"", "id=\"clm-lake-house\"", "id=\"removed\"", "id=\"note-book\"",
        "id=\"files\"", "id=\"by-hand\""}) {
    INFO(part);
    const std::size_t found = page.find(part, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  CHECK(letters.diff({"-o", "d.html"}).status == 1);
  CHECK(letters.diff({"-o", "d.html", "--force"}).status == 0);
}

TEST_CASE("hostile records stay inert in all forms of a diff") {
  const TwoRevisions letters;
  const std::string hostile =
      "</p><script>alert(1)</script> \\\"]]> javascript:alert(2) <img src=x onerror=alert(3)> "
      "\\u001b[31m\\u001b]0;title\\u0007 \\u202eturned\\u2066 \\u009b2J \\u200b\\u0000end";
  letters.revise(
      [&] {
        letters.change("records/claims/clm-contact.json", "\"text\": \"",
                       "\"text\": \"" + hostile + " ");
        letters.change("records/articles/art-letters.json", "\"title\": \"",
                       "\"title\": \"" + hostile + " ");
        letters.change("records/markings/mrk-rights.json", "\"payload\": \"full\"",
                       "\"payload\": \"full\",\n  \"x-bad<script>\": {\"" + hostile + "\": [\"" +
                           hostile + "\"]}");
        letters.change("records/agents/agt-berg.json", "\"name\": \"",
                       "\"name\": \"" + hostile + " ");
      },
      {"--force-invalid"});
  const std::string text = letters.diff().out;
  const std::string json = letters.diff({"--json"}).out;
  letters.diff({"-o", "d.html"});
  CHECK(has(text, "turned"));
  CHECK(has(json, "turned"));
  CHECK(has(letters.page(), "turned"));
  for (const std::string& form : {text, json, letters.page()}) {
    for (const char* raw :
         {"\x1b", "\x07", "\xe2\x80\xae", "\xe2\x81\xa6", "\xc2\x9b", "\xe2\x80\x8b"}) {
      INFO(raw);
      CHECK_FALSE(has(form, raw));
    }
    CHECK(form.find('\0') == std::string::npos);
  }
  for (const char* raw : {"<script", "<img", "]]>", "onerror=\"", "href=\"javascript"}) {
    INFO(raw);
    CHECK_FALSE(has(letters.page(), raw));
  }
  CHECK(nlohmann::json::parse(json)["records"]["changed"].dump().find("<script>") !=
        std::string::npos);
}
