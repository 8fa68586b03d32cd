// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_token.h"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>

#include "crypto/openssl_handles.h"

namespace dossier {
namespace {

using TokenInfo = Handle<TS_TST_INFO, TS_TST_INFO_free>;

constexpr std::int64_t kMaximumAccuracySeconds = 1'000'000'000;
constexpr std::array<int, 3> kDigests = {NID_sha256, NID_sha384, NID_sha512};
constexpr std::array<int, 9> kSignatures = {
    NID_rsaEncryption,           NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption,
    NID_sha512WithRSAEncryption, NID_X9_62_id_ecPublicKey,    NID_ecdsa_with_SHA256,
    NID_ecdsa_with_SHA384,       NID_ecdsa_with_SHA512,       NID_undef};
constexpr std::array<std::pair<int, const char*>, 8> kFailures = {{
    {TS_INFO_BAD_ALG, "it does not know the algorithm"},
    {TS_INFO_BAD_REQUEST, "it does not take such requests"},
    {TS_INFO_BAD_DATA_FORMAT, "it could not read the request"},
    {TS_INFO_TIME_NOT_AVAILABLE, "its clock is not available"},
    {TS_INFO_UNACCEPTED_POLICY, "it does not know the policy"},
    {TS_INFO_UNACCEPTED_EXTENSION, "it does not know an extension"},
    {TS_INFO_ADD_INFO_NOT_AVAILABLE, "further information is not available"},
    {TS_INFO_SYSTEM_FAILURE, "its system failed"},
}};

template <std::size_t kCount>
bool holds(const std::array<int, kCount>& numbers, int number) {
  return number != NID_undef && std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

std::string name_of(const ASN1_OBJECT* object) {
  std::array<char, 80> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 0);
  return text.data();
}

std::string_view view_of(const ASN1_STRING* string) {
  return as_text({ASN1_STRING_get0_data(string),
                  static_cast<std::size_t>(std::max(0, ASN1_STRING_length(string)))});
}

// What the authority says in its own words, in one line of at most 200 printable ASCII characters.
std::string status_words(const TS_STATUS_INFO* status) {
  constexpr std::size_t kMaximumWords = 200;
  std::string words;
  const STACK_OF(ASN1_UTF8STRING)* texts = TS_STATUS_INFO_get0_text(status);
  for (int i = 0; i < sk_ASN1_UTF8STRING_num(texts); ++i) {
    if (!words.empty()) words += ' ';
    for (const char c : view_of(sk_ASN1_UTF8STRING_value(texts, i))) {
      if (words.size() == kMaximumWords) return words;
      words += c >= ' ' && c <= '~' ? c : '?';
    }
  }
  return words;
}

NotGranted not_granted(const TS_STATUS_INFO* status) {
  const std::int64_t number = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
  std::string reason = number == 2 ? "it was rejected" : "it has status " + std::to_string(number);
  const ASN1_BIT_STRING* failure = TS_STATUS_INFO_get0_failure_info(status);
  for (const auto& [bit, meaning] : kFailures) {
    if (failure != nullptr && ASN1_BIT_STRING_get_bit(failure, bit) == 1) {
      reason += std::string(": ") + meaning;
    }
  }
  const std::string words = status_words(status);
  return {words.empty() ? reason : reason + ": \"" + words + "\""};
}

// A part of a second in GeneralizedTime, as RFC 3161 section 2.4.2 allows it, is rounded up.
std::optional<Timestamp> time_of(const ASN1_GENERALIZEDTIME* time) {
  constexpr std::size_t kWholeDigits = 14;
  const std::string_view text = view_of(time);
  if (text.size() < kWholeDigits + 1 || text.back() != 'Z') return std::nullopt;
  const auto whole = Timestamp::parse_openssh(std::string(text.substr(0, kWholeDigits)) + "Z");
  std::string_view part = text.substr(kWholeDigits, text.size() - kWholeDigits - 1);
  if (!whole || part.empty()) return whole;
  if (part.front() != '.' || part.size() == 1) return std::nullopt;
  part.remove_prefix(1);
  if (part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const bool is_zero = part.find_first_not_of('0') == std::string_view::npos;
  return Timestamp::from_unix(whole->unix_seconds() + (is_zero ? 0 : 1));
}

// In whole seconds, rounded up; nullopt for what RFC 3161 does not allow.
std::optional<std::uint64_t> accuracy_of(const TS_ACCURACY* accuracy) {
  if (accuracy == nullptr) return 0;
  const auto number = [](const ASN1_INTEGER* integer, std::int64_t most) {
    std::int64_t value = 0;
    if (integer == nullptr) return std::int64_t{0};
    if (ASN1_INTEGER_get_int64(&value, integer) != 1 || value < 0 || value > most) {
      return std::int64_t{-1};
    }
    return value;
  };
  const std::int64_t seconds = number(TS_ACCURACY_get_seconds(accuracy), kMaximumAccuracySeconds);
  const std::int64_t millis = number(TS_ACCURACY_get_millis(accuracy), 999);
  const std::int64_t micros = number(TS_ACCURACY_get_micros(accuracy), 999);
  if (seconds < 0 || millis < 0 || micros < 0) return std::nullopt;
  return static_cast<std::uint64_t>(seconds + (millis + micros > 0 ? 1 : 0));
}

// Whether the signed attributes are those of a token.
std::optional<Malformed> fault_of_signer(PKCS7* signed_data, PKCS7_SIGNER_INFO*& signer) {
  STACK_OF(PKCS7_SIGNER_INFO)* signers = PKCS7_get_signer_info(signed_data);
  if (sk_PKCS7_SIGNER_INFO_num(signers) != 1) return Malformed{"it has not exactly one signer"};
  signer = sk_PKCS7_SIGNER_INFO_value(signers, 0);
  const ASN1_TYPE* type = PKCS7_get_signed_attribute(signer, NID_pkcs9_contentType);
  const bool is_token = type != nullptr && ASN1_TYPE_get(type) == V_ASN1_OBJECT &&
                        OBJ_obj2nid(type->value.object) == NID_id_smime_ct_TSTInfo;
  if (is_token) return std::nullopt;
  return Malformed{"its signed attributes are not those of a timestamp"};
}

}  // namespace

struct TimestampToken::Response {
  explicit Response(TS_RESP* read) : handle(read) {}
  Handle<TS_RESP, TS_RESP_free> handle;
};

TimestampToken::TimestampToken(std::shared_ptr<Response> response)
    : response_(std::move(response)),
      signed_data_(TS_RESP_get_token(response_->handle.get())),
      time_(*Timestamp::from_unix(0)) {}

// Fills a token from what OpenSSL has read; true when it is well formed and supported.
struct TimestampToken::Reader {
  TimestampToken& token;
  ParsedTimestamp& refusal;

