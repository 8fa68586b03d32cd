// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_request.h"

#include <algorithm>
#include <array>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "crypto/openssl_handles.h"

namespace dossier {
namespace {

using Request = Handle<TS_REQ, TS_REQ_free>;
using Imprint = Handle<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Algorithm = Handle<X509_ALGOR, X509_ALGOR_free>;
using Number = Handle<BIGNUM, BN_free>;

constexpr std::size_t kNonceBytes = 8;

}  // namespace

TimestampRequest TimestampRequest::about(ByteView message) {
  TimestampRequest request{sha256(message), random_bytes(kNonceBytes)};
  // A number of always the same length, and not negative in DER.
  request.nonce[0] = static_cast<std::uint8_t>((request.nonce[0] & 0x3F) | 0x40);
  return request;
}

Bytes TimestampRequest::encode() const {
  const Request request(TS_REQ_new());
  const Imprint imprint_part(TS_MSG_IMPRINT_new());
  const Algorithm algorithm(X509_ALGOR_new());
  require_memory(request && imprint_part && algorithm);
  Sha256::Array digest{};
  std::copy(imprint.bytes().begin(), imprint.bytes().end(), digest.begin());
  require_memory(
      X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
      TS_MSG_IMPRINT_set_algo(imprint_part.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint_part.get(), digest.data(), static_cast<int>(digest.size())) ==
          1 &&
      TS_REQ_set_version(request.get(), 1) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint_part.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1);
  if (!nonce.empty()) {
    const Number number(BN_bin2bn(nonce.data(), static_cast<int>(nonce.size()), nullptr));
    require_memory(number != nullptr);
    const Integer integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
    require_memory(integer && TS_REQ_set_nonce(request.get(), integer.get()) == 1);
  }
  unsigned char* out = nullptr;
  const int size = i2d_TS_REQ(request.get(), &out);
  require_memory(size > 0);
  Bytes der(out, out + size);
  OPENSSL_free(out);
  return der;
}

std::optional<TimestampRequest> TimestampRequest::parse(ByteView der) {
  if (der.size() > kMaximumFileBytes) return std::nullopt;
  const unsigned char* at = der.data();
  const Request request(d2i_TS_REQ(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!request || at != der.data() + der.size()) return std::nullopt;
  if (TS_REQ_get_version(request.get()) != 1) return std::nullopt;
  TS_MSG_IMPRINT* part = TS_REQ_get_msg_imprint(request.get());
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(part));
  const ASN1_OCTET_STRING* digest = TS_MSG_IMPRINT_get_msg(part);
  Sha256::Array bytes{};
  if (OBJ_obj2nid(algorithm) != NID_sha256 ||
      static_cast<std::size_t>(ASN1_STRING_length(digest)) != bytes.size()) {
    return std::nullopt;
  }
  std::copy_n(ASN1_STRING_get0_data(digest), bytes.size(), bytes.begin());
  TimestampRequest parsed{Sha256(bytes), {}};
  if (const ASN1_INTEGER* nonce = TS_REQ_get_nonce(request.get())) {
    if (ASN1_STRING_type(nonce) != V_ASN1_INTEGER) return std::nullopt;  // negative
    const unsigned char* data = ASN1_STRING_get0_data(nonce);
    parsed.nonce.assign(data, data + ASN1_STRING_length(nonce));
  }
  return parsed;
}

}  // namespace dossier
