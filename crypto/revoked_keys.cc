// SPDX-License-Identifier: Apache-2.0
#include "crypto/revoked_keys.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crypto/small_file.h"
#include "crypto/trust_line.h"

namespace dossier {
namespace {

constexpr std::string_view kAt = "revoked-at=";
constexpr std::string_view kReason = "reason=";
constexpr std::array<RevocationReason, 3> kReasons = {
    RevocationReason::kRetired, RevocationReason::kSuperseded, RevocationReason::kCompromised};

std::optional<Timestamp> parse_time(std::string_view text) {
  const std::optional<Timestamp> time = Timestamp::parse(text);
  return time ? time : Timestamp::parse_openssh(text);
}

Revocation read_revocation(TrustLine& line) {
  Revocation out{line.key(true), RevocationReason::kCompromised, std::nullopt, line.number()};
  const std::string_view at = line.word();
  const std::string_view reason = line.word();
  if (!at.starts_with(kAt) || !reason.starts_with(kReason) || !line.rest().empty()) return out;
  const std::optional<Timestamp> time = parse_time(at.substr(kAt.size()));
  const std::optional<RevocationReason> why =
      parse_revocation_reason(reason.substr(kReason.size()));
  if (!time || !why) return out;
  out.at = time;
  out.reason = *why;
  return out;
}

}  // namespace

std::string_view revocation_reason_name(RevocationReason reason) {
  switch (reason) {
    case RevocationReason::kRetired:
      return "retired";
    case RevocationReason::kSuperseded:
      return "superseded";
    case RevocationReason::kCompromised:
      break;
  }
  return "compromised";
}

std::optional<RevocationReason> parse_revocation_reason(std::string_view name) {
  for (const RevocationReason each : kReasons) {
    if (revocation_reason_name(each) == name) return each;
  }
  return std::nullopt;
}

bool Revocation::permits(const SigningTime& time) const {
  if (!at || time.at >= *at) return false;
  return reason != RevocationReason::kCompromised || time.proven;
}

std::string Revocation::to_line() const {
  if (!at) return key.line("");
  return key.line(std::string(kAt) + at->to_string() + ' ' + std::string(kReason) +
                  std::string(revocation_reason_name(reason)));
}

RevokedKeys RevokedKeys::parse(std::string_view text, const std::string& file) {
  if (text.starts_with("SSHKRL\n")) {
    throw Error(ErrorKind::kUnavailable, "this is a binary key revocation list", file,
                "list the revoked public keys as text, one a line");
  }
  RevokedKeys out;
  TrustLines lines(text, file);
  while (std::optional<TrustLine> line = lines.next()) {
    Revocation entry = read_revocation(*line);
    out.by_material_.emplace(std::string(as_text(entry.key.material())), out.entries_.size());
    out.entries_.push_back(std::move(entry));
  }
  return out;
}

RevokedKeys RevokedKeys::load(const std::string& path) {
  const std::optional<SmallFile> file = find_small_file(path, TrustLines::kMaximumFileBytes);
  return file ? parse(as_text(file->content), path) : RevokedKeys();
}

const Revocation* RevokedKeys::forbidding(const PublicKey& key, const SigningTime& time) const {
  const auto [begin, end] = by_material_.equal_range(std::string(as_text(key.material())));
  const Revocation* first = nullptr;
  for (auto each = begin; each != end; ++each) {
    const Revocation& entry = entries_[each->second];
    const bool earlier = first == nullptr || entry.line < first->line;
    if (earlier && !entry.permits(time)) first = &entry;
  }
  return first;
}

}  // namespace dossier
