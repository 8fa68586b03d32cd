// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>

#include <openssl/x509.h>

#include "crypto/certificates.h"
#include "crypto/openssl_handles.h"
#include "crypto/time.h"

namespace dossier {

enum class ChainFault {
  kUnrecognised,  // it leads to none that the verifier trusts
  kWrongUsage,    // a certificate of it is not for the purpose
  kWeak,          // a key or digest of it has less than 112 bits of strength
  kNotInForce,    // it was not in force at the time of judgement
};

struct BrokenChain {
  ChainFault fault;
  std::string reason;  // what stands against it, without a final stop
};

struct ChainRules {
  const Certificates& trusted;  // each is trusted as it stands
  int purpose;                  // X509_PURPOSE_…
  Timestamp at;                 // when all of the chain must be in force
};

// The chain from a certificate to a trusted one (RFC 5280), that last; certificates of `beside` and
// of `steps`, which may be null, can only lie between.
std::variant<CertificateStack, BrokenChain> find_chain(X509* certificate, const ChainRules& rules,
                                                       const Certificates& beside,
                                                       const STACK_OF(X509) * steps);

// The common name or else the organisation, in UTF-8 as OpenSSL makes it; may be empty.
std::string name_of(X509* certificate);

// When the first certificate of a chain goes out of force.
std::optional<Timestamp> first_end(const STACK_OF(X509) * chain);

CertificateView empty_view();
void append(STACK_OF(X509) * stack, const Certificates& certificates);

}  // namespace dossier
