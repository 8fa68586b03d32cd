// SPDX-License-Identifier: Apache-2.0
#include "crypto/private_key.h"

#include <sys/stat.h>

#include <doctest/doctest.h>

#include "crypto/armour.h"
#include "crypto/error.h"
#include "crypto/key_signature.h"
#include "crypto/keygen.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

Secret no_passphrase(const std::string&) {
  FAIL("asked for a passphrase that is not needed");
  return {};
}

PassphraseSource passphrase(const std::string& text) {
  return [text](const std::string&) { return Secret(as_bytes(text)); };
}

Error load_error(const std::string& path, const PassphraseSource& ask = no_passphrase) {
  try {
    PrivateKey::load(path, ask);
  } catch (const Error& error) {
    return error;
  }
  FAIL("the key was read");
  return Error(ErrorKind::kDefect, "");
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Whether the key's own signature over a message holds, and only over that message.
bool signs(PrivateKey& key) {
  const ParsedKeySignature parsed =
      parse_key_signature(key.public_key(), key.sign(as_bytes("message")));
  const auto* good = std::get_if<KeySignature>(&parsed);
  return good != nullptr &&
         verify_key_signature(key.public_key(), *good, as_bytes("message")) ==
             SignatureVerdict::kValid &&
         verify_key_signature(key.public_key(), *good, as_bytes("massage")) ==
             SignatureVerdict::kInvalid;
}

}  // namespace

TEST_CASE("an OpenSSH Ed25519 key file is read with its comment") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t ed25519 -C 'the comment' -f " + (folder / "key"));
  PrivateKey key = PrivateKey::load(folder / "key", no_passphrase);
  CHECK(key.comment() == "the comment");
  CHECK(key.warning() == "");
  CHECK(key.public_key().line("the comment") + "\n" == read_whole(folder / "key.pub"));
  CHECK(signs(key));
}

TEST_CASE("PKCS#8 keys of all three types are read, in the clear and encrypted") {
  const TemporaryFolder folder;
  for (const char* type :
       {"ED25519", "EC -pkeyopt ec_paramgen_curve:P-256", "RSA -pkeyopt rsa_keygen_bits:2048"}) {
    CAPTURE(type);
    const std::string clear = folder / "clear.pem";
    const std::string locked = folder / "locked.pem";
    run_well("openssl genpkey -algorithm " + std::string(type) + " -out " + clear);
    run_well("openssl pkcs8 -topk8 -passout pass:sesame -in " + clear + " -out " + locked);
    PrivateKey key = PrivateKey::load(clear, no_passphrase);
    CHECK(signs(key));
    PrivateKey same = PrivateKey::load(locked, passphrase("sesame"));
    CHECK(same.public_key() == key.public_key());
    CHECK(signs(same));
    CHECK(load_error(locked, passphrase("Sesame")).message() == "the passphrase is wrong");
    CHECK(contains(load_error(locked, passphrase("")).message(), "none was given"));
    CHECK(contains(load_error(locked, nullptr).message(), "none was given"));
  }
}

TEST_CASE("an OpenSSH key with a passphrase leads to ssh-agent") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N sesame -t ed25519 -f " + (folder / "key"));
  const Error error = load_error(folder / "key");
  CHECK(error.kind() == ErrorKind::kUnavailable);
  CHECK(error.path() == folder / "key");
  CHECK(contains(error.hint(), "ssh-agent"));
}

