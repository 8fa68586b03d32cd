// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include "tests/cli/run_dossier.h"

using namespace dossier::test;

namespace {

const std::string kVectors = DOSSIER_SOURCE_DIR "/tests/vectors/";
const std::string kTwo =
    R"({"schema": "dossier/policy/1", "threshold": 2, "counted_roles": ["review", "receipt"]})"
    "\n";

// A bundle sealed by the vectors' sealer, keys, and a trust folder that knows sealer and reviewer.
class Desk {
 public:
  Desk() {
    take_bundle("accept/minimal");
    for (const char* key : {"sealer", "reviewer", "stranger", "rsa2048", "rsa1024"}) {
      write_all(file(key), read_all(kVectors + "keys/" + key));
      ::chmod(file(key).c_str(), 0600);
    }
    write_all(file("trust/allowed_signers"),
              read_all(kVectors + "accept/minimal/trust/allowed_signers"));
  }

  std::string file(const std::string& name) const { return folder_ / name; }
  std::string bundle() const { return file("letters.dossier.zip"); }
  std::string bundle_bytes() const { return read_all(bundle()); }
  void take_bundle(const std::string& vector) const {
    write_all(bundle(), read_all(kVectors + vector + "/bundle.dossier.zip"));
  }

  Ran run(std::vector<std::string> words) const {
    return run_dossier(words, {folder_.path(),
                               {{"SOURCE_DATE_EPOCH", "1780272000"},
                                {"DOSSIER_TRUST", file("trust")},
                                {"XDG_CONFIG_HOME", file("config")}},
                               {}});
  }
  Ran sign(std::vector<std::string> more) const {
    more.insert(more.begin(), {"sign", "letters.dossier.zip"});
    return run(more);
  }
  int verify(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"verify", "letters.dossier.zip"});
    return run(more).status;
  }
  // Runs a command of the shell in the folder.
  int shell(const std::string& command) const {
    return std::system(("cd '" + folder_.path() + "' && { " + command + "; } > log 2>&1").c_str());
  }
  // What ssh-keygen signs as that role over what is signed; the signature is in signed.sig.
  void sign_elsewhere(const std::string& key, const std::string& name,
                      const std::string& more = "") const {
    write_all(file("signed"), run({"cat", "letters.dossier.zip", "tagmanifest-sha256.txt"}).out);
    std::remove(file("signed.sig").c_str());
    REQUIRE(shell("ssh-keygen -q -Y sign -f " + key + " -n " + name + " " + more + " signed") == 0);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a signature that sign adds is one that ssh-keygen -Y verify accepts") {
  const Desk desk;
  for (const char* role : {"review", "receipt", "witness"}) {
    CAPTURE(role);
    REQUIRE(desk.sign({"--role", role, "--key", "reviewer"}).status == 0);
  }
  CHECK(desk.verify() == 0);
  const std::string unpacked = "unzip -qo letters.dossier.zip && cd letters && ";
  const auto check = [&](const std::string& file, const std::string& role) {
    return desk.shell(unpacked +
                      "ssh-keygen -Y verify -f ../trust/allowed_signers -I "
                      "reviewer@newsroom.example -n dossier-" +
                      role + " -s signatures/" + file + " < tagmanifest-sha256.txt");
  };
  CHECK(check("0002-review.sig", "review") == 0);
  CHECK(check("0003-receipt.sig", "receipt") == 0);
  CHECK(check("0004-witness.sig", "witness") == 0);
  CHECK(check("0004-witness.sig", "review") != 0);
}

TEST_CASE("sign says what it has signed, as what and with which key, and what to do next") {
  const Desk desk;
  const Ran ran = desk.sign({"--role", "review", "--key", "reviewer"});
  CHECK(ran.err.empty());
  CHECK(ran.out.find("A vector\ntag manifest sha256:") == 0);
  CHECK(ran.out.find("signed as dossier-review with ED25519 SHA256:") != std::string::npos);
  CHECK(ran.out.find("added signatures/0002-review.sig to letters.dossier.zip\n"
                     "next: dossier verify letters.dossier.zip\n") != std::string::npos);
}

TEST_CASE("a bundle that is not intact is not signed, by whatever it is broken") {
  const Desk desk;
  for (const char* vector :
       {"reject/file_changed", "reject/container_trailing-byte", "reject/seal_root",
        "reject/signature_flipped-bit", "reject/signature_gap-in-numbers"}) {
    CAPTURE(vector);
    desk.take_bundle(vector);
    const std::string before = desk.bundle_bytes();
    const Ran ran = desk.sign({"--role", "review", "--key", "reviewer"});
    CHECK(ran.status == 1);
    CHECK(ran.err.find("is not intact, and nothing was signed") != std::string::npos);
    CHECK(desk.bundle_bytes() == before);
    CHECK(desk.sign({"--role", "review", "--key", "reviewer", "--detached"}).status == 1);
    CHECK_FALSE(std::filesystem::exists(desk.file("letters.review.sig")));
  }
}

