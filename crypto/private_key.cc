// SPDX-License-Identifier: Apache-2.0
#include "crypto/private_key.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "crypto/armour.h"
#include "crypto/error.h"
#include "crypto/handle.h"
#include "crypto/key_signature.h"
#include "crypto/sha256.h"
#include "crypto/small_file.h"
#include "crypto/ssh_wire.h"

namespace dossier {
namespace {

using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EncryptedKeyInfo = Handle<X509_SIG, X509_SIG_free>;
using Input = Handle<BIO, BIO_free_all>;
using KeyInfo = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using SharedKey = std::shared_ptr<EVP_PKEY>;

constexpr std::string_view kOpensshLabel = "OPENSSH PRIVATE KEY";
constexpr std::string_view kOpensshMagic{"openssh-key-v1\0", 15};
constexpr std::string_view kEd25519 = "ssh-ed25519";
constexpr std::size_t kSeedBytes = 32;
constexpr std::size_t kPaddingBlockBytes = 8;

struct KeyFile {
  Secret content;
  std::string warning;
};

KeyFile read_key_file(const std::string& path) {
  SmallFile file = read_small_file(path, PrivateKey::kMaximumFileBytes);
  std::string warning;
  if ((file.mode & 077) != 0) {
    warning = path + ": others may read this private key; run `chmod 600` on it";
  }
  return {Secret(std::move(file.content)), std::move(warning)};
}

Error damaged(const std::string& path, const std::string& what) {
  return Error(ErrorKind::kUnavailable, "the private key is damaged: " + what, path);
}

Error not_a_key(const std::string& path) {
  return Error(
      ErrorKind::kUnavailable, "this is no private key that can be used here", path,
      "give an OpenSSH Ed25519 key without passphrase or a PKCS#8 PEM key; other keys sign "
      "through ssh-agent (--agent)");
}

SharedKey shared(EVP_PKEY* key) {
  return SharedKey(key, EVP_PKEY_free);
}

// The padded list of one key (PROTOCOL.key section 3).
SharedKey read_openssh_secret(ByteView list, ByteView public_blob, const std::string& path,
                              std::string& comment) {
  SshReader reader(list);
  const auto first = reader.u32();
  const auto second = first ? reader.u32() : std::nullopt;
  const auto type = second && *first == *second ? reader.string() : std::nullopt;
  if (!type) throw damaged(path, "its check numbers differ");
  if (as_text(*type) != kEd25519) {
    throw Error(
        ErrorKind::kUnavailable,
        "OpenSSH key files are read for Ed25519 only; this one is " + std::string(as_text(*type)),
        path, "use ssh-agent (--agent), or convert a copy with `ssh-keygen -p -m PKCS8`");
  }
  const auto point = reader.string();
  const auto secret = point ? reader.string() : std::nullopt;
  const auto note = secret ? reader.string() : std::nullopt;
  if (!note || secret->size() != 2 * kSeedBytes) throw damaged(path, "a field ends early");
  const ByteView padding = reader.rest();
  for (std::size_t i = 0; i < padding.size(); ++i) {
    if (padding[i] != i + 1 || list.size() % kPaddingBlockBytes != 0) {
      throw damaged(path, "its padding is wrong");
    }
  }
  SharedKey key =
      shared(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret->data(), kSeedBytes));
  if (!key) throw Error(ErrorKind::kUnavailable, "OpenSSL offers no Ed25519");
  const PublicKey derived = public_key_of(key.get(), path);
  const bool same = std::ranges::equal(derived.material(), *point) &&
                    std::ranges::equal(derived.material(), secret->subspan(kSeedBytes)) &&
                    std::ranges::equal(derived.blob(), public_blob);
  if (!same) throw damaged(path, "its secret and public halves do not belong together");
  comment = as_text(*note);
  return key;
}

SharedKey read_openssh(const Secret& file, const std::string& path, std::string& comment) {
  std::optional<Bytes> decoded = from_armour(kOpensshLabel, as_text(file.bytes()));
  if (!decoded) throw damaged(path, "it is not base64 between BEGIN and END");
  const Secret blob(std::move(*decoded));
  SshReader reader(blob.bytes());
  const auto magic = reader.raw(kOpensshMagic.size());
  const auto cipher = magic && as_text(*magic) == kOpensshMagic ? reader.string() : std::nullopt;
  if (!cipher) throw damaged(path, "it is not an OpenSSH key");
  if (as_text(*cipher) != "none") {
    throw Error(ErrorKind::kUnavailable, "this OpenSSH key has a passphrase", path,
                "load it with `ssh-add` and sign through ssh-agent (--agent)");
  }
  const auto kdf = reader.string();
  const auto options = kdf ? reader.string() : std::nullopt;
  const auto count = options ? reader.u32() : std::nullopt;
  if (!count || as_text(*kdf) != "none" || !options->empty()) {
    throw damaged(path, "its header is wrong");
  }
  if (*count != 1) throw Error(ErrorKind::kUnavailable, "the file does not hold one key", path);
  const auto public_blob = reader.string();
  const auto list = public_blob ? reader.string() : std::nullopt;
  if (!list || !reader.at_end()) throw damaged(path, "a field ends early or bytes follow");
  return read_openssh_secret(*list, *public_blob, path, comment);
}

KeyInfo read_encrypted(BIO* input, const std::string& path, const PassphraseSource& ask) {
  const EncryptedKeyInfo encrypted(PEM_read_bio_PKCS8(input, nullptr, nullptr, nullptr));
  if (!encrypted) throw damaged(path, "it is not PKCS#8");
  const Secret passphrase = ask ? ask(path) : Secret();
  if (passphrase.empty()) {
    throw Error(ErrorKind::kUnavailable, "the key needs a passphrase and none was given", path);
  }
  const std::string_view text = as_text(passphrase.bytes());
  KeyInfo info(PKCS8_decrypt(encrypted.get(), text.data(), static_cast<int>(text.size())));
  if (!info) {
    throw Error(ErrorKind::kUnavailable, "the passphrase is wrong", path,
                "try again; nothing was changed");
  }
  return info;
}

SharedKey read_pkcs8(const Secret& file, const std::string& path, const PassphraseSource& ask) {
  const std::string_view text = as_text(file.bytes());
  const Input input(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!input) throw Error(ErrorKind::kUnavailable, "out of memory");
  const bool encrypted = text.starts_with("-----BEGIN ENCRYPTED");
  const KeyInfo info =
      encrypted ? read_encrypted(input.get(), path, ask)
                : KeyInfo(PEM_read_bio_PKCS8_PRIV_KEY_INFO(input.get(), nullptr, nullptr, nullptr));
  SharedKey key = shared(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
  ERR_clear_error();
  if (!key) throw damaged(path, "it is not PKCS#8 of a known key type");
  return key;
}

Secret raw_seed(EVP_PKEY* key) {
  Secret seed{Bytes(kSeedBytes)};
  std::size_t size = kSeedBytes;
  if (EVP_PKEY_get_raw_private_key(key, seed.writable().data(), &size) != 1 || size != kSeedBytes) {
    throw Error(ErrorKind::kDefect, "only Ed25519 keys are written as OpenSSH files");
  }
  return seed;
}

}  // namespace

PrivateKey::PrivateKey(SharedKey key, const std::string& path)
    : key_(std::move(key)), public_key_(public_key_of(key_.get(), path)) {}

PrivateKey PrivateKey::load(const std::string& path, const PassphraseSource& ask) {
  KeyFile file = read_key_file(path);
  const std::string_view text = as_text(file.content.bytes());
  std::string comment;
  SharedKey secret;
  if (text.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----")) {
    secret = read_openssh(file.content, path, comment);
  } else if (text.starts_with("-----BEGIN PRIVATE KEY-----") ||
             text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
    secret = read_pkcs8(file.content, path, ask);
  } else {
    throw not_a_key(path);
  }
  PrivateKey key(std::move(secret), path);
  key.comment_ = std::move(comment);
  key.warning_ = std::move(file.warning);
  return key;
}

PrivateKey PrivateKey::generate_ed25519() {
  SharedKey key = shared(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) throw Error(ErrorKind::kUnavailable, "OpenSSL cannot make an Ed25519 key");
  return PrivateKey(std::move(key), {});
}

Bytes PrivateKey::sign(ByteView message) {
  const char* digest = public_key_.type() == KeyType::kRsa         ? "SHA2-512"
                       : public_key_.type() == KeyType::kEcdsaP256 ? "SHA2-256"
                                                                   : nullptr;
  const DigestContext context(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (!context ||
      EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key_.get(),
                            nullptr) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) {
    throw Error(ErrorKind::kUnavailable, "OpenSSL cannot sign with this key");
  }
  Bytes value(size);
  if (EVP_DigestSign(context.get(), value.data(), &size, message.data(), message.size()) != 1) {
    throw Error(ErrorKind::kUnavailable, "OpenSSL cannot sign with this key");
  }
  value.resize(size);
  return encode_key_signature(public_key_, value);
}

Secret PrivateKey::to_openssh(const std::string& comment) const {
  const Secret seed = raw_seed(key_.get());
  const Bytes check = random_bytes(4);
  Bytes list;
  list.reserve(512 + comment.size());  // so that no half of it is left behind by growing
  list.insert(list.end(), check.begin(), check.end());
  list.insert(list.end(), check.begin(), check.end());
  append_ssh_string(list, kEd25519);
  append_ssh_string(list, public_key_.material());
  append_u32be(list, 2 * kSeedBytes);
  list.insert(list.end(), seed.bytes().begin(), seed.bytes().end());
  list.insert(list.end(), public_key_.material().begin(), public_key_.material().end());
  append_ssh_string(list, comment);
  for (std::uint8_t pad = 1; list.size() % kPaddingBlockBytes != 0; ++pad) list.push_back(pad);
  const Secret secret_list(std::move(list));

  Bytes blob(kOpensshMagic.begin(), kOpensshMagic.end());
  blob.reserve(1024 + comment.size());
  append_ssh_string(blob, std::string_view("none"));
  append_ssh_string(blob, std::string_view("none"));
  append_ssh_string(blob, std::string_view());
  append_u32be(blob, 1);
  append_ssh_string(blob, public_key_.blob());
  append_ssh_string(blob, secret_list.bytes());
  const Secret secret_blob(std::move(blob));
  std::string text = to_armour(kOpensshLabel, secret_blob.bytes());
  Secret out(as_bytes(text));
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return out;
}

}  // namespace dossier
