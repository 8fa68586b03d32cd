// SPDX-License-Identifier: Apache-2.0
#include "crypto/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/openssl_handles.h"

namespace dossier {
namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& reason) {
  ERR_clear_error();
  throw Error(ErrorKind::kUnavailable, reason, file,
              "it must hold certificates and revocation lists in PEM form only; "
              "openssl x509 -inform der -in FILE -out FILE.pem makes it from another form");
}

}  // namespace

void Certificates::add(x509_st* certificate) {
  require_memory(X509_up_ref(certificate) == 1);
  certificates_.emplace_back(certificate, X509_free);
}

void Certificates::add(X509_crl_st* list) {
  require_memory(X509_CRL_up_ref(list) == 1);
  lists_.emplace_back(list, X509_CRL_free);
}

Certificates Certificates::without_lists() const {
  Certificates some = *this;
  some.lists_.clear();
  return some;
}

void Certificates::add_pem(std::string_view text, const std::string& file) {
  if (text.size() > kMaximumFileBytes) refuse(file, "has more than 4 MiB");
  const Stream stream(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require_memory(stream != nullptr);
  ERR_clear_error();
  for (std::size_t number = 1;; ++number) {
    PemBlock block;
    if (PEM_read_bio(stream.get(), &block.name, &block.header, &block.data, &block.size) != 1) {
      const bool is_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
      ERR_clear_error();
      if (is_end && number > 1) return;
      refuse(file, is_end ? "holds no certificate in PEM form"
                          : "block " + std::to_string(number) + " is no PEM that can be read");
    }
    const std::string name = block.name;
    const unsigned char* at = block.data;
    const unsigned char* const end = block.data + block.size;
    if (name == PEM_STRING_X509 || name == PEM_STRING_X509_TRUSTED || name == PEM_STRING_X509_OLD) {
      const Certificate read(name == PEM_STRING_X509_TRUSTED
                                 ? d2i_X509_AUX(nullptr, &at, block.size)
                                 : d2i_X509(nullptr, &at, block.size));
      if (!read || at != end) {
        refuse(file, "block " + std::to_string(number) + " is no certificate that can be read");
      }
      add(read.get());
    } else if (name == PEM_STRING_X509_CRL) {
      const RevocationList read(d2i_X509_CRL(nullptr, &at, block.size));
      if (!read || at != end) {
        refuse(file, "block " + std::to_string(number) + " is no revocation list that can be read");
      }
      add(read.get());
    } else {
      refuse(file,
             "block " + std::to_string(number) + " is neither a certificate nor a revocation list");
    }
  }
}

}  // namespace dossier
