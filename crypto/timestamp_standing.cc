// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_standing.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto/openssl_handles.h"
#include "crypto/revocation_check.h"

namespace dossier {
namespace {

using Store = Handle<X509_STORE, X509_STORE_free>;
using StoreContext = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using UsageList = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using NamedCertificates = Handle<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free>;
using NamedCertificatesV2 = Handle<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free>;

constexpr int kMostCertificates = 8;
constexpr int kSecurityLevel = 2;  // 112 bits: RSA of 2,048 bits, SHA-224 and better

void append(STACK_OF(X509) * stack, const Certificates& certificates) {
  for (const auto& certificate : certificates.certificates()) {
    require_memory(sk_X509_push(stack, certificate.get()) > 0);
  }
}

CertificateView empty_view() {
  CertificateView view(sk_X509_new_null());
  require_memory(view != nullptr);
  return view;
}

// The certificate that the token's signer information names, or nullptr. Not owned.
X509* signer_of(PKCS7* data, const Certificates& trusted, const Certificates& beside) {
  const CertificateView extra = empty_view();
  append(extra.get(), trusted);
  append(extra.get(), beside);
  const CertificateView found(PKCS7_get0_signers(data, extra.get(), 0));
  ERR_clear_error();
  return found && sk_X509_num(found.get()) == 1 ? sk_X509_value(found.get(), 0) : nullptr;
}

bool signature_is_right(PKCS7* data, X509* signer) {
  ERR_clear_error();
  const Stream content(PKCS7_dataInit(data, nullptr));
  if (!content) return false;
  std::array<char, 4096> buffer{};
  while (BIO_read(content.get(), buffer.data(), static_cast<int>(buffer.size())) > 0) {
  }
  PKCS7_SIGNER_INFO* info = sk_PKCS7_SIGNER_INFO_value(PKCS7_get_signer_info(data), 0);
  // 1 is right; 0 and -1 are a wrong signature or a key that cannot have made it.
  const bool is_right = PKCS7_signatureVerify(content.get(), data, info, signer) == 1;
  ERR_clear_error();
  return is_right;
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

// timeStamping is the only extended usage, and marked critical.
bool is_for_timestamps_alone(X509* certificate) {
  int critical = 0;
  const UsageList usages(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
  ERR_clear_error();
  return usages && critical == 1 && sk_ASN1_OBJECT_num(usages.get()) == 1 &&
         OBJ_obj2nid(sk_ASN1_OBJECT_value(usages.get(), 0)) == NID_time_stamp;
}

template <typename Read>
auto signed_attribute(const PKCS7_SIGNER_INFO* info, int kind, Read read)
    -> decltype(read(nullptr, nullptr, 0L)) {
  const ASN1_TYPE* value = PKCS7_get_signed_attribute(info, kind);
  if (value == nullptr || ASN1_TYPE_get(value) != V_ASN1_SEQUENCE) return nullptr;
  const ASN1_STRING* der = value->value.sequence;
  const unsigned char* at = ASN1_STRING_get0_data(der);
  return read(nullptr, &at, ASN1_STRING_length(der));
}

// The signed attributes name the certificates of the chain, so that no other can be put in.
bool chain_is_the_one_named(PKCS7* data, const STACK_OF(X509) * chain) {
  const PKCS7_SIGNER_INFO* info = sk_PKCS7_SIGNER_INFO_value(PKCS7_get_signer_info(data), 0);
  const NamedCertificates first(
      signed_attribute(info, NID_id_smime_aa_signingCertificate, d2i_ESS_SIGNING_CERT));
  const NamedCertificatesV2 second(
      signed_attribute(info, NID_id_smime_aa_signingCertificateV2, d2i_ESS_SIGNING_CERT_V2));
  const bool is_named = OSSL_ESS_check_signing_certs(first.get(), second.get(), chain, 1) == 1;
  ERR_clear_error();
  return is_named;
}

TimestampStanding standing_of(int error) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TimestampStanding::kNotInForce;
    case X509_V_ERR_INVALID_PURPOSE:
      return TimestampStanding::kWrongUsage;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return TimestampStanding::kWeak;
    case X509_V_ERR_OUT_OF_MEM:
      throw Error(ErrorKind::kUnavailable, "out of memory");
    default:
      return TimestampStanding::kUnrecognised;
  }
}

std::string sentence_of(TimestampStanding standing, int error, Timestamp at) {
  switch (standing) {
    case TimestampStanding::kNotInForce:
      return "the chain of its certificates was not in force at " + at.to_string();
    case TimestampStanding::kWrongUsage:
      return "its certificate is not for timestamps alone";
    case TimestampStanding::kWeak:
      return "a key or digest in the chain of its certificates is too weak";
    default:
      return std::string("its certificate leads to none in your trust folder (") +
             X509_verify_cert_error_string(error) + ")";
  }
}

std::optional<Timestamp> first_end(const STACK_OF(X509) * chain) {
  std::optional<Timestamp> ends;
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const auto end = time_of(X509_get0_notAfter(sk_X509_value(chain, i)));
    if (end && (!ends || *end < *ends)) ends = end;
  }
  return ends;
}

class Judge {
 public:
  Judge(const TimestampToken& token, const Certificates& trusted, const TimestampTimes& times,
        const Certificates& beside)
      : token_(token),
        trusted_(trusted),
        beside_(beside),
        times_(times),
        data_(token.signed_data()) {}

