// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <openssl/x509.h>

#include "crypto/certificates.h"
#include "crypto/time.h"

namespace dossier {

// The part of judge_timestamp() that asks revocation lists (RFC 5280 section 5). Only lists that
// the issuer of a certificate has signed are heard; where no such list is at hand, nothing is known
// and nothing stands against the certificate.
class RevocationCheck {
 public:
  // `made` is the token's time.
  RevocationCheck(Timestamp made, std::optional<Timestamp> covered_at)
      : made_(made), covered_at_(covered_at) {}

  // Before check(): lists from anywhere. They must live as long as this object.
  void hear(const Certificates& certificates);
  void hear(const STACK_OF(X509_CRL) * lists);  // may be null

  // A chain that has been verified, the trusted certificate last, which is not asked about. What
  // stands against it, or nullopt.
  std::optional<std::string> check(const STACK_OF(X509) * chain);
  // After check(): every certificate asked about was on no list of the time of the token or later.
  bool is_known() const { return is_known_; }
  // Those of the lists that an issuer in the chain has signed.
  const std::vector<X509_CRL*>& used() const { return used_; }

 private:
  std::optional<std::string> check_one(X509* certificate, X509* issuer);
  bool tells_of_the_token(const X509_CRL* list) const;
  // Whether this revocation leaves the token valid.
  bool leaves(const X509_REVOKED* entry) const;

  std::vector<X509_CRL*> lists_;
  std::vector<X509_CRL*> used_;
  Timestamp made_;
  std::optional<Timestamp> covered_at_;
  bool is_known_ = false;
};

// nullopt for a time that no calendar has, or beyond the year 9999.
std::optional<Timestamp> time_of(const ASN1_TIME* time);

}  // namespace dossier
