// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/bytes.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace dossier {

// What came in is broken: the reason completes "it is malformed: ...".
struct Malformed {
  std::string reason;
};
// What came in is well formed as far as can be told, but of a type that this program does not
// check. It never counts and spoils nothing (FORMAT.md §6).
struct Unsupported {
  std::string algorithm;
};

enum class KeyType { kEd25519, kEcdsaP256, kRsa, kSkEd25519, kSkEcdsaP256 };

class PublicKey;
using ParsedPublicKey = std::variant<PublicKey, Malformed, Unsupported>;

// A public key in the one encoding that it has (RFC 4253 section 6.6, RFC 5656, RFC 8709,
// OpenSSH's PROTOCOL.u2f): two keys are equal exactly if their blobs are. Copies share the parsed
// key and may be used by several threads.
class PublicKey {
 public:
  static constexpr int kMinimumRsaBits = 2048;
  static constexpr int kMaximumRsaBits = 16384;

  // Malformed: lengths that are not consumed, numbers not in shortest form, points off the curve or
  // compressed, Ed25519 keys that ed25519_public_key_fault() names, RSA numbers that are no key.
  // Unsupported: any other key type, certificates too, and RSA over 16,384 bits.
  static ParsedPublicKey parse(ByteView blob);

  KeyType type() const { return type_; }
  ByteView blob() const { return blob_; }
  std::string_view wire_name() const;        // ssh-ed25519
  std::string_view display_name() const;     // ED25519, as ssh-keygen -l shows it
  std::string fingerprint() const;           // SHA256:..., as ssh-keygen -l shows it
  std::string line(std::string_view) const;  // "type base64 comment", without a line feed
  bool is_security_key() const;              // FIDO, the sk- types
  // RSA with less than 2,048 bits: it can be checked, and must not be trusted.
  bool is_weak() const;
  int bits() const;

  // The point or modulus alone. Equal for keys that one and the same secret signs for, even when
  // they are dressed up differently (as sk- type, with another application or exponent).
  ByteView material() const { return material_; }
  // What a FIDO key was made for, such as "ssh:"; empty for other types.
  const std::string& application() const { return application_; }
  // For the signature code of this room.
  evp_pkey_st* handle() const { return handle_.get(); }

  friend bool operator==(const PublicKey& a, const PublicKey& b) { return a.blob_ == b.blob_; }

 private:
  PublicKey() = default;

  KeyType type_ = KeyType::kEd25519;
  Bytes blob_;
  Bytes material_;
  std::string application_;
  std::shared_ptr<evp_pkey_st> handle_;

  friend struct PublicKeyParser;
};

// One line of a .pub file, "type base64 [comment]", with single blanks and without the line feed.
// The base64 must be canonical and the type must be the one inside the blob. The comment is
// whatever follows, unchecked.
struct PublicKeyLine {
  ParsedPublicKey key;
  std::string comment;
};
PublicKeyLine parse_public_key_line(std::string_view line);

// The blob of a key made by OpenSSL; an Error for types other than Ed25519, P-256 and RSA.
PublicKey public_key_of(evp_pkey_st* key, const std::string& path);

}  // namespace dossier
