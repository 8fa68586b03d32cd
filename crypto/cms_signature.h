// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "crypto/bytes.h"
#include "crypto/certificates.h"
#include "crypto/time.h"

namespace dossier {

enum class CmsStanding {
  kTrusted,
  kMalformed,
  kUnsupported,
  kInvalid,       // it is not right for these bytes: no question of trust
  kUnrecognised,  // its certificate leads to none that the verifier trusts
  kWeak,          // a key or digest of the chain has less than 112 bits of strength
  kNotInForce,    // the chain was not in force at the time of signing
  kRevoked,
};

struct CmsJudgement {
  CmsStanding standing = CmsStanding::kMalformed;
  std::string signer;  // from its certificate, in UTF-8 as OpenSSL makes it; may be empty
  std::string reason;  // what stands against it, without a final stop; empty when trusted
};

struct CmsTimes {
  Timestamp now;
  // When a timestamp that the verifier trusts shows that the signature existed; without one, it is
  // judged as made now.
  std::optional<Timestamp> proven_at;
};

inline constexpr std::size_t kMaxCmsFileBytes = std::size_t{256} * 1024;

// A detached signature over `content`: one PEM block "CMS" or "PKCS7" of CMS signed data (RFC 5652)
// with exactly one signer, whose digest is SHA-256, SHA-384 or SHA-512 and whose signature RSA
// (PKCS #1 v1.5), RSASSA-PSS or ECDSA. Its certificate may be for any purpose, because no usage is
// agreed on for the signing of bags; the chain from it leads to one of `trusted`, in force at the
// time of signing. Revocation lists of `trusted` and of the signature are asked, as for timestamps.
CmsJudgement judge_cms(ByteView signature, ByteView content, const Certificates& trusted,
                       const CmsTimes& times);

}  // namespace dossier
