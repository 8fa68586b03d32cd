// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crypto/public_key.h"
#include "crypto/time.h"

namespace dossier {

// When a signature was made: the time of the earliest trusted timestamp that covers it, or the
// present time with proven = false (FORMAT.md §6).
struct SigningTime {
  Timestamp at;
  bool proven;
};

enum class RevocationReason { kRetired, kSuperseded, kCompromised };

std::string_view revocation_reason_name(RevocationReason reason);  // retired, …
std::optional<RevocationReason> parse_revocation_reason(std::string_view name);

// One line of revoked_keys.
struct Revocation {
  PublicKey key;
  RevocationReason reason;
  std::optional<Timestamp> at;  // nullopt: from the beginning, whatever a timestamp says
  std::size_t line = 0;

  // Retired and superseded keys signed well before `at`; a compromised one only if a timestamp
  // proves it, because its thief may claim any time.
  bool permits(const SigningTime& time) const;
  // "type base64 revoked-at=2026-03-02T10:04:11Z reason=retired", without its line feed.
  std::string to_line() const;
};

// The keys that a verifier no longer trusts: OpenSSH's plain list of public keys (ssh-keygen(1),
// option -r), whose comments tell since when and why.
class RevokedKeys {
 public:
  RevokedKeys() = default;

  // A comment must be exactly `revoked-at=<time> reason=retired|superseded|compromised`, the time
  // in RFC 3339 or in OpenSSH's form, with its Z. With any other comment, or none, the key counts
  // as always compromised. An Error (kUnavailable, exit status 3) with file and line for a line
  // that is no key, and for a binary key revocation list (KRL): a list that cannot be read in full
  // revokes nothing safely.
  static RevokedKeys parse(std::string_view text, const std::string& file);
  // Reads and parses a file of at most 4 MiB. Without such a file nothing is revoked; one that
  // cannot be read is an Error.
  static RevokedKeys load(const std::string& path);

  const std::vector<Revocation>& entries() const { return entries_; }
  // The first line, if any, that forbids this key to have signed at that time. Lines hold for the
  // secret behind the key (PublicKey::material()), however it is dressed up.
  const Revocation* forbidding(const PublicKey& key, const SigningTime& time) const;

 private:
  std::vector<Revocation> entries_;
  std::unordered_multimap<std::string, std::size_t> by_material_;
};

}  // namespace dossier