TEST_CASE("key files of other types and forms are refused with what to do") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t ecdsa -b 256 -f " + (folder / "ecdsa"));
  CHECK(contains(load_error(folder / "ecdsa").message(), "ecdsa-sha2-nistp256"));
  CHECK(contains(load_error(folder / "ecdsa").hint(), "ssh-agent"));
  run_well("openssl ecparam -genkey -noout -name prime256v1 -out " + (folder / "sec1.pem"));
  CHECK(contains(load_error(folder / "sec1.pem").hint(), "PKCS#8"));
  run_well("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out " +
           (folder / "p384.pem"));
  CHECK(contains(load_error(folder / "p384.pem").message(), "not Ed25519, ECDSA P-256 or RSA"));
  CHECK(contains(load_error(folder / "ecdsa.pub").message(), "no private key"));
  CHECK(contains(load_error(folder / "absent").message(), "cannot read this file"));
  CHECK(contains(load_error(folder / ".").message(), "not a regular file"));
  run_well("mkfifo " + (folder / "fifo"));
  CHECK(contains(load_error(folder / "fifo").message(), "not a regular file"));
  write_whole(folder / "large", std::string(PrivateKey::kMaximumFileBytes + 1, 'x'));
  CHECK(contains(load_error(folder / "large").message(), "at most 65536"));
  write_whole(folder / "empty", "");
  CHECK(contains(load_error(folder / "empty").message(), "no private key"));
}

TEST_CASE("a damaged OpenSSH key file is an error at every length and byte") {
  const TemporaryFolder folder;
  run_well("ssh-keygen -q -N '' -t ed25519 -C c -f " + (folder / "key"));
  const std::string text = read_whole(folder / "key");
  const Bytes blob = *from_armour("OPENSSH PRIVATE KEY", text);
  const auto is_read = [&](const Bytes& changed) {
    write_whole(folder / "changed", to_armour("OPENSSH PRIVATE KEY", changed));
    try {
      PrivateKey::load(folder / "changed", no_passphrase);
      return true;
    } catch (const Error&) {
      return false;
    }
  };
  CHECK(is_read(blob));
  // The comment is the one field that nothing else repeats; it stands before the padding.
  const std::size_t comment = to_hex(blob).rfind("0000000163") / 2 + 4;
  for (std::size_t i = 0; i < blob.size(); ++i) {
    CAPTURE(i);
    Bytes flipped = blob;
    flipped[i] ^= 0x01;
    CHECK(is_read(flipped) == (i == comment));
    CHECK_FALSE(is_read(Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(i))));
  }
}

TEST_CASE("a key file that others may read is used with a warning") {
  const TemporaryFolder folder;
  write_ed25519_pair(folder / "key", "");
  REQUIRE(::chmod((folder / "key").c_str(), 0640) == 0);
  CHECK(contains(PrivateKey::load(folder / "key", no_passphrase).warning(), "chmod 600"));
}

TEST_CASE("keygen writes a pair that ssh-keygen reads") {
  const TemporaryFolder folder;
  const PublicKey key = write_ed25519_pair(folder / "key", "alice, the desk");
  CHECK(read_whole(folder / "key.pub") == key.line("alice, the desk") + "\n");
  CHECK(run("ssh-keygen -y -f " + (folder / "key")).output == key.line("alice, the desk") + "\n");
  CHECK(PrivateKey::load(folder / "key", no_passphrase).public_key() == key);
  struct stat status = {};
  REQUIRE(::stat((folder / "key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const auto files = std::distance(std::filesystem::directory_iterator(folder / "."), {});
  CHECK(files == 2);
}

TEST_CASE("keygen overwrites neither file and leaves nothing behind") {
  for (const char* existing : {"key", "key.pub"}) {
    const TemporaryFolder folder;
    write_whole(folder / existing, "precious");
    try {
      write_ed25519_pair(folder / "key", "");
      FAIL("a file was overwritten");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kRefused);
      CHECK(error.path() == folder / existing);
    }
    CHECK(read_whole(folder / existing) == "precious");
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "."), {}) == 1);
  }
}

TEST_CASE("keygen takes no comment with a line break and no folder that is not there") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(write_ed25519_pair(folder / "key", "a\nb"), Error);
  CHECK_THROWS_AS(write_ed25519_pair(folder / "absent/key", ""), Error);
  CHECK(std::filesystem::is_empty(folder / "."));
}
