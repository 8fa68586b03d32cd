// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/certificates.h"
#include "crypto/public_key.h"
#include "crypto/time.h"

struct pkcs7_st;  // OpenSSL's PKCS7

namespace dossier {

// The authority answered, and gave no timestamp: its reason, one line.
struct NotGranted {
  std::string reason;
};

class TimestampToken;
using ParsedTimestamp = std::variant<TimestampToken, NotGranted, Malformed, Unsupported>;

// An authority's answer to a timestamp request with the token in it (RFC 3161 section 2.4.2). What
// is read here says nothing yet about who made it: judge_timestamp() does. Copies share their
// memory.
class TimestampToken {
 public:
  static constexpr std::size_t kMaximumFileBytes = 64 * 1024;

  // Takes the whole response. Malformed: bytes to spare at any level, no version 1 token, not
  // exactly one signer, no signed attributes or a content type that is not that of a token, a time
  // that is not in UTC or that no calendar has. Unsupported, by name: imprints and signatures with
  // digests other than SHA-256, SHA-384 and SHA-512, signatures other than RSA (PKCS #1 v1.5) and
  // ECDSA, and critical extensions of the token.
  static ParsedTimestamp parse(ByteView response);

  // The latest moment at which what is stamped came to be: the token's time rounded up to a whole
  // second, and its stated accuracy added.
  Timestamp time() const { return time_; }
  std::uint64_t accuracy_seconds() const { return accuracy_seconds_; }  // rounded up
  // As a number without leading zero bytes; empty: the token has none.
  const Bytes& nonce() const { return nonce_; }
  // Whether it is a token of these very bytes.
  bool is_about(ByteView message) const;

  // The response with these certificates and lists beside the token, where it does not have them
  // yet. The signature does not cover that part, and holds as before.
  Bytes with(const Certificates& more) const;

  // For the sources of crypto/ alone.
  pkcs7_st* signed_data() const { return signed_data_; }

 private:
  struct Response;
  explicit TimestampToken(std::shared_ptr<Response> response);
  struct Reader;

  std::shared_ptr<Response> response_;
  pkcs7_st* signed_data_ = nullptr;  // in response_
  Timestamp time_;
  std::uint64_t accuracy_seconds_ = 0;
  Bytes nonce_;
  int imprint_digest_ = 0;  // OpenSSL's number of the algorithm
  Bytes imprint_;
};

}  // namespace dossier