TEST_CASE("a stranger's bundle may be signed with a warning, and is still not vouched for") {
  const Desk desk;
  desk.take_bundle("reject/signature_stranger");
  const Ran ran = desk.sign({"--role", "receipt", "--key", "reviewer"});
  CHECK(ran.status == 0);
  CHECK(ran.err.find("warning: nobody whom you trust has sealed this bundle") == 0);
  CHECK(desk.verify() == 4);
  REQUIRE(desk.sign({"--role", "review", "--key", "reviewer"}).status == 0);
  write_all(desk.file("trust/policy.json"), kTwo);
  CHECK(desk.verify() == 4);
}

TEST_CASE("one key signs a bundle once in each role") {
  const Desk desk;
  REQUIRE(desk.sign({"--role", "review", "--key", "reviewer"}).status == 0);
  const std::string before = desk.bundle_bytes();
  const Ran ran = desk.sign({"--role", "review", "--key", "reviewer"});
  CHECK(ran.status == 1);
  CHECK(ran.err.find("by this key already: signatures/0002-review.sig") != std::string::npos);
  CHECK(desk.bundle_bytes() == before);
  CHECK(desk.sign({"--role", "witness", "--key", "reviewer"}).status == 0);
}

TEST_CASE("a detached signature leaves the bundle alone and counts only when it is given") {
  const Desk desk;
  write_all(desk.file("trust/policy.json"), kTwo);
  const std::string before = desk.bundle_bytes();
  REQUIRE(desk.sign({"--role", "review", "--key", "reviewer", "--detached"}).status == 0);
  CHECK(desk.bundle_bytes() == before);
  CHECK(desk.verify() == 4);
  CHECK(desk.verify({"--with", "letters.review.sig"}) == 0);
  CHECK(desk.sign({"--role", "review", "--key", "reviewer", "--detached"}).status == 1);
  REQUIRE(desk.sign({"--attach", "letters.review.sig"}).status == 0);
  CHECK(desk.verify() == 0);
}

TEST_CASE("a detached signature for another bundle is not valid for this one") {
  const Desk desk;
  desk.take_bundle("accept/captured");
  REQUIRE(desk.sign({"--role", "review", "--key", "reviewer", "--detached", "-o", "other.sig"})
              .status == 0);
  desk.take_bundle("accept/minimal");
  CHECK(desk.verify({"--with", "other.sig"}) == 1);
  const std::string before = desk.bundle_bytes();
  CHECK(desk.sign({"--attach", "other.sig"}).status == 1);
  CHECK(desk.bundle_bytes() == before);
}

TEST_CASE("a file given with a bundle that fits nothing cannot be checked") {
  const Desk desk;
  write_all(desk.file("note.txt"), "not of this bundle\n");
  CHECK(desk.verify({"--with", "note.txt"}) == 3);
  CHECK(desk.verify({"--with", "missing.sig"}) == 3);
}

TEST_CASE("a signature made elsewhere by ssh-keygen is checked and put in") {
  const Desk desk;
  desk.sign_elsewhere("reviewer", "dossier-review");
  const Ran ran = desk.sign({"--role", "review", "--attach", "signed.sig"});
  CHECK(ran.status == 0);
  CHECK(ran.out.find("added signatures/0002-review.sig") != std::string::npos);
  desk.sign_elsewhere("rsa2048", "dossier-witness");
  CHECK(desk.sign({"--attach", "signed.sig"}).status == 0);
  CHECK(desk.verify() == 0);
}

TEST_CASE("a seal made elsewhere can be put into a bundle that was packed unsigned") {
  const Desk desk;
  desk.take_bundle("reject/signature_none");
  CHECK(desk.verify() == 4);
  desk.sign_elsewhere("sealer", "dossier-seal");
  REQUIRE(desk.sign({"--attach", "signed.sig"}).status == 0);
  CHECK(desk.verify() == 0);
}