  TimestampJudgement judge() {
    X509* signer = signer_of(data_, trusted_, beside_);
    if (signer == nullptr) {
      return against(TimestampStanding::kUnrecognised,
                     "it does not hold its authority's certificate");
    }
    judgement_.authority = name_of(signer);
    if (!signature_is_right(data_, signer)) {
      return against(TimestampStanding::kInvalid,
                     "its signature is not right for what it says and the certificate it names");
    }
    if (token_.time().unix_seconds() > times_.now.unix_seconds() + kClockToleranceSeconds) {
      return against(TimestampStanding::kFuture, "it says " + token_.time().to_string() +
                                                     ", and now it is " + times_.now.to_string());
    }
    return judge_chain(signer);
  }

 private:
  TimestampJudgement against(TimestampStanding standing, std::string reason) {
    judgement_.standing = standing;
    judgement_.reason = std::move(reason);
    return judgement_;
  }

  TimestampJudgement judge_chain(X509* signer) {
    const Timestamp at = times_.covered_at.value_or(token_.time());
    const CertificateStack chain = find_chain(signer, at);
    if (!chain) return judgement_;
    const auto begins = time_of(X509_get0_notBefore(signer));
    if (!begins || token_.time() < *begins) {
      return against(TimestampStanding::kNotInForce,
                     "its certificate was not yet in force at " + token_.time().to_string());
    }
    if (!is_for_timestamps_alone(signer)) {
      return against(TimestampStanding::kWrongUsage, "its certificate is not for timestamps alone");
    }
    if (!chain_is_the_one_named(data_, chain.get())) {
      return against(TimestampStanding::kInvalid,
                     "its signed attributes do not name the certificate that it comes with");
    }
    RevocationCheck revocation(token_.time(), times_.covered_at);
    revocation.hear(trusted_);
    revocation.hear(beside_);
    revocation.hear(data_->d.sign->crl);
    const std::optional<std::string> revoked = revocation.check(chain.get());
    if (revoked) return against(TimestampStanding::kRevoked, *revoked);
    judgement_.standing = TimestampStanding::kTrusted;
    judgement_.ends = first_end(chain.get());
    judgement_.revocation_known = revocation.is_known();
    for (int i = 0; i + 1 < sk_X509_num(chain.get()); ++i) {
      judgement_.evidence.add(sk_X509_value(chain.get(), i));
    }
    for (X509_CRL* list : revocation.used()) judgement_.evidence.add(list);
    return judgement_;
  }

  // Null, with the judgement made, when there is no chain that holds.
  CertificateStack find_chain(X509* signer, Timestamp at) {
    const Store store(X509_STORE_new());
    require_memory(store != nullptr);
    for (const auto& certificate : trusted_.certificates()) {
      require_memory(X509_STORE_add_cert(store.get(), certificate.get()) == 1);
    }
    const CertificateView steps = empty_view();
    append(steps.get(), beside_);
    for (int i = 0; i < sk_X509_num(data_->d.sign->cert); ++i) {
      require_memory(sk_X509_push(steps.get(), sk_X509_value(data_->d.sign->cert, i)) > 0);
    }
    const StoreContext context(X509_STORE_CTX_new());
    require_memory(context &&
                   X509_STORE_CTX_init(context.get(), store.get(), signer, steps.get()) == 1);
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, static_cast<std::time_t>(at.unix_seconds()));
    X509_VERIFY_PARAM_set_depth(rules, kMostCertificates);
    X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
    require_memory(X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN) == 1 &&
                   X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_TIMESTAMP_SIGN) == 1);
    const bool holds = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    if (holds) return CertificateStack(X509_STORE_CTX_get1_chain(context.get()));
    const int error = X509_STORE_CTX_get_error(context.get());
    const TimestampStanding standing = standing_of(error);
    against(standing, sentence_of(standing, error, at));
    return nullptr;
  }

  const TimestampToken& token_;
  const Certificates& trusted_;
  const Certificates& beside_;
  const TimestampTimes& times_;
  PKCS7* data_;
  TimestampJudgement judgement_{};
};

}  // namespace

TimestampJudgement judge_timestamp(const TimestampToken& token, const Certificates& trusted,
                                   const TimestampTimes& times, const Certificates& beside) {
  return Judge(token, trusted, times, beside).judge();
}

}  // namespace dossier
