// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {

// What the sources about certificates and timestamps have in common; no other file needs it.
using Certificate = Handle<X509, X509_free>;
using RevocationList = Handle<X509_CRL, X509_CRL_free>;
using Stream = Handle<BIO, BIO_free_all>;
using Integer = Handle<ASN1_INTEGER, ASN1_INTEGER_free>;

inline void free_certificates(STACK_OF(X509) * stack) {
  sk_X509_pop_free(stack, X509_free);
}
// Owns the stack, and one reference of each certificate in it.
using CertificateStack = Handle<STACK_OF(X509), free_certificates>;
inline void free_stack_only(STACK_OF(X509) * stack) {
  sk_X509_free(stack);
}
// Owns the stack alone.
using CertificateView = Handle<STACK_OF(X509), free_stack_only>;

// One block of a PEM file (RFC 7468), as OpenSSL allocates it.
struct PemBlock {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;

  PemBlock() = default;
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;
  ~PemBlock() {
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
};

// For calls of OpenSSL that fail only without memory.
inline void require_memory(bool done) {
  if (!done) throw Error(ErrorKind::kUnavailable, "out of memory");
}

}  // namespace dossier
