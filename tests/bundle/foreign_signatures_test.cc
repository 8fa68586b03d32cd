// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_signatures.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "bundle/foreign_check.h"
#include "crypto/sha256.h"
#include "tests/crypto/test_authority.h"

namespace dossier {
namespace {

constexpr const char* kDesk = "keyUsage=critical,digitalSignature\n";
const std::string kSignature = "signatures/tagmanifest-sha256.txt.p7s";
const std::string kStamp = kSignature + ".tsr";

// The line of a manifest.
std::string line_of(const std::string& path, const std::string& content) {
  return sha256(as_bytes(content)).hex() + "  " + path + "\n";
}

// A bag as bag-nabit makes it, signed with OpenSSL's command line by "Example Desk", whom "Example
// Root" certifies from 2024 on for `days`.
class SignedBag {
 public:
  explicit SignedBag(int days = 3650) : authority_("2024-01-01 00:00:00") {
    authority_.issue("desk", "Example Desk", "root", kDesk, days);
    const std::string declaration = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
    const std::string manifest = line_of("data/files/page.html", "<p>words</p>\n");
    put("data/files/page.html", "<p>words</p>\n");
    put("bagit.txt", declaration);
    put("manifest-sha256.txt", manifest);
    put("tagmanifest-sha256.txt",
        line_of("bagit.txt", declaration) + line_of("manifest-sha256.txt", manifest));
    std::filesystem::create_directories(bag("signatures"));
    std::filesystem::create_directories(authority_ / "trust/tsa");
    std::filesystem::create_directories(authority_ / "trust/ca");
    write_whole(authority_ / "trust/allowed_signers", "");
    write_whole(authority_ / "trust/tsa/root.pem", authority_.pem());
    write_whole(authority_ / "trust/ca/root.pem", authority_.pem());
  }

  std::string bag(const std::string& path) const { return authority_ / ("bag/" + path); }
  void put(const std::string& path, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(bag(path)).parent_path());
    write_whole(bag(path), content);
  }
  std::string get(const std::string& path) const { return read_whole(bag(path)); }

  void sign(const std::string& options = "-md sha256",
            const std::string& of = "tagmanifest-sha256.txt") const {
    authority_.at("2024-06-01 00:00:00", "openssl cms -sign -binary -in bag/" + of + " -out bag/" +
                                             kSignature +
                                             " -inkey desk.key -signer desk.pem -outform PEM " +
                                             "-nosmimecap -cades " + options);
  }
  void stamp(const std::string& of, const std::string& when = "2024-06-02 00:00:00") const {
    const Bytes token = authority_.stamp(get(of), when);
    const std::string name = of.starts_with("signatures/") ? of : "signatures/" + of;
    put(name + ".tsr", std::string(as_text(token)));
  }

  ForeignVerdict verdict() const {
    const TrustFolder trust = TrustFolder::load(authority_ / "trust");
    const Timestamp now = *Timestamp::parse("2026-01-01T00:00:00Z");
    const auto verdict = check_foreign_bag(authority_ / "bag", 1, nullptr, {trust, now});
    REQUIRE(verdict.has_value());
    return *verdict;
  }
  // With a trust folder that names no authority of signatures.
  void forget_authority() const { std::filesystem::remove(authority_ / "trust/ca/root.pem"); }

  const TestAuthority& authority() const { return authority_; }

 private:
  TestAuthority authority_;
};

using Codes = std::map<std::string, std::string>;  // and the path

Codes codes_of(const ForeignVerdict& verdict) {
  Codes codes;
  for (const Finding& finding : verdict.findings) {
    codes.emplace(std::string(finding.code), finding.where);
  }
  return codes;
}

const SignatureReport& only_signature(const ForeignVerdict& verdict) {
  REQUIRE(verdict.signatures.authorship.signatures.size() == 1);
  return verdict.signatures.authorship.signatures[0];
}

}  // namespace

TEST_CASE("a CMS signature and a timestamp over it tell the certified name and the time") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  bag.stamp(kSignature);
  const ForeignVerdict verdict = bag.verdict();
  CHECK(codes_of(verdict) == Codes{});
  const SignatureReport& signature = only_signature(verdict);
  CHECK(signature.status == SignatureStatus::kTrusted);
  CHECK(signature.principal == "Example Desk");
  REQUIRE(signature.proven_at.has_value());
  CHECK(signature.proven_at->to_string() == "2024-06-02T00:00:00Z");
  REQUIRE(verdict.signatures.time.earliest == 0);
  CHECK(verdict.signatures.time.timestamps[0].path == kStamp);
  CHECK(verdict.signatures.time.timestamps[0].authority == "Example TSA");
  // No key of the verifier's list has signed.
  CHECK_FALSE(verdict.signatures.authorship.vouched);
}

