// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/cli/letters_folder.h"

namespace dossier::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sample as a bundle, and what is exported of it.
class Exported {
 public:
  Exported() { REQUIRE(run({"keygen", "key"}).status == 0); }
  // The case as it stands.
  void pack() const {
    const Ran ran = folder_.run(
        {"pack", "--key", path("key").string(), "-o", path("letters.dossier.zip").string()});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }
  fs::path path(const std::string& name) const { return fs::path(beside_.path()) / name; }
  // In the folder of key and bundle.
  Ran run(const std::vector<std::string>& words) const {
    return run_dossier(words, {beside_.path(), {{"SOURCE_DATE_EPOCH", "1772391600"}}, {}});
  }
  Ran run(const std::string& format, const std::string& name) const {
    return run({"export", "letters.dossier.zip", "--format", format, "-o", name});
  }
  nlohmann::json json(const std::string& format) const {
    const Ran ran = run(format, format + ".json");
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
    return nlohmann::json::parse(text_of(path(format + ".json")));
  }
  const LettersFolder& folder() const { return folder_; }

 private:
  LettersFolder folder_;
  TemporaryFolder beside_;
};

}  // namespace

TEST_CASE("an RO-Crate describes its metadata file, its root and every packed file") {
  const Exported exported;
  exported.pack();
  const nlohmann::json crate = exported.json("ro-crate");
  CHECK(crate["@context"] == "https://w3id.org/ro/crate/1.2/context");
  std::set<std::string> ids;
  std::size_t files = 0;
  for (const auto& entity : crate["@graph"]) {
    const bool is_new = ids.insert(entity["@id"].get<std::string>()).second;
    CHECK_MESSAGE(is_new, entity["@id"]);
    if (entity["@type"] == "File") ++files;
  }
  CHECK(crate["@graph"][0]["about"]["@id"] == "./");
  for (const std::string needed : {"name", "description", "datePublished", "license"}) {
    CHECK_MESSAGE(crate["@graph"][1].contains(needed), needed);
  }
  CHECK(crate["@graph"][1]["hasPart"].size() == files);
  CHECK(ids.contains("data/captures/cap-dispatch/primary.html"));
  CHECK(ids.contains("#quo-telling-people"));
}

TEST_CASE("PROV-JSON relates only what it declares") {
  const Exported exported;
  exported.pack();
  const nlohmann::json document = exported.json("prov");
  std::set<std::string> declared;
  for (const std::string type : {"entity", "agent", "activity"}) {
    for (const auto& [id, statement] : document[type].items()) declared.insert(id);
  }
  std::size_t related = 0;
  for (const auto& [type, statements] : document.items()) {
    if (type == "prefix" || type == "entity" || type == "agent" || type == "activity") continue;
    for (const auto& [id, statement] : statements.items()) {
      for (const auto& [role, target] : statement.items()) {
        if (!role.starts_with("prov:") || !target.is_string()) continue;
        ++related;
        const std::string place = type + " " + target.get<std::string>();
        CHECK_MESSAGE(declared.contains(target.get<std::string>()), place);
      }
    }
  }
  CHECK(related > 50);
}

TEST_CASE("web annotations select the words of every quote by text and by place") {
  const Exported exported;
  exported.pack();
  const nlohmann::json collection = exported.json("web-annotation");
  std::size_t quotes = 0;
  for (const auto& item : collection["first"]["items"]) {
    if (item["motivation"] != "highlighting") continue;
    ++quotes;
    const auto& selectors = item["target"]["selector"];
    CHECK(selectors[0]["type"] == "TextQuoteSelector");
    CHECK(selectors[1]["end"] > selectors[1]["start"]);
  }
  CHECK(quotes == 6);
  CHECK(collection["total"] == collection["first"]["items"].size());
}

TEST_CASE("tables in CSV have a row for each record, and no cell that a spreadsheet would run") {
  const Exported exported;
  REQUIRE(exported.folder()
              .run({"note", "=1+1, \"quoted\"", "--kind", "check", "--about", "clm-contact",
                    "--method", "other", "--result", "inconclusive", "--id", "formula"})
              .status == 0);
  exported.pack();
  REQUIRE(exported.run("csv", "tables").status == 0);
  const std::string notes = text_of(exported.path("tables") / "notes.csv");
  CHECK(notes.starts_with("id,kind,about,at,author,method,result,text\r\n"));
  CHECK(notes.find(",\"'=1+1, \"\"quoted\"\"\"\r\n") != std::string::npos);
  const std::string claims = text_of(exported.path("tables") / "claims.csv");
  CHECK(std::count(claims.begin(), claims.end(), '\n') == 1 + 4);
}

TEST_CASE("a protected source is in no export") {
  const Exported exported;
  REQUIRE(exported.folder()
              .run({"source", "Name That Must Not Leave", "--kind", "person", "--protected",
                    "yes:asked for it", "--relation", "primary", "--name-held-by", "agt-berg",
                    "--id", "hidden"})
              .status == 0);
  REQUIRE(exported.folder()
              .run({"note", "Spoke to the source.", "--kind", "check", "--about", "src-hidden",
                    "--method", "source-contact", "--result", "inconclusive", "--id", "spoke"})
              .status == 0);
  exported.pack();
  for (const std::string format : {"ro-crate", "prov", "web-annotation"}) {
    CAPTURE(format);
    const std::string text = exported.json(format).dump();
    CHECK(text.find("src-hidden") == std::string::npos);
    CHECK(text.find("Must Not Leave") == std::string::npos);
  }
  REQUIRE(exported.run("csv", "tables").status == 0);
  for (const auto& table : fs::directory_iterator(exported.path("tables"))) {
    CHECK_MESSAGE(text_of(table.path()).find("src-hidden") == std::string::npos, table.path());
  }
}

TEST_CASE("the bag as tar unpacks to a bundle that verifies like the first") {
  const Exported exported;
  exported.pack();
  for (const auto& [made, list] : std::vector<std::pair<std::string, std::string>>{
           {"tar", "tar -xf"}, {"tar.gz", "tar -xzf"}, {"tar.zst", "bsdtar -xf"}}) {
    const std::string& format = made;
    CAPTURE(format);
    const std::string name = "letters." + format;
    REQUIRE(exported.run(format, name).status == 0);
    const std::string to = exported.path("unpacked-" + format).string();
    fs::create_directory(to);
    const std::string command = "cd '" + to + "' && " + list + " '" + exported.path(name).string() +
                                "' && test -f letters/bagit.txt";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(exported.run({"verify", "--quiet", to + "/letters"}).status == 4);
  }
}

TEST_CASE("nothing is exported of a bundle that is not sound, and nothing is overwritten") {
  const Exported exported;
  exported.pack();
  REQUIRE(exported.run("prov", "there").status == 0);
  const std::string before = text_of(exported.path("there"));
  for (const std::string format : {"prov", "tar", "csv"}) {
    CHECK(exported.run(format, "there").status == 1);
  }
  CHECK(text_of(exported.path("there")) == before);
  fs::resize_file(exported.path("letters.dossier.zip"), 3000);
  for (const std::string format : {"prov", "tar", "csv"}) {
    CHECK(exported.run(format, "broken").status == 1);
    CHECK(!fs::exists(exported.path("broken")));
  }
}

}  // namespace dossier::test
