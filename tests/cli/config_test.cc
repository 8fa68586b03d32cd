// SPDX-License-Identifier: Apache-2.0
#include "cli/config.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include "cli/chance.h"
#include "cli/clock.h"
#include "crypto/error.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using dossier::test::read_all;
using dossier::test::TemporaryFolder;
using dossier::test::write_all;

namespace {

// Sets a variable, or takes it away, until the end of the block.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* former = ::getenv(name)) former_ = former;
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  }
  ~Variable() { former_ ? ::setenv(name_, former_->c_str(), 1) : ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> former_;
};

std::string refusal(const std::string& text) {
  const TemporaryFolder folder;
  const Variable home("XDG_CONFIG_HOME", folder.path().c_str());
  write_all(config_path(), text);
  try {
    load_config();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUnavailable);
    return std::string(error.what()).substr(config_path().size()) +
           (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "read";
}

std::string clock_with(const char* value) {
  const Variable set("SOURCE_DATE_EPOCH", value);
  try {
    return current_time().to_string();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.what();
  }
}

}  // namespace

TEST_CASE("the configuration lies where the desktop's standard says") {
  const Variable home("HOME", "/home/alice");
  {
    const Variable xdg("XDG_CONFIG_HOME", "/elsewhere");
    CHECK(config_path() == "/elsewhere/dossier/config.json");
  }
  for (const char* unusable : {static_cast<const char*>(nullptr), "", "relative"}) {
    const Variable xdg("XDG_CONFIG_HOME", unusable);
    CHECK(config_path() == "/home/alice/.config/dossier/config.json");
  }
  const Variable xdg("XDG_CONFIG_HOME", nullptr);
  const Variable nowhere("HOME", nullptr);
  CHECK(config_path().empty());
  CHECK(load_config().author_name.empty());
}

TEST_CASE("what is saved is read again, by its owner only") {
  const TemporaryFolder folder;
  const Variable xdg("XDG_CONFIG_HOME", (folder / "new").c_str());
  CHECK(load_config().author_name.empty());
  Config config;
  config.author_name = "Zoë \"Z\" 한";
  config.author_principal = "zoe@newsroom.example";
  config.profile = "legal";
  config.extra = {{"x-theme", "dark"}};
  save_config(config);
  const Config read = load_config();
  CHECK(read.author_name == config.author_name);
  CHECK(read.author_principal == config.author_principal);
  CHECK(read.key.empty());
  CHECK(read.profile == "legal");
  CHECK(read.extra == config.extra);
  struct stat info {};
  REQUIRE(::stat(config_path().c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  save_config(read);
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "new/dossier"), {}) == 1);
}

TEST_CASE("a key below the home folder is found there") {
  const TemporaryFolder folder;
  const Variable xdg("XDG_CONFIG_HOME", folder.path().c_str());
  const Variable home("HOME", "/home/alice");
  write_all(config_path(), R"({"key": "~/.ssh/id_ed25519"})");
  CHECK(load_config().key == "/home/alice/.ssh/id_ed25519");
}

TEST_CASE("a wrong configuration is refused with line and column") {
  CHECK(refusal("{}") == "read");
  CHECK(refusal("{\n  \"auhtor\": {}\n}") ==
        ":2:3: unknown key \"auhtor\" in the configuration | Did you mean \"author\"?");
  CHECK(refusal("{\"author\": {\"email\": \"a\"}}") ==
        ":1:13: unknown key \"email\" in \"author\" | Known keys: name, principal.");
  CHECK(refusal("{\"author\": \"Zoë\"}") == ":1:12: \"author\" must be an object, not a string");
  CHECK(refusal("{\"key\": 5}") == ":1:9: \"key\" must be a text that is not empty");
  CHECK(refusal("{\"profile\": \"strict\"}") ==
        ":1:13: \"profile\" is open, newsroom or legal, not \"strict\"");
  CHECK(refusal("[]") == ":1:1: the configuration must be an object, not an array");
  CHECK(refusal("{\"key\": \"a\",}").rfind(":1:13: ", 0) == 0);
  CHECK(refusal("").rfind(":1:1: ", 0) == 0);
}

TEST_CASE("the clock is SOURCE_DATE_EPOCH when it is set, and never guessed") {
  CHECK(clock_with("1772183560") == "2026-02-27T09:12:40Z");
  CHECK(clock_with("0") == "1970-01-01T00:00:00Z");
  CHECK(clock_with("253402300799") == "9999-12-31T23:59:59Z");
  for (const char* wrong : {"", "x", "-1", "1.5", " 1", "1772183560 ", "0x10", "253402300800",
                            "99999999999999999999"}) {
    CHECK(clock_with(wrong) == "SOURCE_DATE_EPOCH: cannot be '" + std::string(wrong) + "'");
  }
  CHECK(clock_with(nullptr) > "2025");
}

TEST_CASE("chance can be fixed only together with the clock") {
  const Variable no_clock("SOURCE_DATE_EPOCH", nullptr);
  const Variable seed("DOSSIER_TEST_SEED", "a");
  CHECK_THROWS_AS(Chance::from_environment(), Error);
  const Variable clock("SOURCE_DATE_EPOCH", "0");
  const Chance a = Chance::from_environment();
  const Variable other_seed("DOSSIER_TEST_SEED", "b");
  const Chance b = Chance::from_environment();
  CHECK(a.nonce("urn:x", 1) == a.nonce("urn:x", 1));
  CHECK(a.nonce("urn:x", 1) != a.nonce("urn:x", 2));
  CHECK(a.nonce("urn:x", 1) != a.nonce("urn:y", 1));
  CHECK(a.nonce("urn:x", 1) != b.nonce("urn:x", 1));
  CHECK(a.nonce("urn:x", 1).size() == 32);
  CHECK(a.urn_uuid() == a.urn_uuid());
}

TEST_CASE("without a seed nothing repeats, and a uuid has version and variant") {
  const Variable no_seed("DOSSIER_TEST_SEED", nullptr);
  const Chance chance = Chance::from_environment();
  CHECK(chance.nonce("urn:x", 1) != chance.nonce("urn:x", 1));
  const std::string uuid = chance.urn_uuid();
  CHECK(uuid != chance.urn_uuid());
  CHECK(uuid.size() == 45);
  CHECK(uuid.substr(0, 9) == "urn:uuid:");
  CHECK(uuid[23] == '4');
  CHECK(std::string("89ab").find(uuid[28]) != std::string::npos);
}