  bool fill() {
    PKCS7_SIGNER_INFO* signer = nullptr;
    if (auto fault = fault_of_signer(token.signed_data_, signer)) return refuse(*fault);
    // PKCS7 and its content were read without a look at what follows the token information.
    const ASN1_TYPE* content = token.signed_data_->d.sign->contents->d.other;
    if (content == nullptr || ASN1_TYPE_get(content) != V_ASN1_OCTET_STRING) {
      return refuse(Malformed{"its content is no octets"});
    }
    const std::string_view der = view_of(content->value.octet_string);
    const unsigned char* at = as_bytes(der).data();
    const TokenInfo info(d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(der.size())));
    ERR_clear_error();
    if (!info || at != as_bytes(der).data() + der.size()) {
      return refuse(Malformed{"its token information has bytes to spare"});
    }
    if (TS_TST_INFO_get_version(info.get()) != 1) return refuse(Malformed{"it is not version 1"});
    if (TS_TST_INFO_get_ext_by_critical(info.get(), 1, -1) >= 0) {
      return refuse(Unsupported{"a critical extension"});
    }
    return fill_times(info.get()) && fill_imprint(info.get()) && check_algorithms(signer);
  }

  bool fill_times(TS_TST_INFO* info) {
    const std::optional<Timestamp> time = time_of(TS_TST_INFO_get_time(info));
    if (!time) return refuse(Malformed{"its time is no moment in UTC"});
    const auto accuracy = accuracy_of(TS_TST_INFO_get_accuracy(info));
    if (!accuracy) return refuse(Malformed{"its accuracy is none that the standard allows"});
    const auto latest =
        Timestamp::from_unix(time->unix_seconds() + static_cast<std::int64_t>(*accuracy));
    if (!latest) return refuse(Malformed{"its time is beyond the year 9999"});
    token.time_ = *latest;
    token.accuracy_seconds_ = *accuracy;
    const ASN1_INTEGER* nonce = TS_TST_INFO_get_nonce(info);
    if (nonce == nullptr) return true;
    if (ASN1_STRING_type(nonce) != V_ASN1_INTEGER) {
      return refuse(Malformed{"its nonce is negative"});
    }
    const ByteView number = as_bytes(view_of(nonce));
    token.nonce_.assign(number.begin(), number.end());
    return true;
  }

