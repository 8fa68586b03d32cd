// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/cli/run_dossier.h"
#include "tests/cli/talk_to_dossier.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> kFixed = {{"SOURCE_DATE_EPOCH", "1772183560"},
                                                   {"DOSSIER_TEST_SEED", "test"}};

Ran init(const TemporaryFolder& folder, std::vector<std::string> more) {
  std::vector<std::string> words{"init", "case", "--title", "T"};
  words.insert(words.end(), more.begin(), more.end());
  return run_dossier(words, {folder.path(), kFixed, {}});
}

}  // namespace

TEST_CASE("init writes head, author and program, and says what comes next") {
  const TemporaryFolder folder;
  const Ran ran = run_dossier({"init", "letters", "--title", "Does Corve write?", "--author",
                               "Zoë Berg", "--profile", "legal", "--language", "en", "--purpose",
                               "To know.", "--id", "urn:uuid:6b1f5d3e-8a67-4c39-9f0e-2f1d6c0a7b55"},
                              {folder.path(), kFixed, {}});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "wrote dossier.json\n"
        "wrote records/agents/agt-zoe-berg.json\n"
        "wrote records/agents/agt-dossier.json\n"
        "dossier urn:uuid:6b1f5d3e-8a67-4c39-9f0e-2f1d6c0a7b55, profile legal, author Zoë Berg "
        "(agt-zoe-berg)\n");
  CHECK(ran.err ==
        "dossier: DOSSIER_TEST_SEED is set: nonces can be guessed; only for tests\n"
        "Next: go into letters, then 'dossier add FILE --title T --publisher P --url U'.\n");
  CHECK(read_all(folder / "letters/dossier.json") ==
        "{\n"
        "  \"schema\": \"dossier/1\",\n"
        "  \"id\": \"urn:uuid:6b1f5d3e-8a67-4c39-9f0e-2f1d6c0a7b55\",\n"
        "  \"title\": \"Does Corve write?\",\n"
        "  \"purpose\": \"To know.\",\n"
        "  \"profile\": \"legal\",\n"
        "  \"created\": \"2026-02-27T09:12:40Z\",\n"
        "  \"created_by\": \"agt-zoe-berg\",\n"
        "  \"revision\": 1,\n"
        "  \"language\": \"en\"\n"
        "}\n");
  for (const char* path :
       {"dossier.json", "records/agents/agt-zoe-berg.json", "records/agents/agt-dossier.json"}) {
    CHECK(
        read_record_file(path, read_all(folder / ("letters/" + std::string(path))), Profile::kOpen)
            .sound);
  }
}

TEST_CASE("init makes an id of its own for each dossier") {
  const TemporaryFolder folder;
  std::set<std::string> heads;
  for (const char* name : {"a", "b"}) {
    CHECK(run_dossier({"init", name, "--title", "T", "--author", "A"}, {folder.path(), {}, {}})
              .status == 0);
    heads.insert(read_all(folder / (std::string(name) + "/dossier.json")).substr(0, 90));
  }
  CHECK(heads.size() == 2);
}

TEST_CASE("init refuses a folder that is in use, and changes nothing there") {
  const TemporaryFolder folder;
  write_all(folder / "case/notes.txt", "mine");
  const Ran ran = init(folder, {"--author", "A"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("dossier: case: exists and is not empty\n"
                     "  Choose a folder that does not exist yet.\n") != std::string::npos);
  CHECK(std::distance(fs::directory_iterator(folder / "case"), {}) == 1);
}

TEST_CASE("init twice is refused and leaves the first case alone") {
  const TemporaryFolder folder;
  CHECK(init(folder, {"--author", "A"}).status == 0);
  const std::string head = read_all(folder / "case/dossier.json");
  const Ran ran = init(folder, {"--author", "B"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("case: is a case folder already") != std::string::npos);
  CHECK(read_all(folder / "case/dossier.json") == head);
}

TEST_CASE("init with a value that no record may have leaves no folder behind") {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"--author", "A", "--language", "not ok"},
        {"--author", "A", "--id", "urn:uuid:UPPER"},
        {"--author", "A", "--author-id", "Bad Id"},
        {"--author", "A", "--purpose", "\xff"},
        {"--author", "A", "--profile", "strict"},
        {}}) {
    const TemporaryFolder folder;
    const Ran ran = init(folder, wrong);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK_FALSE(fs::exists(folder / "case"));
  }
}

TEST_CASE("a script without an author is told which option is missing") {
  const TemporaryFolder folder;
  const Ran ran = run_dossier({"init", "case", "--title", "T"},
                              {folder.path(), {{"XDG_CONFIG_HOME", "/nowhere"}}, {}});
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "dossier: --author is missing, and no author is remembered\n"
        "  Give --author NAME, or write {\"author\": {\"name\": \"NAME\"}} into "
        "/nowhere/dossier/config.json.\n");
}

TEST_CASE("what is remembered serves as author and profile") {
  const TemporaryFolder folder;
  write_all(folder / "config/dossier/config.json",
            R"({"author": {"name": "محمد"}, "profile": "open"})");
  const Ran ran = run_dossier({"init", "case", "--title", "T"},
                              {folder.path(), {{"XDG_CONFIG_HOME", folder / "config"}}, {}});
  CHECK(ran.status == 0);
  CHECK(ran.out.find("profile open, author محمد (agt-1)\n") != std::string::npos);
}

TEST_CASE("a configuration that cannot be read is an error with its line") {
  const TemporaryFolder folder;
  write_all(folder / "config/dossier/config.json", "{\n  \"auther\": {}\n}");
  const Ran ran = run_dossier({"init", "case", "--title", "T"},
                              {folder.path(), {{"XDG_CONFIG_HOME", folder / "config"}}, {}});
  CHECK(ran.status == 3);
  CHECK(ran.err.find("config/dossier/config.json:2:3: unknown key \"auther\"") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(folder / "case"));
}

TEST_CASE("on a terminal, init asks for the author and remembers the name if it may") {
  const TemporaryFolder folder;
  const std::vector<std::string> words{"init", folder / "case", "--title", "T"};
  const Talk talk = talk_to_dossier(words, folder.path(),
                                    {{"as it shall stand in the dossier: ", "Alice Berg\n"},
                                     {"Remember it for the next case? [Y/n]: ", "\n"}});
  CHECK(talk.status == 0);
  CHECK(talk.shown.find("author Alice Berg (agt-alice-berg)") != std::string::npos);
  CHECK(read_all(folder / "home/.config/dossier/config.json") ==
        "{\n  \"author\": {\n    \"name\": \"Alice Berg\"\n  }\n}\n");
}

TEST_CASE("a name that shall not be remembered is not") {
  const TemporaryFolder folder;
  const std::vector<std::string> words{"init", folder / "case", "--title", "T"};
  const Talk talk =
      talk_to_dossier(words, folder.path(), {{"dossier: ", "\nAlice\n"}, {"[Y/n]: ", "n\n"}});
  CHECK(talk.status == 0);
  CHECK(fs::exists(folder / "case/dossier.json"));
  CHECK_FALSE(fs::exists(folder / "home"));
}

TEST_CASE("Ctrl-C at a question ends with 130 and leaves nothing") {
  const TemporaryFolder folder;
  const std::vector<std::string> words{"init", folder / "case", "--title", "T"};
  const Talk talk = talk_to_dossier(words, folder.path(), {{"dossier: ", "\x03"}});
  CHECK(talk.status == 130);
  CHECK_FALSE(fs::exists(folder / "case"));
}
