// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_signature.h"

#include <doctest/doctest.h>

#include "crypto/armour.h"
#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/ssh_wire.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

constexpr std::string_view kLabel = "SSH SIGNATURE";
constexpr std::string_view kMessage = "0123  data/dossier.json\n";

// The fields of an SSHSIG blob, to be written with one of them changed.
struct Blob {
  std::string magic = "SSHSIG";
  std::uint32_t version = 1;
  Bytes key;
  std::string name = "dossier-seal";
  std::string reserved;
  std::string hash = "sha512";
  Bytes signature;

  std::string armoured(ByteView trailing = {}) const {
    Bytes out(magic.begin(), magic.end());
    append_u32be(out, version);
    append_ssh_string(out, key);
    append_ssh_string(out, name);
    append_ssh_string(out, reserved);
    append_ssh_string(out, hash);
    append_ssh_string(out, signature);
    out.insert(out.end(), trailing.begin(), trailing.end());
    return to_armour(kLabel, out);
  }
};

Bytes copy(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

Bytes inner(std::string_view algorithm, ByteView value, ByteView trailing = {}) {
  Bytes out;
  append_ssh_string(out, algorithm);
  append_ssh_string(out, value);
  out.insert(out.end(), trailing.begin(), trailing.end());
  return out;
}

Blob read_blob(std::string_view text) {
  const Bytes bytes = *from_armour(kLabel, text);
  SshReader reader(bytes);
  Blob blob;
  blob.magic = as_text(*reader.raw(6));
  blob.version = *reader.u32();
  blob.key = copy(*reader.string());
  blob.name = as_text(*reader.string());
  blob.reserved = as_text(*reader.string());
  blob.hash = as_text(*reader.string());
  blob.signature = copy(*reader.string());
  return blob;
}

// "valid", "invalid", "malformed: <reason>" or "unsupported: <name>".
std::string judged(std::string_view text, std::string_view message = kMessage) {
  const ParsedSshSignature parsed = SshSignature::parse(as_bytes(text));
  if (const auto* bad = std::get_if<Malformed>(&parsed)) return "malformed: " + bad->reason;
  if (const auto* bad = std::get_if<Unsupported>(&parsed)) return "unsupported: " + bad->algorithm;
  return std::get<SshSignature>(parsed).verify(as_bytes(message)) == SignatureVerdict::kValid
             ? "valid"
             : "invalid";
}

bool accepted(std::string_view text, std::string_view message = kMessage) {
  return judged(text, message) == "valid";
}

bool malformed(std::string_view text) {
  return judged(text).starts_with("malformed: ");
}

std::string signed_here(std::string_view name = "dossier-seal") {
  PrivateKey key = PrivateKey::generate_ed25519();
  return make_ssh_signature(key, name, as_bytes(kMessage));
}

// Makes a key with ssh-keygen and signs `message` with it.
std::string signed_by_ssh_keygen(const TemporaryFolder& folder, const std::string& type,
                                 const std::string& options = "") {
  run_well("ssh-keygen -q -N '' -t " + type + " -f " + (folder / "key"));
  write_whole(folder / "message", kMessage);
  run_well("ssh-keygen -Y sign -n dossier-seal " + options + " -f " + (folder / "key") + " " +
           (folder / "message"));
  return read_whole(folder / "message.sig");
}

}  // namespace

TEST_CASE("what ssh-keygen signs is valid for that message, key and namespace") {
  for (const char* type : {"ed25519", "ecdsa -b 256", "rsa -b 2048", "rsa -b 3072"}) {
    CAPTURE(type);
    const TemporaryFolder folder;
    const std::string text = signed_by_ssh_keygen(folder, type);
    CHECK(judged(text) == "valid");
    CHECK(judged(text, "another message") == "invalid");
    const auto parsed = SshSignature::parse(as_bytes(text));
    const auto& signature = std::get<SshSignature>(parsed);
    CHECK(signature.signed_namespace() == "dossier-seal");
    CHECK(read_whole(folder / "key.pub").starts_with(signature.key().line("")));
  }
}

