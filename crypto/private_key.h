// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "crypto/bytes.h"
#include "crypto/public_key.h"
#include "crypto/secret.h"
#include "crypto/signer.h"

namespace dossier {

// Asked once, with the path of the key file, when a passphrase is needed. An empty answer means
// that nobody could give one.
using PassphraseSource = std::function<Secret(const std::string& path)>;

// A signing key from a file. The secret lives in OpenSSL's memory, which wipes it.
class PrivateKey : public Signer {
 public:
  static constexpr std::size_t kMaximumFileBytes = 64 * 1024;

  // Reads a regular file in one of two forms:
  //   an OpenSSH key file without passphrase that holds one Ed25519 key (PROTOCOL.key)
  //   PKCS#8 in PEM (RFC 5958, RFC 7468), encrypted or not: Ed25519, ECDSA P-256, RSA
  // Errors (kUnavailable) name the file and what to do: not readable, neither form, another key
  // type, an OpenSSH file with a passphrase (use ssh-agent), wrong passphrase, none given.
  static PrivateKey load(const std::string& path, const PassphraseSource& ask);
  static PrivateKey generate_ed25519();

  const PublicKey& public_key() const override { return public_key_; }
  Bytes sign(ByteView message) override;

  // From the OpenSSH file; empty for other forms.
  const std::string& comment() const { return comment_; }
  // One sentence when others than the owner may read the file, otherwise empty.
  const std::string& warning() const { return warning_; }

  // The OpenSSH key file without passphrase; Ed25519 only.
  Secret to_openssh(const std::string& comment) const;

 private:
  PrivateKey(std::shared_ptr<evp_pkey_st> key, const std::string& path);

  std::shared_ptr<evp_pkey_st> key_;
  PublicKey public_key_;
  std::string comment_;
  std::string warning_;
};

}  // namespace dossier
