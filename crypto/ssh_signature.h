// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/key_signature.h"
#include "crypto/public_key.h"
#include "crypto/signer.h"

namespace dossier {

class SshSignature;
using ParsedSshSignature = std::variant<SshSignature, Malformed, Unsupported>;

// A detached OpenSSH signature (PROTOCOL.sshsig) in the one form that FORMAT.md §6 allows. It
// carries the signer's public key, which says who might have signed and never that he is known.
class SshSignature {
 public:
  static constexpr std::size_t kMaximumFileBytes = 16 * 1024;

  // Takes the whole file. Accepted is exactly the text that `ssh-keygen -Y sign` writes: armour
  // from the first byte in lines of 70 characters, nothing after its last LF, canonical base64,
  // version 1, reserved field empty, all lengths consumed at every level, key and signature as
  // PublicKey and parse_key_signature() take them. Everything else is Malformed. Unsupported, by
  // name: key types that PublicKey does not know, webauthn-sk-…, and any message digest but sha512
  // (such as "hash sha256"), because FORMAT.md §6 fixes it.
  static ParsedSshSignature parse(ByteView file);
  // Whether the file means to be a signature, by its first bytes.
  static bool looks_like(ByteView file);

  const PublicKey& key() const { return key_; }
  // What the signer vouched for; the caller compares it with the role that the file's name claims.
  const std::string& signed_namespace() const { return namespace_; }
  const std::string& algorithm() const { return signature_.algorithm; }

  // Whether the key signed this message under signed_namespace().
  SignatureVerdict verify(ByteView message) const;

 private:
  SshSignature(PublicKey key, std::string name, KeySignature signature)
      : key_(std::move(key)), namespace_(std::move(name)), signature_(std::move(signature)) {}

  PublicKey key_;
  std::string namespace_;
  KeySignature signature_;
};

// Signs the message and returns the text of the signature file. The namespace is one or more
// printable ASCII characters. The result has been parsed and verified again before it is returned;
// an Error if the signer gave something that does not hold, or has a weak RSA key.
std::string make_ssh_signature(Signer& signer, std::string_view signed_namespace, ByteView message);

}  // namespace dossier
