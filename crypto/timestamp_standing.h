// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "crypto/certificates.h"
#include "crypto/time.h"
#include "crypto/timestamp_token.h"

namespace dossier {

enum class TimestampStanding {
  kTrusted,
  kInvalid,       // its signature is not right: no question of trust
  kUnrecognised,  // its certificate leads to none that the verifier trusts, or is not there
  kWrongUsage,    // not a certificate for timestamps alone (RFC 3161 section 2.3)
  kWeak,          // a key or digest of the chain has less than 112 bits of strength
  kNotInForce,    // the chain was not in force at the time of judgement
  kRevoked,       // a list of revocations forbids it
  kFuture,        // its time is not yet come
};

struct TimestampTimes {
  Timestamp now;
  // The time of the next trusted token that covers this one and so shows that it existed then
  // (FORMAT.md §7); without one, the token is judged at its own time.
  std::optional<Timestamp> covered_at;
};

// What a verifier's own trust says about a token.
struct TimestampJudgement {
  TimestampStanding standing;
  std::string authority;  // from its certificate, in UTF-8 as OpenSSL makes it; may be empty
  std::string reason;     // what stands against it, without a final stop; empty when trusted
  // The rest is filled for trusted ones only.
  std::optional<Timestamp> ends;  // when the first certificate of the chain goes out of force
  // Whether lists at hand tell for all of the chain that it was not revoked.
  bool revocation_known = false;
  // What the judgement rests on and a later verifier needs beside the trusted certificate.
  Certificates evidence;
};

// How far a clock of the verifier may be behind that of an authority.
inline constexpr std::int64_t kClockToleranceSeconds = 300;

// In the order of TimestampStanding, but for kFuture, which comes after kInvalid: the signature
// over the token by the certificate that it names; a chain (RFC 5280) to one of `trusted`, of which
// each is trusted as it stands, in force at the time of judgement; extended key usage critical and
// timeStamping alone; the certificate that the token names in its signed attributes (RFC 5816);
// revocation lists of `trusted`, of the token and of `beside`, which came with it and is trusted no
// more than what is in it. A revocation of a reason that leaves earlier
// tokens valid counts from its date; any other counts unless a later token shows that this one
// existed before (RFC 3161 section 4).
TimestampJudgement judge_timestamp(const TimestampToken& token, const Certificates& trusted,
                                   const TimestampTimes& times, const Certificates& beside = {});

}  // namespace dossier
