// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/public_key.h"

namespace dossier {

enum class SignatureVerdict { kValid, kInvalid };

// The signature blob of RFC 4253 section 6.6 in its one form for one key: the innermost layer of an
// SSHSIG file and what an agent answers.
struct KeySignature {
  std::string algorithm;
  // Ed25519: the 64 bytes of RFC 8032. RSA: as many bytes as the modulus has. ECDSA: the DER form
  // made anew from the two numbers.
  Bytes value;
  // Security keys only (PROTOCOL.u2f).
  std::uint8_t flags = 0;
  std::uint32_t counter = 0;
};
using ParsedKeySignature = std::variant<KeySignature, Malformed, Unsupported>;

// Malformed: an algorithm that does not belong to the key (RSA takes rsa-sha2-256 and rsa-sha2-512
// only, never SHA-1), any length that is not right or not consumed, numbers not in shortest form, a
// security key that signed without a person's presence.
// Unsupported: webauthn-sk-ecdsa-sha2-nistp256@openssh.com.
ParsedKeySignature parse_key_signature(const PublicKey& key, ByteView blob);

// Ed25519 is verified as RFC 8032 section 5.1.7 without the cofactor, as OpenSSL and OpenSSH do: S
// must be below the group order and R must agree byte for byte. ECDSA takes high and low s. RSA is
// PKCS #1 v1.5. An Error (kUnavailable) if OpenSSL could not tell.
SignatureVerdict verify_key_signature(const PublicKey& key, const KeySignature& signature,
                                      ByteView message);

// The blob for what OpenSSL signs with a private key of this public key: raw Ed25519 and RSA
// signatures (rsa-sha2-512), DER for ECDSA. An Error if the DER cannot be read.
Bytes encode_key_signature(const PublicKey& key, ByteView value);

}  // namespace dossier