TEST_CASE("a signature made elsewhere is refused unless it is right in all") {
  const Desk desk;
  const std::string before = desk.bundle_bytes();
  const auto refused = [&](const std::string& reason, std::vector<std::string> more = {}) {
    CAPTURE(reason);
    more.insert(more.end(), {"--attach", "signed.sig"});
    const Ran ran = desk.sign(more);
    CHECK(ran.status == 1);
    CHECK(ran.err.find(reason) != std::string::npos);
    CHECK(desk.bundle_bytes() == before);
  };
  desk.sign_elsewhere("reviewer", "file");
  refused("was made for \"file\", which is no role");
  desk.sign_elsewhere("reviewer", "dossier-receipt");
  refused("was made for dossier-receipt, and --role says review", {"--role", "review"});
  desk.sign_elsewhere("reviewer", "dossier-review", "-O hashalg=sha256");
  refused("uses hash sha256, which this program cannot check");
  desk.sign_elsewhere("reviewer", "dossier-review");
  const std::string right = read_all(desk.file("signed.sig"));
  write_all(desk.file("signed.sig"), right + right);
  refused("is no signature as ssh-keygen -Y sign writes it");
  write_all(desk.file("signed.sig"), right + "\n");
  refused("is no signature as ssh-keygen -Y sign writes it");
  write_all(desk.file("signed"), "other bytes\n");
  std::remove(desk.file("signed.sig").c_str());
  REQUIRE(desk.shell("ssh-keygen -q -Y sign -f reviewer -n dossier-review signed") == 0);
  refused("is not right for this bundle");
}

TEST_CASE("sign refuses a command line that asks for what cannot be") {
  const Desk desk;
  const std::string before = desk.bundle_bytes();
  CHECK(desk.sign({"--key", "reviewer"}).status == 2);
  CHECK(desk.sign({"--role", "seal", "--key", "reviewer"}).status == 2);
  CHECK(desk.sign({"--role", "review"}).status == 2);
  CHECK(desk.sign({"--role", "review", "--key", "reviewer", "--attach", "x"}).status == 2);
  CHECK(desk.sign({"--attach", "x", "--detached"}).status == 2);
  CHECK(desk.sign({"--role", "review", "--key", "reviewer", "-o", "x"}).status == 2);
  CHECK(desk.run({"sign", "-", "--role", "review", "--key", "reviewer"}).status == 2);
  CHECK(desk.bundle_bytes() == before);
}

TEST_CASE("what keeps sign from working is not taken for a fault of the bundle") {
  const Desk desk;
  CHECK(desk.run({"sign", "absent.zip", "--role", "review", "--key", "reviewer"}).status == 3);
  CHECK(desk.sign({"--role", "review", "--key", "absent"}).status == 3);
  CHECK(desk.sign({"--attach", "absent.sig"}).status == 3);
  CHECK(desk.sign({"--role", "review", "--agent"}).status == 3);
  write_all(desk.file("trust/policy.json"), "{}\n");
  CHECK(desk.sign({"--role", "review", "--key", "reviewer"}).status == 3);
  CHECK(desk.verify() == 3);
}

TEST_CASE("a bundle as a folder gets its signature as a file") {
  const Desk desk;
  REQUIRE(desk.shell("unzip -q letters.dossier.zip") == 0);
  REQUIRE(desk.run({"sign", "letters/", "--role", "review", "--key", "reviewer"}).status == 0);
  CHECK(std::filesystem::exists(desk.file("letters/signatures/0002-review.sig")));
  CHECK(desk.run({"verify", "letters"}).status == 0);
  CHECK(desk.run({"recover", "letters"}).status == 1);
}

TEST_CASE("when nothing more can be written the bundle is as it was") {
  const Desk desk;
  const std::string before = desk.bundle_bytes();
  // No file may grow beyond 1 KiB here; SIGXFSZ is ignored, so that writing says EFBIG.
  const int status = desk.shell("trap '' XFSZ; ulimit -f 1; DOSSIER_TRUST=trust " DOSSIER_PROGRAM
                                " sign letters.dossier.zip --role review --key reviewer");
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(desk.bundle_bytes() == before);
}

TEST_CASE("the profile legal asks for a second principal and a timestamp") {
  const Desk desk;
  const Ran ran = desk.run({"verify", "letters.dossier.zip", "--profile", "legal", "--json"});
  CHECK(ran.out.find("signature.below-threshold") != std::string::npos);
  CHECK(ran.out.find("timestamp.required") != std::string::npos);
}

TEST_CASE("recover tells what it has done") {
  const Desk desk;
  const Ran whole = desk.run({"recover", "letters.dossier.zip"});
  CHECK(whole.status == 0);
  CHECK(whole.out.find("is whole: nothing had to be mended\n"
                       "it has signatures/0001-seal.sig\n") == 0);
  desk.take_bundle("reject/container_torn-in-directory");
  CHECK(desk.verify() == 1);
  const Ran mended = desk.run({"recover", "letters.dossier.zip"});
  CHECK(mended.status == 0);
  CHECK(mended.out.find("wrote the directory anew; what was sealed is untouched\n") == 0);
  CHECK(desk.verify() == 0);
  desk.take_bundle("reject/container_cut-in-payload");
  CHECK(desk.run({"recover", "letters.dossier.zip"}).status == 1);
}