TEST_CASE("what is signed here, ssh-keygen verifies") {
  for (const char* type :
       {"ED25519", "EC -pkeyopt ec_paramgen_curve:P-256", "RSA -pkeyopt rsa_keygen_bits:2048"}) {
    CAPTURE(type);
    const TemporaryFolder folder;
    run_well("openssl genpkey -algorithm " + std::string(type) + " -out " + (folder / "key.pem"));
    PrivateKey key = PrivateKey::load(folder / "key.pem", nullptr);
    const std::string text = make_ssh_signature(key, "dossier-seal", as_bytes(kMessage));
    CHECK(judged(text) == "valid");
    write_whole(folder / "sig", text);
    write_whole(folder / "message", kMessage);
    write_whole(folder / "allowed", "alice@newsroom.example " + key.public_key().line("") + "\n");
    const std::string verify = "ssh-keygen -Y verify -f " + (folder / "allowed") +
                               " -I alice@newsroom.example -s " + (folder / "sig") + " < " +
                               (folder / "message") + " -n ";
    CHECK(run(verify + "dossier-seal").status == 0);
    CHECK(run(verify + "dossier-review").status != 0);
  }
}

TEST_CASE("a deterministic signature is byte for byte that of ssh-keygen") {
  const TemporaryFolder folder;
  const std::string theirs = signed_by_ssh_keygen(folder, "ed25519");
  PrivateKey key = PrivateKey::load(folder / "key", nullptr);
  CHECK(make_ssh_signature(key, "dossier-seal", as_bytes(kMessage)) == theirs);
}

TEST_CASE("a signature over a SHA-256 digest of the message is unsupported by name") {
  const TemporaryFolder folder;
  CHECK(judged(signed_by_ssh_keygen(folder, "ed25519", "-O hashalg=sha256")) ==
        "unsupported: hash sha256");
}

TEST_CASE("the signatures of OpenSSH's own tests verify or are unsupported by name") {
  const std::string folder = "sshsig/testdata/";
  if (vector_file(folder + "signed-data").empty()) return;
  const std::string data = read_whole(vector_file(folder + "signed-data"));
  struct Vector {
    const char* name;
    const char* expected;
  };
  for (const Vector& vector :
       {Vector{"ed25519", "valid"}, Vector{"ecdsa", "valid"}, Vector{"rsa", "valid"},
        Vector{"ed25519_sk", "valid"}, Vector{"ecdsa_sk", "valid"},
        Vector{"ecdsa_sk_webauthn", "unsupported: webauthn-sk-ecdsa-sha2-nistp256@openssh.com"},
        Vector{"mldsa44-ed25519", "unsupported: ssh-mldsa44-ed25519@openssh.com"}}) {
    CAPTURE(vector.name);
    const std::string text = read_whole(vector_file(folder + vector.name + ".sig"));
    CHECK(judged(text, data) == vector.expected);
    CHECK_FALSE(accepted(text, data + "\n"));
    if (std::string_view(vector.expected) != "valid") continue;
    CHECK(judged(text, data + "\n") == "invalid");
    const auto parsed = SshSignature::parse(as_bytes(text));
    CHECK(std::get<SshSignature>(parsed).signed_namespace() == "unittest");
    CHECK(read_whole(vector_file(folder + vector.name + ".pub"))
              .starts_with(std::get<SshSignature>(parsed).key().line("")));
    Blob moved = read_blob(text);
    moved.name = "unitTest";
    CHECK(judged(moved.armoured(), data) == "invalid");
    const Bytes blob = *from_armour(kLabel, text);
    for (std::size_t i = 0; i < blob.size(); ++i) {
      for (const unsigned mask : {0x01U, 0x80U}) {
        CAPTURE(i);
        Bytes flipped = blob;
        flipped[i] = static_cast<std::uint8_t>(flipped[i] ^ mask);
        CHECK_FALSE(accepted(to_armour(kLabel, flipped), data));
      }
    }
  }
}

TEST_CASE("a signature cut at any length is malformed") {
  const std::string text = signed_here();
  const Bytes blob = *from_armour(kLabel, text);
  CHECK(accepted(text));
  for (std::size_t size = 0; size < text.size(); ++size) CHECK(malformed(text.substr(0, size)));
  for (std::size_t size = 0; size < blob.size(); ++size) {
    CHECK(malformed(to_armour(kLabel, ByteView(blob).first(size))));
  }
}

