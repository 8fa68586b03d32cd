// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/cli/run_dossier.h"

using dossier::test::How;
using dossier::test::Ran;
using dossier::test::read_all;
using dossier::test::run_dossier;
using dossier::test::TemporaryFolder;
using dossier::test::write_all;

namespace {

// The sample, packed with a new key that the trust folder knows.
class PackedLetters {
 public:
  PackedLetters() {
    std::filesystem::copy(DOSSIER_SOURCE_DIR "/samples/letters-claim/case", folder_ / "case",
                          std::filesystem::copy_options::recursive);
    REQUIRE(run({"keygen", "key"}).status == 0);
    const std::string key = read_all(folder_ / "key.pub");
    write_all(folder_ / "trust/allowed_signers",
              "alice@newsroom.example namespaces=\"dossier-seal\" " +
                  key.substr(0, key.find(' ', key.find(' ') + 1)) + "\n");
    REQUIRE(run({"pack", "-C", "case", "--key", "key", "-o", "b.zip"}).status == 0);
  }
  Ran run(const std::vector<std::string>& words) const {
    return run_dossier(words, {folder_.path(), {}, {}});
  }
  std::string page() const { return read_all(folder_ / "r.html"); }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a report has its parts in order") {
  const PackedLetters letters;
  REQUIRE(letters.run({"report", "b.zip", "-o", "r.html", "--trust", "trust"}).status == 0);
  const std::string page = letters.page();
  std::size_t at = 0;
  for (const char* part : {"<h1 ", "TLP:", "id=\"identity\"", "id=\"verdicts\"", "id=\"limits\"",
                           "id=\"findings\"", "id=\"claims\"", "id=\"quotes\"", "id=\"chains\"",
                           "id=\"graph\"", "id=\"timeline\"", "id=\"custody\"", "id=\"contacts\"",
                           "id=\"redactions\"", "id=\"files\"", "id=\"by-hand\""}) {
    INFO(part);
    const std::size_t found = page.find(part, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
}

TEST_CASE("a report names the signer from the trust folder only") {
  const PackedLetters letters;
  REQUIRE(letters.run({"report", "b.zip", "-o", "r.html"}).status == 0);
  CHECK_FALSE(has(letters.page(), "alice@newsroom.example"));
  CHECK(has(letters.page(), "a key that this reader does not know"));
  REQUIRE(letters.run({"report", "b.zip", "-o", "r.html", "--trust", "trust", "--force"}).status ==
          0);
  CHECK(has(letters.page(), "alice@newsroom.example"));
}

TEST_CASE("a report never replaces a file unless it is told to") {
  const PackedLetters letters;
  write_all(letters.folder() / "r.html", "mine");
  CHECK(letters.run({"report", "b.zip", "-o", "r.html"}).status == 1);
  CHECK(letters.page() == "mine");
}

TEST_CASE("the report of a broken bundle tells the failure and shows nothing of its contents") {
  const PackedLetters letters;
  std::string bytes = read_all(letters.folder() / "b.zip");
  const std::size_t at = bytes.find("Mira Sandoval");
  REQUIRE(at != std::string::npos);
  bytes[at] = 'N';
  write_all(letters.folder() / "broken.zip", bytes);
  const Ran ran = letters.run({"report", "broken.zip", "-o", "r.html", "--trust", "trust"});
  CHECK(ran.status == 1);
  const std::string page = letters.page();
  CHECK(has(page, "Not valid"));
  CHECK(has(page, "file.digest-mismatch"));
  CHECK_FALSE(has(page, "Does Corve still write"));
  CHECK_FALSE(has(page, "Sandoval"));
  CHECK_FALSE(has(page, "Nira"));
}
