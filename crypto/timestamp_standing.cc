// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_standing.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "crypto/certificate_chain.h"
#include "crypto/openssl_handles.h"
#include "crypto/revocation_check.h"

namespace dossier {
namespace {

using UsageList = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using NamedCertificates = Handle<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free>;
using NamedCertificatesV2 = Handle<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free>;

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

TimestampStanding standing_of(ChainFault fault) {
  switch (fault) {
    case ChainFault::kNotInForce:
      return TimestampStanding::kNotInForce;
    case ChainFault::kWrongUsage:
      return TimestampStanding::kWrongUsage;
    case ChainFault::kWeak:
      return TimestampStanding::kWeak;
    case ChainFault::kUnrecognised:
      break;
  }
  return TimestampStanding::kUnrecognised;
}

constexpr std::string_view kNotForTimestamps = "its certificate is not for timestamps alone";

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
    const auto found = find_chain(signer, {trusted_, X509_PURPOSE_TIMESTAMP_SIGN, at}, beside_,
                                  data_->d.sign->cert);
    if (const auto* broken = std::get_if<BrokenChain>(&found)) {
      const bool is_usage = broken->fault == ChainFault::kWrongUsage;
      return against(standing_of(broken->fault),
                     is_usage ? std::string(kNotForTimestamps) : broken->reason);
    }
    const CertificateStack& chain = std::get<CertificateStack>(found);
    const auto begins = time_of(X509_get0_notBefore(signer));
    if (!begins || token_.time() < *begins) {
      return against(TimestampStanding::kNotInForce,
                     "its certificate was not yet in force at " + token_.time().to_string());
    }
    if (!is_for_timestamps_alone(signer)) {
      return against(TimestampStanding::kWrongUsage, std::string(kNotForTimestamps));
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
