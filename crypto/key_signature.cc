// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_signature.h"

#include <optional>
#include <string_view>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecerr.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "crypto/error.h"
#include "crypto/handle.h"
#include "crypto/sha256.h"
#include "crypto/ssh_wire.h"

namespace dossier {
namespace {

using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaSignature = Handle<ECDSA_SIG, ECDSA_SIG_free>;
using Number = Handle<BIGNUM, BN_free>;

constexpr std::size_t kEd25519Bytes = 64;
constexpr std::size_t kP256NumberBytes = 32;
constexpr std::uint8_t kUserPresent = 0x01;
constexpr std::string_view kWebAuthn = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";

bool is_ecdsa(const PublicKey& key) {
  return key.type() == KeyType::kEcdsaP256 || key.type() == KeyType::kSkEcdsaP256;
}

bool belongs(const PublicKey& key, std::string_view algorithm) {
  if (key.type() != KeyType::kRsa) return algorithm == key.wire_name();
  return algorithm == "rsa-sha2-256" || algorithm == "rsa-sha2-512";
}

Bytes der_of(ByteView r, ByteView s) {
  Number first(BN_bin2bn(r.data(), static_cast<int>(r.size()), nullptr));
  Number second(BN_bin2bn(s.data(), static_cast<int>(s.size()), nullptr));
  const EcdsaSignature pair(ECDSA_SIG_new());
  if (!first || !second || !pair || ECDSA_SIG_set0(pair.get(), first.get(), second.get()) != 1) {
    throw Error(ErrorKind::kUnavailable, "out of memory");
  }
  (void)first.release();  // both numbers belong to the pair now
  (void)second.release();
  std::uint8_t* out = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &out);
  if (size <= 0) throw Error(ErrorKind::kUnavailable, "out of memory");
  const Bytes der(out, out + size);
  OPENSSL_free(out);
  return der;
}

// The two mpints of RFC 5656 section 3.1.2, or nullopt.
std::optional<Bytes> read_ecdsa_value(ByteView value) {
  SshReader reader(value);
  const std::optional<ByteView> r = reader.positive_mpint();
  const std::optional<ByteView> s = r ? reader.positive_mpint() : std::nullopt;
  if (!s || !reader.at_end()) return std::nullopt;
  if (r->size() > kP256NumberBytes || s->size() > kP256NumberBytes) return std::nullopt;
  return der_of(*r, *s);
}

std::optional<std::string> read_value(const PublicKey& key, ByteView value, KeySignature& out) {
  if (is_ecdsa(key)) {
    std::optional<Bytes> der = read_ecdsa_value(value);
    if (!der) return "the ECDSA signature is not two positive numbers in their shortest form";
    out.value = std::move(*der);
    return std::nullopt;
  }
  const std::size_t wanted = key.type() == KeyType::kRsa ? key.material().size() : kEd25519Bytes;
  if (value.size() != wanted) {
    return "the signature has " + std::to_string(value.size()) + " bytes where the key makes " +
           std::to_string(wanted);
  }
  out.value.assign(value.begin(), value.end());
  return std::nullopt;
}

// What a security key really signs (PROTOCOL.u2f, "SSH U2F signatures").
Bytes security_key_message(const PublicKey& key, const KeySignature& signature, ByteView message) {
  const Sha256 application = sha256(as_bytes(key.application()));
  const Sha256 digest = sha256(message);
  Bytes out(application.bytes().begin(), application.bytes().end());
  out.push_back(signature.flags);
  append_u32be(out, signature.counter);
  out.insert(out.end(), digest.bytes().begin(), digest.bytes().end());
  return out;
}

// ECDSA numbers can be chosen so that the sum of FIPS 186-4 section 6.4.2 is the point at infinity.
// OpenSSL calls that a failure of its own; the standard calls the signature invalid.
bool is_at_infinity(unsigned long failure) {
  return ERR_GET_LIB(failure) == ERR_LIB_EC && ERR_GET_REASON(failure) == EC_R_POINT_AT_INFINITY;
}

const char* digest_name(const PublicKey& key, const KeySignature& signature) {
  if (is_ecdsa(key) || signature.algorithm == "rsa-sha2-256") return "SHA2-256";
  return key.type() == KeyType::kRsa ? "SHA2-512" : nullptr;
}

}  // namespace

