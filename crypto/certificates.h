// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;      // OpenSSL's X509
struct X509_crl_st;  // OpenSSL's X509_CRL

namespace dossier {

// X.509 certificates and revocation lists (RFC 5280). What they are good for is told by where they
// come from: those of the verifier's trust folder are trusted as they are, those that come with a
// timestamp are only steps on the way to one that is. Copies are cheap; nothing in it changes.
class Certificates {
 public:
  static constexpr std::size_t kMaximumFileBytes = std::size_t{4} << 20;

  // Adds all of a PEM file (RFC 7468): blocks CERTIFICATE, TRUSTED CERTIFICATE and X509 CRL, with
  // any text between them. An Error (kUnavailable) with the file for any other block, one that
  // cannot be read or has bytes to spare, and for a file without a block. The name is for messages.
  void add_pem(std::string_view text, const std::string& file);

  // The same without the revocation lists, which may be large.
  Certificates without_lists() const;

  bool empty() const { return certificates_.empty() && lists_.empty(); }
  std::size_t certificate_count() const { return certificates_.size(); }
  std::size_t list_count() const { return lists_.size(); }

  // For the sources of crypto/ alone. Never null.
  const std::vector<std::shared_ptr<x509_st>>& certificates() const { return certificates_; }
  const std::vector<std::shared_ptr<X509_crl_st>>& lists() const { return lists_; }
  void add(x509_st* certificate);  // takes a reference of its own
  void add(X509_crl_st* list);

 private:
  std::vector<std::shared_ptr<x509_st>> certificates_;
  std::vector<std::shared_ptr<X509_crl_st>> lists_;
};

}  // namespace dossier
