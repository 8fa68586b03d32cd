// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms_signature.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "crypto/certificate_chain.h"
#include "crypto/openssl_handles.h"
#include "crypto/revocation_check.h"

namespace dossier {
namespace {

using SignedData = Handle<CMS_ContentInfo, CMS_ContentInfo_free>;

inline void free_lists(STACK_OF(X509_CRL) * stack) {
  sk_X509_CRL_pop_free(stack, X509_CRL_free);
}
using RevocationLists = Handle<STACK_OF(X509_CRL), free_lists>;

constexpr std::array<int, 3> kDigests = {NID_sha256, NID_sha384, NID_sha512};
constexpr std::array<int, 9> kSignatures = {NID_rsaEncryption,
                                            NID_sha256WithRSAEncryption,
                                            NID_sha384WithRSAEncryption,
                                            NID_sha512WithRSAEncryption,
                                            NID_rsassaPss,
                                            NID_X9_62_id_ecPublicKey,
                                            NID_ecdsa_with_SHA256,
                                            NID_ecdsa_with_SHA384,
                                            NID_ecdsa_with_SHA512};

template <std::size_t kCount>
bool holds(const std::array<int, kCount>& numbers, const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return std::find(numbers.begin(), numbers.end(), OBJ_obj2nid(object)) != numbers.end();
}

Stream stream_of(ByteView bytes) {
  Stream stream(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  require_memory(stream != nullptr);
  return stream;
}

// Null for anything but one block of it, with nothing but line ends after it.
SignedData read_signed_data(ByteView file) {
  if (file.size() > kMaxCmsFileBytes) return nullptr;
  const Stream stream = stream_of(file);
  PemBlock block;
  if (PEM_read_bio(stream.get(), &block.name, &block.header, &block.data, &block.size) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  std::array<char, 64> rest{};
  const int more = BIO_read(stream.get(), rest.data(), static_cast<int>(rest.size()));
  const bool has_more = std::any_of(rest.begin(), rest.begin() + std::max(more, 0),
                                    [](char c) { return c != '\n' && c != '\r'; });
  const std::string_view name = block.name;
  if (has_more || (name != PEM_STRING_CMS && name != PEM_STRING_PKCS7)) return nullptr;
  const unsigned char* at = block.data;
  SignedData data(d2i_CMS_ContentInfo(nullptr, &at, block.size));
  ERR_clear_error();
  if (!data || at != block.data + block.size ||
      OBJ_obj2nid(CMS_get0_type(data.get())) != NID_pkcs7_signed) {
    return nullptr;
  }
  return data;
}

class Judge {
 public:
  Judge(CMS_ContentInfo* data, const Certificates& trusted, const CmsTimes& times)
      : data_(data),
        trusted_(trusted),
        signed_at_(times.proven_at.value_or(times.now)),
        proven_at_(times.proven_at) {}

  CmsJudgement judge(ByteView content) {
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(data_);
    ASN1_OCTET_STRING** inside = CMS_get0_content(data_);
    ERR_clear_error();
    if (sk_CMS_SignerInfo_num(signers) != 1) {
      return against(CmsStanding::kMalformed, "it has not exactly one signer");
    }
    if (inside != nullptr && *inside != nullptr) {
      return against(CmsStanding::kMalformed, "it holds a content of its own");
    }
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* method = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, 0), nullptr, nullptr, &digest,
                             &method);
    if (!holds(kDigests, digest) || !holds(kSignatures, method)) {
      return against(CmsStanding::kUnsupported, "its digest or kind of signature is not known");
    }
    const CertificateView extra = empty_view();
    append(extra.get(), trusted_);
    // CMS_verify() copies a stream that is plain memory, and loses the copy where it fails early.
    const Stream stream(BIO_new(BIO_f_null()));
    require_memory(stream != nullptr);
    BIO_push(stream.get(), stream_of(content).release());
    const unsigned flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
    const bool is_right =
        CMS_verify(data_, extra.get(), nullptr, stream.get(), nullptr, flags) == 1;
    const CertificateView found(CMS_get0_signers(data_));
    ERR_clear_error();
    X509* signer = found && sk_X509_num(found.get()) == 1 ? sk_X509_value(found.get(), 0) : nullptr;
    if (signer == nullptr) {
      return against(CmsStanding::kUnrecognised, "it does not hold its signer's certificate");
    }
    judgement_.signer = name_of(signer);
    if (!is_right) {
      return against(CmsStanding::kInvalid, "it is not right for these bytes and this certificate");
    }
    return judge_chain(signer);
  }

 private:
  CmsJudgement against(CmsStanding standing, std::string reason) {
    judgement_.standing = standing;
    judgement_.reason = std::move(reason);
    return judgement_;
  }

  CmsJudgement judge_chain(X509* signer) {
    const CertificateStack steps(CMS_get1_certs(data_));
    const RevocationLists lists(CMS_get1_crls(data_));
    ERR_clear_error();
    const auto found =
        find_chain(signer, {trusted_, X509_PURPOSE_ANY, signed_at_}, Certificates(), steps.get());
    if (const auto* broken = std::get_if<BrokenChain>(&found)) {
      return against(standing_of(broken->fault), broken->reason);
    }
    RevocationCheck revocation(signed_at_, proven_at_);
    revocation.hear(trusted_);
    revocation.hear(lists.get());
    const auto revoked = revocation.check(std::get<CertificateStack>(found).get());
    if (revoked) return against(CmsStanding::kRevoked, *revoked);
    judgement_.standing = CmsStanding::kTrusted;
    return judgement_;
  }

  static CmsStanding standing_of(ChainFault fault) {
    switch (fault) {
      case ChainFault::kWeak:
        return CmsStanding::kWeak;
      case ChainFault::kNotInForce:
        return CmsStanding::kNotInForce;
      case ChainFault::kWrongUsage:
      case ChainFault::kUnrecognised:
        break;
    }
    return CmsStanding::kUnrecognised;
  }

  CMS_ContentInfo* data_;
  const Certificates& trusted_;
  Timestamp signed_at_;  // at the latest
  std::optional<Timestamp> proven_at_;
  CmsJudgement judgement_;
};

}  // namespace

CmsJudgement judge_cms(ByteView signature, ByteView content, const Certificates& trusted,
                       const CmsTimes& times) {
  const SignedData data = read_signed_data(signature);
  if (!data) return {CmsStanding::kMalformed, "", "it is no one PEM block of CMS signed data"};
  return Judge(data.get(), trusted, times).judge(content);
}

}  // namespace dossier
