// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "crypto/bytes.h"
#include "crypto/sha256.h"

namespace dossier {

// What an authority is asked to stamp (RFC 3161 section 2.4.1).
struct TimestampRequest {
  static constexpr std::size_t kMaximumFileBytes = 4 * 1024;

  Sha256 imprint;
  Bytes nonce;  // as a number without leading zero bytes; empty: the request has none

  // A request of eight random bytes as nonce, for SHA-256 of the message.
  static TimestampRequest about(ByteView message);
  // The DER form, which asks for the authority's certificate too and for no particular policy.
  Bytes encode() const;
  // nullopt for anything but one whole version 1 request about a SHA-256.
  static std::optional<TimestampRequest> parse(ByteView der);
};

}  // namespace dossier