TEST_CASE("a certificate from nobody in the trust folder is named and not believed") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  bag.forget_authority();
  const ForeignVerdict verdict = bag.verdict();
  CHECK(codes_of(verdict) == Codes{{"signature.unrecognised", kSignature}});
  CHECK(only_signature(verdict).principal.empty());
  CHECK(only_signature(verdict).certificate == "Example Desk");
}

TEST_CASE("a CMS signature of another tag manifest is an error") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  const std::string info = "Contact-Name: Example Desk\n";
  bag.put("bag-info.txt", info);
  bag.put("tagmanifest-sha256.txt",
          line_of("bag-info.txt", info) + bag.get("tagmanifest-sha256.txt"));
  CHECK(codes_of(bag.verdict()) == Codes{{"signature.invalid", kSignature}});
}

TEST_CASE("a signed tag manifest that names no manifest of the payload vouches for nothing") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.put("tagmanifest-sha256.txt", line_of("bagit.txt", bag.get("bagit.txt")));
  bag.sign();
  const Codes codes = codes_of(bag.verdict());
  CHECK(codes.at("signature.invalid") == kSignature);
}

TEST_CASE("what is no single detached CMS signature by a known digest is refused by its kind") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  SUBCASE("no PEM") {
    bag.put(kSignature, "signed\n");
    CHECK(codes_of(bag.verdict()) == Codes{{"signature.malformed", kSignature}});
  }
  SUBCASE("bytes after the block") {
    bag.sign();
    bag.put(kSignature, bag.get(kSignature) + "and more\n");
    CHECK(codes_of(bag.verdict()) == Codes{{"signature.malformed", kSignature}});
  }
  SUBCASE("a content of its own") {
    bag.sign("-md sha256 -nodetach");
    CHECK(codes_of(bag.verdict()) == Codes{{"signature.malformed", kSignature}});
  }
  SUBCASE("two signers") {
    bag.authority().issue("other", "Other Desk", "root", kDesk);
    bag.sign("-md sha256 -signer other.pem -inkey other.key");
    CHECK(codes_of(bag.verdict()) == Codes{{"signature.malformed", kSignature}});
  }
  SUBCASE("SHA-1") {
    bag.sign("-md sha1");
    CHECK(codes_of(bag.verdict()) == Codes{{"signature.unsupported", kSignature}});
  }
}

TEST_CASE("a certificate that is out of force counts when a timestamp shows the signature before") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag(365);  // until 2024-12-31; it is judged in 2026
  bag.sign();
  CHECK(codes_of(bag.verdict()) == Codes{{"signature.expired", kSignature}});
  bag.stamp(kSignature);
  CHECK(codes_of(bag.verdict()) == Codes{});
}

TEST_CASE("a timestamp of other bytes than the file that its name tells is an error") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  bag.stamp("tagmanifest-sha256.txt");
  std::filesystem::rename(bag.bag("signatures/tagmanifest-sha256.txt.tsr"), bag.bag(kStamp));
  const ForeignVerdict verdict = bag.verdict();
  CHECK(codes_of(verdict) == Codes{{"timestamp.imprint", kStamp}});
  CHECK_FALSE(verdict.signatures.time.earliest.has_value());
}

TEST_CASE("a timestamp over a wrong signature proves no time of the tag manifest") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign("-md sha256", "bagit.txt");
  bag.stamp(kSignature);
  const ForeignVerdict verdict = bag.verdict();
  CHECK(codes_of(verdict) == Codes{{"signature.invalid", kSignature}});
  CHECK_FALSE(verdict.signatures.time.earliest.has_value());
}

TEST_CASE("a signature that is too large to be looked at is an error") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  bag.put(kSignature, bag.get(kSignature) + std::string(256 * 1024, '\n'));
  CHECK(codes_of(bag.verdict()) == Codes{{"limit.signature-size", kSignature}});
}

TEST_CASE("a signature over a file that is not there is told and proves nothing") {
  if (!TestAuthority::has_faketime()) return;
  const SignedBag bag;
  bag.sign();
  bag.stamp(kSignature);
  std::filesystem::remove(bag.bag(kSignature));
  CHECK(codes_of(bag.verdict()) == Codes{{"bag.doubtful", kStamp}});
}

}  // namespace dossier