TEST_CASE("every single changed character of the armour is refused") {
  const std::string text = signed_here();
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char other : {'\n', '\r', ' ', '=', 'A', 'b', '-', '\0'}) {
      if (text[i] == other) continue;
      std::string changed = text;
      changed[i] = other;
      CAPTURE(i);
      CHECK_FALSE(accepted(changed));
    }
  }
}

TEST_CASE("the armour has one form") {
  const std::string text = signed_here();
  const std::size_t first_break = text.find('\n');
  CHECK(malformed("\n" + text));
  CHECK(malformed("Signature:\n" + text));
  CHECK(malformed(text + "\n"));
  CHECK(malformed(text + " "));
  CHECK(malformed(text + "comment\n"));
  CHECK(malformed(text + text));
  CHECK(malformed(text.substr(0, text.size() - 1)));
  CHECK(malformed("\xEF\xBB\xBF" + text));
  std::string crlf = text;
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != std::string::npos; at += 2) {
    crlf.insert(at, "\r");
  }
  CHECK(judged(crlf) == "malformed: its lines do not end with LF alone");
  std::string wide = text;
  wide.erase(first_break + 71, 1);
  CHECK(malformed(wide));
  std::string narrow = text;
  narrow.insert(first_break + 65, "\n");
  CHECK(malformed(narrow));
  std::string empty_line = text;
  empty_line.insert(first_break, "\n");
  CHECK(malformed(empty_line));
  CHECK(malformed("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"));
}

TEST_CASE("base64 with spare bits, missing or doubled padding is refused") {
  std::string text = signed_here("dossier-review");
  const std::size_t padding = text.find("==\n");
  if (padding == std::string::npos) {  // the namespace decides how long the blob is
    text = signed_here("dossier-receip");
  }
  const std::size_t at = text.find('=');
  REQUIRE(at != std::string::npos);
  REQUIRE(accepted(text));
  std::string spare = text;
  spare[at - 1] = static_cast<char>(spare[at - 1] + 1);
  CHECK(malformed(spare));
  std::string missing = text;
  missing.erase(at, 1);
  CHECK(malformed(missing));
  std::string doubled = text;
  doubled.insert(at, "=");
  CHECK(malformed(doubled));
}

TEST_CASE("a signature file has at most 16 KiB") {
  Blob blob = read_blob(signed_here());
  const std::string reason = "malformed: it is larger than 16 KiB";
  blob.name = std::string(11000, 'n');
  CHECK(judged(blob.armoured()) == "invalid");
  blob.name = std::string(13000, 'n');
  CHECK(judged(blob.armoured()) == reason);
  CHECK(judged(std::string(SshSignature::kMaximumFileBytes + 1, '-')) == reason);
}

TEST_CASE("each field of the blob has its one value and is consumed") {
  const Blob good = read_blob(signed_here());
  REQUIRE(accepted(good.armoured()));
  const auto with = [&](auto change) {
    Blob blob = good;
    change(blob);
    return judged(blob.armoured());
  };
  CHECK(with([](Blob& b) { b.magic = "SSHSIh"; }) == "malformed: it is not an SSH signature");
  CHECK(with([](Blob& b) { b.version = 0; }) == "malformed: its version is not 1");
  CHECK(with([](Blob& b) { b.version = 2; }) == "malformed: its version is not 1");
  CHECK(with([](Blob& b) { b.reserved = "x"; }) == "malformed: its reserved field is not empty");
  CHECK(with([](Blob& b) { b.name = ""; }).starts_with("malformed: its namespace"));
  CHECK(with([](Blob& b) { b.name += '\0'; }).starts_with("malformed: its namespace"));
  CHECK(with([](Blob& b) { b.name = "dossier-review"; }) == "invalid");
  CHECK(with([](Blob& b) { b.hash = "sha256"; }) == "unsupported: hash sha256");
  CHECK(with([](Blob& b) { b.hash = "md5"; }) == "unsupported: hash md5");
  CHECK(with([](Blob& b) { b.key.push_back(0); }) == "malformed: bytes follow the key");
  CHECK(with([](Blob& b) { b.signature.push_back(0); }) == "malformed: bytes follow the signature");
  CHECK(judged(good.armoured(Bytes{0})) == "malformed: bytes follow its last field");
}

