// SPDX-License-Identifier: Apache-2.0
#include "crypto/revocation_check.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "crypto/openssl_handles.h"

namespace dossier {
namespace {

using Enumerated = Handle<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;

// RFC 3161 section 4: with these reasons, tokens from before the revocation stay valid.
constexpr std::array<long, 4> kOrderlyReasons = {
    CRL_REASON_UNSPECIFIED, CRL_REASON_AFFILIATION_CHANGED, CRL_REASON_SUPERSEDED,
    CRL_REASON_CESSATION_OF_OPERATION};

bool is_signed_by(X509_CRL* list, X509* issuer) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) != 0) return false;
  if ((X509_get_key_usage(issuer) & KU_CRL_SIGN) == 0) return false;  // all bits where it has none
  const bool is_right = X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
  ERR_clear_error();
  return is_right;
}

bool is_orderly(const X509_REVOKED* entry) {
  const Enumerated reason(static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  ERR_clear_error();
  return reason && std::find(kOrderlyReasons.begin(), kOrderlyReasons.end(),
                             ASN1_ENUMERATED_get(reason.get())) != kOrderlyReasons.end();
}

}  // namespace

std::optional<Timestamp> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return Timestamp::from_civil(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                               parts.tm_min, parts.tm_sec);
}

void RevocationCheck::hear(const Certificates& certificates) {
  for (const auto& list : certificates.lists()) lists_.push_back(list.get());
}

void RevocationCheck::hear(const STACK_OF(X509_CRL) * lists) {
  for (int i = 0; i < sk_X509_CRL_num(lists); ++i) lists_.push_back(sk_X509_CRL_value(lists, i));
}

std::optional<std::string> RevocationCheck::check(const STACK_OF(X509) * chain) {
  is_known_ = sk_X509_num(chain) > 1;
  for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
    auto revoked = check_one(sk_X509_value(chain, i), sk_X509_value(chain, i + 1));
    if (revoked) return revoked;
  }
  return std::nullopt;
}

std::optional<std::string> RevocationCheck::check_one(X509* certificate, X509* issuer) {
  bool is_told = false;
  for (X509_CRL* list : lists_) {
    if (!is_signed_by(list, issuer)) continue;
    if (std::find(used_.begin(), used_.end(), list) == used_.end()) used_.push_back(list);
    X509_REVOKED* entry = nullptr;
    const bool is_listed = X509_CRL_get0_by_cert(list, &entry, certificate) == 1;
    if (is_listed && !leaves(entry)) {
      const auto since = time_of(X509_REVOKED_get0_revocationDate(entry));
      std::string text = "a certificate of its chain is revoked";
      if (since) text += " since " + since->to_string();
      if (!is_orderly(entry)) {
        text +=
            ", perhaps because its key was stolen, and no later timestamp shows that this one "
            "is from before";
      }
      return text;
    }
    is_told = is_told || tells_of_the_token(list);
  }
  is_known_ = is_known_ && is_told;
  return std::nullopt;
}

bool RevocationCheck::tells_of_the_token(const X509_CRL* list) const {
  const auto issued = time_of(X509_CRL_get0_lastUpdate(list));
  const auto until = time_of(X509_CRL_get0_nextUpdate(list));
  return issued && (*issued >= made_ || (until && *until >= made_));
}

bool RevocationCheck::leaves(const X509_REVOKED* entry) const {
  const auto since = time_of(X509_REVOKED_get0_revocationDate(entry));
  if (!since) return false;
  if (covered_at_ && *covered_at_ < *since) return true;
  return is_orderly(entry) && made_ < *since;
}

}  // namespace dossier
