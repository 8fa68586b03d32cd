// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <doctest/doctest.h>

#include "tests/cli/run_dossier.h"
#include "tests/crypto/test_authority.h"

namespace dossier {
namespace {

using test::How;
using test::Ran;
using test::run_dossier;

const std::string kVector = DOSSIER_SOURCE_DIR "/tests/vectors/accept/minimal/";

// However the lines were broken.
std::string in_one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n';
    if (!is_space || (!out.empty() && out.back() != ' ')) out += is_space ? ' ' : c;
  }
  return out;
}

// A sealed bundle, a verifier who trusts its sealer and, unless told otherwise, the authority.
struct Desk {
  TestAuthority authority;
  test::TemporaryFolder folder;

  Desk() {
    std::filesystem::copy_file(kVector + "bundle.dossier.zip", bundle());
    test::write_all(folder / "trust/allowed_signers",
                    test::read_all(kVector + "trust/allowed_signers"));
    test::write_all(folder / "trust/tsa/example.pem", authority.pem());
  }
  std::string bundle() const { return folder / "letters.dossier.zip"; }
  Ran run(const std::vector<std::string>& words) const {
    return run_dossier(words, {folder.path(), {{"DOSSIER_TRUST", folder / "trust"}}, {}});
  }
  // Asks, and has the authority answer, as letters.tsq, .txt and .tsr.
  void ask(const std::string& name = "letters") const {
    const Ran ran = run({"timestamp", "request", "letters.dossier.zip", "-o", name + ".tsq"});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const std::string request = test::read_all(folder / (name + ".tsq"));
    const Bytes answer = authority.answer({request.begin(), request.end()});
    test::write_all(folder / (name + ".tsr"), std::string(as_text(answer)));
  }
  Ran import(const std::vector<std::string>& more = {}, const std::string& name = "letters") const {
    std::vector<std::string> words{"timestamp", "import", "letters.dossier.zip", name + ".tsr"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  // Fails unless the import is refused with these words, and the bundle stays as it was.
  void refuse(const std::string& words, int status = 1,
              const std::vector<std::string>& more = {}) const {
    const std::string before = test::read_all(bundle());
    const Ran ran = import(more);
    CAPTURE(ran.err);
    CHECK(ran.status == status);
    CHECK(ran.err.find(words) != std::string::npos);
    CHECK(test::read_all(bundle()) == before);
  }
  std::string verified() const {
    const Ran ran = run({"verify", "letters.dossier.zip"});
    CHECK_MESSAGE(ran.status == 0, ran.out);
    return in_one_line(ran.out);
  }
};

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a request that an authority answered becomes a proven time") {
  const Desk desk;
  CHECK(has(desk.verified(), "no timestamp proves"));
  desk.ask();
  const Ran ran = desk.import();
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(has(ran.out, "added signatures/0002-timestamp.tsr"));
  const std::string told = desk.verified();
  CHECK(has(told, "proven"));
  CHECK(has(told, "(Example TSA; no list"));
  const Ran json = desk.run({"verify", "--json", "letters.dossier.zip"});
  CHECK(has(json.out, "\"verdict\": \"proven\""));
  CHECK(has(json.out, "\"authority\": \"Example TSA\""));
}

TEST_CASE("stock tools check a timestamp of an unpacked bundle") {
  const Desk desk;
  desk.ask();
  REQUIRE(desk.import().status == 0);
  REQUIRE(desk.run({"extract", "letters.dossier.zip", "-d", "out"}).status == 0);
  test::write_all(desk.folder / "root.pem", desk.authority.pem());
  run_well("cd " + (desk.folder / "out") +
           " && cd \"$(dirname \"$(find . -name bagit.txt)\")\" && " +
           "sha256sum --quiet -c signatures/0002-timestamp.txt && openssl ts -verify -data " +
           "signatures/0002-timestamp.txt -in signatures/0002-timestamp.tsr -CAfile " +
           (desk.folder / "root.pem"));
}

TEST_CASE("an answer to another request is refused, by its nonce or by what it stamps") {
  const Desk desk;
  desk.ask();
  const Bytes other = desk.authority.stamp(test::read_all(desk.folder / "letters.txt"));
  const std::string good = test::read_all(desk.folder / "letters.tsr");
  test::write_all(desk.folder / "letters.tsr", std::string(as_text(other)));
  desk.refuse("its nonce is not the one");
  test::write_all(desk.folder / "letters.tsr",
                  std::string(as_text(desk.authority.stamp("another text\n"))));
  desk.refuse("of something else than letters.txt");
  test::write_all(desk.folder / "letters.tsr", good);
  CHECK(desk.import().status == 0);
}

TEST_CASE("an answer without a timestamp, and a damaged one, are refused with the reason") {
  const Desk desk;
  desk.ask();
  const std::string good = test::read_all(desk.folder / "letters.tsr");
  const Bytes rejection = desk.authority.stamp("text\n", "", "tsa", "sha1");
  test::write_all(desk.folder / "letters.tsr", std::string(as_text(rejection)));
  desk.refuse("does not know the algorithm");
  test::write_all(desk.folder / "letters.tsr", good + "x");
  desk.refuse("bytes follow the response");
  std::string flipped = good;
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  test::write_all(desk.folder / "letters.tsr", flipped);
  desk.refuse("its signature is not right");
  test::write_all(desk.folder / "letters.tsr", std::string(70'000, 'x'));
  desk.refuse("letters.tsr: has 70000 bytes");
}

TEST_CASE("an authority that the trust folder does not know is refused, with what to do") {
  const Desk desk;
  desk.ask();
  std::filesystem::remove(desk.folder / "trust/tsa/example.pem");
  desk.refuse("put it in tsa/ of your trust folder");
  desk.refuse("leads to none in your trust folder", 1,
              {"--chain", desk.authority / "root.pem"});  // what comes with it is never trusted
}

TEST_CASE("a file in tsa/ that would not be read is refused with the whole trust folder") {
  const Desk desk;
  test::write_all(desk.folder / "trust/tsa/list.crl", "revocations\n");
  const Ran ran = desk.run({"verify", "letters.dossier.zip"});
  CHECK(ran.status == 3);
  CHECK(has(ran.err, "trust/tsa/list.crl: is no .pem file"));
  std::filesystem::rename(desk.folder / "trust/tsa/list.crl", desk.folder / "trust/tsa/list.pem");
  CHECK(desk.run({"verify", "letters.dossier.zip"}).status == 3);
}

TEST_CASE("without its request an answer cannot be imported, and another name can be given") {
  const Desk desk;
  desk.ask();
  std::filesystem::rename(desk.folder / "letters.tsq", desk.folder / "other.tsq");
  desk.refuse("the request that was answered is not there", 3);
  // The text is made again where it is missing.
  const Ran ran = desk.import({"--request", "other.tsq"});
  CHECK_MESSAGE(ran.status == 0, ran.err);
}

TEST_CASE("a timestamp asked for before another signature came covers what it was asked for") {
  const Desk desk;
  desk.ask();
  REQUIRE(desk.run({"keygen", "key"}).status == 0);
  const Ran signing =
      desk.run({"sign", "letters.dossier.zip", "--role", "witness", "--key", "key"});
  REQUIRE_MESSAGE(signing.status == 0, signing.err);
  const Ran ran = desk.import();
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(has(ran.out, "added signatures/0003-timestamp.tsr"));
  CHECK(has(desk.verified(), "existed on"));
}

TEST_CASE("a second timestamp covers the first") {
  const Desk desk;
  desk.ask();
  REQUIRE(desk.import().status == 0);
  desk.ask("again");
  CHECK(has(test::read_all(desk.folder / "again.txt"), "  signatures/0002-timestamp.tsr\n"));
  const Ran ran = desk.import({}, "again");
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK(has(desk.verified(), "Example TSA"));
}

TEST_CASE("revocation lists given at import stay with the timestamp") {
  const Desk desk;
  desk.ask();
  test::write_all(desk.folder / "lists.pem", desk.authority.revocation_list("", "", ""));
  const Ran ran = desk.import({"--chain", "lists.pem"});
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  CHECK_FALSE(has(desk.verified(), "no list of its revocations"));
}

TEST_CASE("no request is made for a bundle that is damaged, and none replaces a file") {
  const Desk desk;
  test::write_all(desk.folder / "letters.txt", "notes\n");
  Ran ran = desk.run({"timestamp", "request", "letters.dossier.zip", "-o", "letters.tsq"});
  CHECK(ran.status == 1);
  CHECK(has(ran.err, "letters.txt"));
  CHECK_FALSE(std::filesystem::exists(desk.folder / "letters.tsq"));
  CHECK(test::read_all(desk.folder / "letters.txt") == "notes\n");
  ran = desk.run({"timestamp", "request", "letters.dossier.zip", "-o", "letters.der"});
  CHECK(ran.status == 2);

  std::string bytes = test::read_all(desk.bundle());
  bytes[bytes.find("BagIt-Version")] ^= 1;
  test::write_all(desk.bundle(), bytes);
  ran = desk.run({"timestamp", "request", "letters.dossier.zip", "--force"});
  CHECK(ran.status == 1);
  CHECK(has(ran.err, "no timestamp was made for it"));
  CHECK_FALSE(std::filesystem::exists(desk.folder / "letters.tsq"));
}

}  // namespace dossier