TEST_CASE("the inner algorithm belongs to the key") {
  const TemporaryFolder folder;
  const Blob ed25519 = read_blob(signed_here());
  const auto with_algorithm = [](Blob blob, std::string_view name) {
    SshReader reader(blob.signature);
    (void)reader.string();
    blob.signature = inner(name, copy(*reader.string()));
    return judged(blob.armoured());
  };
  CHECK(with_algorithm(ed25519, "ssh-ed25519") == "valid");
  CHECK(with_algorithm(ed25519, "rsa-sha2-512").starts_with("malformed: the algorithm"));
  CHECK(with_algorithm(ed25519, "sk-ssh-ed25519@openssh.com").starts_with("malformed: "));
  CHECK(with_algorithm(ed25519, "webauthn-sk-ecdsa-sha2-nistp256@openssh.com")
            .starts_with("malformed: "));
  const Blob rsa = read_blob(signed_by_ssh_keygen(folder, "rsa -b 2048"));
  CHECK(with_algorithm(rsa, "rsa-sha2-512") == "valid");
  CHECK(with_algorithm(rsa, "rsa-sha2-256") == "invalid");
  CHECK(with_algorithm(rsa, "ssh-rsa") ==
        "malformed: the algorithm ssh-rsa is not one for a key of type ssh-rsa");
}

TEST_CASE("a signature value has exactly the length of its kind") {
  const TemporaryFolder folder;
  const Blob rsa = read_blob(signed_by_ssh_keygen(folder, "rsa -b 2048"));
  SshReader reader(rsa.signature);
  (void)reader.string();
  const Bytes value = copy(*reader.string());
  for (const std::ptrdiff_t size : {std::ptrdiff_t{0}, std::ptrdiff_t{255}, std::ptrdiff_t{257}}) {
    Blob blob = rsa;
    Bytes other(value.begin(), value.begin() + std::min<std::ptrdiff_t>(size, 256));
    other.resize(static_cast<std::size_t>(size));
    blob.signature = inner("rsa-sha2-512", other);
    CHECK(judged(blob.armoured()).starts_with("malformed: the signature has"));
  }
  Blob ed25519 = read_blob(signed_here());
  ed25519.signature = inner("ssh-ed25519", Bytes(63));
  CHECK(malformed(ed25519.armoured()));
}

TEST_CASE("a malleated Ed25519 signature, S plus the group order, is invalid") {
  Blob blob = read_blob(signed_here());
  SshReader reader(blob.signature);
  (void)reader.string();
  Bytes value = copy(*reader.string());
  const Bytes order = hex_bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += value[32 + i] + unsigned{order[i]};
    value[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  REQUIRE(carry == 0);
  blob.signature = inner("ssh-ed25519", value);
  CHECK(judged(blob.armoured()) == "invalid");
}

TEST_CASE("a security key that was not touched does not sign") {
  const std::string path = vector_file("sshsig/testdata/ed25519_sk.sig");
  if (path.empty()) return;
  Blob blob = read_blob(read_whole(path));
  REQUIRE(blob.signature.size() > 5);
  std::uint8_t& flags = blob.signature[blob.signature.size() - 5];
  REQUIRE((flags & 1) == 1);
  flags ^= 1;
  CHECK(judged(blob.armoured()) == "malformed: the security key signed without a person's touch");
}

TEST_CASE("a weak RSA key does not sign") {
  const TemporaryFolder folder;
  run_well("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out " +
           (folder / "weak.pem"));
  PrivateKey key = PrivateKey::load(folder / "weak.pem", nullptr);
  CHECK_THROWS_AS(make_ssh_signature(key, "dossier-seal", as_bytes(kMessage)), Error);
}

TEST_CASE("a signer that answers wrongly gives an error and no signature") {
  class Liar : public Signer {
   public:
    const PublicKey& public_key() const override { return key_.public_key(); }
    Bytes sign(ByteView) override { return key_.sign(as_bytes("something else")); }

   private:
    PrivateKey key_ = PrivateKey::generate_ed25519();
  };
  Liar liar;
  CHECK_THROWS_AS(make_ssh_signature(liar, "dossier-seal", as_bytes(kMessage)), Error);
}
