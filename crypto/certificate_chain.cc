// SPDX-License-Identifier: Apache-2.0
#include "crypto/certificate_chain.h"

#include <ctime>

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include "crypto/bytes.h"
#include "crypto/revocation_check.h"

namespace dossier {
namespace {

using Store = Handle<X509_STORE, X509_STORE_free>;
using StoreContext = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;

constexpr int kMostCertificates = 8;
constexpr int kSecurityLevel = 2;  // 112 bits: RSA of 2,048 bits, SHA-224 and better

BrokenChain broken_chain(int error, Timestamp at) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {ChainFault::kNotInForce,
              "the chain of its certificates was not in force at " + at.to_string()};
    case X509_V_ERR_INVALID_PURPOSE:
      return {ChainFault::kWrongUsage, "its certificate is for another purpose"};
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return {ChainFault::kWeak, "a key or digest in the chain of its certificates is too weak"};
    case X509_V_ERR_OUT_OF_MEM:
      throw Error(ErrorKind::kUnavailable, "out of memory");
    default:
      return {ChainFault::kUnrecognised,
              std::string("its certificate leads to none in your trust folder (") +
                  X509_verify_cert_error_string(error) + ")"};
  }
}

}  // namespace

std::variant<CertificateStack, BrokenChain> find_chain(X509* certificate, const ChainRules& rules,
                                                       const Certificates& beside,
                                                       const STACK_OF(X509) * steps) {
  const Store store(X509_STORE_new());
  require_memory(store != nullptr);
  for (const auto& trusted : rules.trusted.certificates()) {
    require_memory(X509_STORE_add_cert(store.get(), trusted.get()) == 1);
  }
  const CertificateView between = empty_view();
  append(between.get(), beside);
  for (int i = 0; i < sk_X509_num(steps); ++i) {
    require_memory(sk_X509_push(between.get(), sk_X509_value(steps, i)) > 0);
  }
  const StoreContext context(X509_STORE_CTX_new());
  require_memory(context &&
                 X509_STORE_CTX_init(context.get(), store.get(), certificate, between.get()) == 1);
  X509_VERIFY_PARAM* wanted = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(wanted, static_cast<std::time_t>(rules.at.unix_seconds()));
  X509_VERIFY_PARAM_set_depth(wanted, kMostCertificates);
  X509_VERIFY_PARAM_set_auth_level(wanted, kSecurityLevel);
  require_memory(X509_VERIFY_PARAM_set_flags(wanted, X509_V_FLAG_PARTIAL_CHAIN) == 1 &&
                 X509_STORE_CTX_set_purpose(context.get(), rules.purpose) == 1);
  const bool holds = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (holds) return CertificateStack(X509_STORE_CTX_get1_chain(context.get()));
  return broken_chain(X509_STORE_CTX_get_error(context.get()), rules.at);
}

std::string name_of(X509* certificate) {
  const X509_NAME* name = X509_get_subject_name(certificate);
  for (const int kind : {NID_commonName, NID_organizationName}) {
    const int at = X509_NAME_get_index_by_NID(name, kind, -1);
    if (at < 0) continue;
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size <= 0) continue;
    std::string out(as_text({text, static_cast<std::size_t>(size)}));
    OPENSSL_free(text);
    return out;
  }
  ERR_clear_error();
  return {};
}

std::optional<Timestamp> first_end(const STACK_OF(X509) * chain) {
  std::optional<Timestamp> ends;
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const auto end = time_of(X509_get0_notAfter(sk_X509_value(chain, i)));
    if (end && (!ends || *end < *ends)) ends = end;
  }
  return ends;
}

CertificateView empty_view() {
  CertificateView view(sk_X509_new_null());
  require_memory(view != nullptr);
  return view;
}

void append(STACK_OF(X509) * stack, const Certificates& certificates) {
  for (const auto& certificate : certificates.certificates()) {
    require_memory(sk_X509_push(stack, certificate.get()) > 0);
  }
}

}  // namespace dossier