  bool fill_imprint(TS_TST_INFO* info) {
    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    token.imprint_digest_ = OBJ_obj2nid(algorithm);
    if (!holds(kDigests, token.imprint_digest_)) {
      return refuse(Unsupported{"an imprint by " + name_of(algorithm)});
    }
    const ByteView digest = as_bytes(view_of(TS_MSG_IMPRINT_get_msg(imprint)));
    token.imprint_.assign(digest.begin(), digest.end());
    return true;
  }

  bool check_algorithms(const PKCS7_SIGNER_INFO* signer) {
    const ASN1_OBJECT* digest = nullptr;
    const ASN1_OBJECT* method = nullptr;
    X509_ALGOR_get0(&digest, nullptr, nullptr, signer->digest_alg);
    X509_ALGOR_get0(&method, nullptr, nullptr, signer->digest_enc_alg);
    if (!holds(kDigests, OBJ_obj2nid(digest))) {
      return refuse(Unsupported{"a signature with " + name_of(digest)});
    }
    if (!holds(kSignatures, OBJ_obj2nid(method))) {
      return refuse(Unsupported{"a signature of the kind " + name_of(method)});
    }
    return true;
  }

  template <typename Reason>
  bool refuse(Reason reason) {
    refusal = std::move(reason);
    return false;
  }
};

ParsedTimestamp TimestampToken::parse(ByteView bytes) {
  if (bytes.size() > kMaximumFileBytes) return Malformed{"it has more than 64 KiB"};
  ERR_clear_error();
  const unsigned char* at = bytes.data();
  // Granted without a token, or a token although it was not granted, is refused in here.
  auto response =
      std::make_shared<Response>(d2i_TS_RESP(nullptr, &at, static_cast<long>(bytes.size())));
  ERR_clear_error();
  if (!response->handle) return Malformed{"it is no timestamp response in DER form"};
  if (at != bytes.data() + bytes.size()) return Malformed{"bytes follow the response"};
  if (TS_RESP_get_token(response->handle.get()) == nullptr) {
    return not_granted(TS_RESP_get_status_info(response->handle.get()));
  }
  ParsedTimestamp refusal = Malformed{};
  TimestampToken token(std::move(response));
  if (!Reader{token, refusal}.fill()) return refusal;
  return token;
}

bool TimestampToken::is_about(ByteView message) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const EVP_MD* algorithm = EVP_get_digestbynid(imprint_digest_);
  require_memory(algorithm != nullptr && EVP_Digest(message.data(), message.size(), digest.data(),
                                                    &size, algorithm, nullptr) == 1);
  return std::equal(imprint_.begin(), imprint_.end(), digest.begin(), digest.begin() + size);
}

Bytes TimestampToken::with(const Certificates& more) const {
  const Handle<TS_RESP, TS_RESP_free> copy(TS_RESP_dup(response_->handle.get()));
  require_memory(copy != nullptr);
  PKCS7* data = TS_RESP_get_token(copy.get());
  for (const auto& certificate : more.certificates()) {
    const STACK_OF(X509)* there = data->d.sign->cert;
    bool is_there = false;
    for (int i = 0; i < sk_X509_num(there) && !is_there; ++i) {
      is_there = X509_cmp(sk_X509_value(there, i), certificate.get()) == 0;
    }
    if (!is_there) require_memory(PKCS7_add_certificate(data, certificate.get()) == 1);
  }
  for (const auto& list : more.lists()) {
    const STACK_OF(X509_CRL)* there = data->d.sign->crl;
    bool is_there = false;
    for (int i = 0; i < sk_X509_CRL_num(there) && !is_there; ++i) {
      is_there = X509_CRL_match(sk_X509_CRL_value(there, i), list.get()) == 0;
    }
    if (!is_there) require_memory(PKCS7_add_crl(data, list.get()) == 1);
  }
  unsigned char* out = nullptr;
  const int size = i2d_TS_RESP(copy.get(), &out);
  require_memory(size > 0);
  Bytes bytes(out, out + size);
  OPENSSL_free(out);
  return bytes;
}

}  // namespace dossier
