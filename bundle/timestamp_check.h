// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bundle/bundle_content.h"
#include "bundle/entry_source.h"
#include "crypto/certificates.h"
#include "crypto/time.h"
#include "crypto/timestamp_standing.h"
#include "crypto/timestamp_token.h"
#include "manifests/finding.h"

namespace dossier {

// Time, offline (FORMAT.md, "Time"). A timestamp is a pair of appendix files: a text of
// sha256sum lines, and an authority's token of exactly that text.

// Files that a timestamp can cover, by path: the tag manifest and files of the appendix.
using CoveredFiles = std::map<std::string, Sha256, std::less<>>;

// The text over which the next timestamp of a bundle is made.
std::string timestamp_text(const CoveredFiles& files);
// The paths that a timestamp's text names; or timestamp.text, if it is no such text, and
// timestamp.listed-missing, if a file it names is not among `before` with that digest.
std::variant<std::set<std::string, std::less<>>, Finding> read_timestamp_text(
    const std::string& path, ByteView text, const CoveredFiles& before);

enum class TimestampStatus {
  kTrusted,
  kUnrecognised,
  kUnsupported,
  kWrongUsage,
  kWeak,
  kNotInForce,
  kRevoked,
  kFuture,
  kInvalid,
  kMalformed,
};
std::string_view timestamp_status_name(TimestampStatus status);  // "trusted", "unrecognised" …

// What one timestamp is worth to this verifier.
struct TimestampReport {
  std::string path;  // signatures/0002-timestamp.tsr
  TimestampStatus status = TimestampStatus::kMalformed;
  std::optional<Timestamp> time;       // what it covers existed then; a claim unless it is trusted
  std::uint64_t accuracy_seconds = 0;  // part of the time
  std::string authority;               // as its certificate has it, valid UTF-8
  std::optional<Timestamp> ends;       // trusted: when its first certificate goes out of force
  bool revocation_known = false;       // trusted: whether lists tell that it was not revoked
};

struct TimeVerdict {
  std::vector<TimestampReport> timestamps;  // in the order of the bundle
  std::vector<Finding> findings;            // timestamp.*
  // By path: the time of the earliest trusted timestamp that covers the file.
  std::map<std::string, Timestamp, std::less<>> proven;
  // The one that proves the tag manifest earliest: an index of `timestamps`.
  std::optional<std::size_t> earliest;
};

// Judges all timestamps of a bundle whose appendix has the right names. A token counts only if the
// verifier trusts the authority; one that is wrong in itself is an error.
TimeVerdict check_timestamps(const EntrySource& source, const BundleContent& content,
                             const Certificates& trusted, Timestamp now);

// The name in a certificate, or words in its place where it is empty, too long or no UTF-8.
std::string shown_certificate_name(const std::string& name);

// The steps of it, for one token at the report's path. What the token says of itself goes into the
// report, whose status stays kInvalid until it is judged; or why it cannot be read.
std::variant<TimestampToken, Finding> read_token(ByteView response, TimestampReport& report);
// Fills in the rest: nothing is returned for a trusted token. `beside` is trusted no more than what
// is in the token.
std::optional<Finding> judge_token(const TimestampToken& token, const Certificates& trusted,
                                   const TimestampTimes& times, TimestampReport& report,
                                   const Certificates& beside = {});

// What to do about a token that cannot be read or does not count, for a bundle's findings and for
// the command that imports one; none for a trusted one.
std::optional<Finding> timestamp_finding(const std::string& path,
                                         const TimestampJudgement& judgement);
std::optional<Finding> timestamp_finding(const std::string& path, const ParsedTimestamp& parsed);

}  // namespace dossier