ParsedKeySignature parse_key_signature(const PublicKey& key, ByteView blob) {
  SshReader reader(blob);
  const std::optional<std::string_view> algorithm = reader.name();
  if (!algorithm) return Malformed{"the signature names no algorithm"};
  if (key.type() == KeyType::kSkEcdsaP256 && *algorithm == kWebAuthn) {
    return Unsupported{std::string(kWebAuthn)};
  }
  if (!belongs(key, *algorithm)) {
    return Malformed{"the algorithm " + std::string(*algorithm) + " is not one for a key of type " +
                     std::string(key.wire_name())};
  }
  KeySignature out;
  out.algorithm = *algorithm;
  const std::optional<ByteView> value = reader.string();
  if (!value) return Malformed{"the signature ends early"};
  if (auto fault = read_value(key, *value, out)) return Malformed{std::move(*fault)};
  if (key.is_security_key()) {
    const std::optional<std::uint8_t> flags = reader.u8();
    const std::optional<std::uint32_t> counter = flags ? reader.u32() : std::nullopt;
    if (!counter) return Malformed{"the signature ends early"};
    if ((*flags & kUserPresent) == 0) {
      return Malformed{"the security key signed without a person's touch"};
    }
    out.flags = *flags;
    out.counter = *counter;
  }
  if (!reader.at_end()) return Malformed{"bytes follow the signature"};
  return out;
}

SignatureVerdict verify_key_signature(const PublicKey& key, const KeySignature& signature,
                                      ByteView message) {
  Bytes wrapped;
  if (key.is_security_key()) {
    wrapped = security_key_message(key, signature, message);
    message = wrapped;
  }
  const DigestContext context(EVP_MD_CTX_new());
  ERR_clear_error();
  if (!context || EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_name(key, signature),
                                          nullptr, nullptr, key.handle(), nullptr) != 1) {
    throw Error(ErrorKind::kUnavailable, "OpenSSL cannot verify " + signature.algorithm);
  }
  const int outcome = EVP_DigestVerify(context.get(), signature.value.data(),
                                       signature.value.size(), message.data(), message.size());
  const unsigned long failure = ERR_peek_error();
  ERR_clear_error();
  constexpr int kGood = 1;
  constexpr int kBad = 0;  // below zero: OpenSSL could not tell
  if (outcome == kGood) return SignatureVerdict::kValid;
  if (outcome == kBad || is_at_infinity(failure)) return SignatureVerdict::kInvalid;
  throw Error(ErrorKind::kUnavailable, "OpenSSL failed while it verified " + signature.algorithm);
}

Bytes encode_key_signature(const PublicKey& key, ByteView value) {
  Bytes body(value.begin(), value.end());
  if (is_ecdsa(key)) {
    const std::uint8_t* at = value.data();
    const EcdsaSignature pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(value.size())));
    if (!pair) throw Error(ErrorKind::kDefect, "OpenSSL made an ECDSA signature in no known form");
    body.clear();
    for (const BIGNUM* number : {ECDSA_SIG_get0_r(pair.get()), ECDSA_SIG_get0_s(pair.get())}) {
      Bytes magnitude(static_cast<std::size_t>(BN_num_bytes(number)));
      BN_bn2bin(number, magnitude.data());
      append_ssh_mpint(body, magnitude);
    }
  }
  Bytes blob;
  append_ssh_string(
      blob, key.type() == KeyType::kRsa ? std::string_view("rsa-sha2-512") : key.wire_name());
  append_ssh_string(blob, body);
  return blob;
}

}  // namespace dossier
