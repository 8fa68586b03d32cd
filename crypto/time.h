// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

// A moment in UTC in whole seconds, from year 0001 to 9999. Never depends on TZ or on the locale.
class Timestamp {
 public:
  // RFC 3339 with an upper-case T and Z and whole seconds, "2026-02-27T09:12:40Z"; no leap seconds.
  static std::optional<Timestamp> parse(std::string_view text);
  // OpenSSH's form in allowed_signers with an explicit zone: YYYYMMDDZ, YYYYMMDDHHMMZ or
  // YYYYMMDDHHMMSSZ. Times without Z mean local time there and are refused here (FORMAT.md §6).
  static std::optional<Timestamp> parse_openssh(std::string_view text);
  // Seconds since 1970-01-01T00:00:00Z; nullopt outside the years 0001 to 9999.
  static std::optional<Timestamp> from_unix(std::int64_t seconds);
  static std::optional<Timestamp> from_civil(int year, int month, int day, int hour, int minute,
                                             int second);

  std::int64_t unix_seconds() const { return seconds_; }
  std::string to_string() const;       // 2026-02-27T09:12:40Z
  std::string date_string() const;     // 2026-02-27
  std::string openssh_string() const;  // 20260227091240Z

  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;

 private:
  explicit Timestamp(std::int64_t seconds) : seconds_(seconds) {}
  std::int64_t seconds_;
};

// Whether the day exists in the Gregorian calendar, years 0000 to 9999.
bool is_civil_date(int year, int month, int day);

}  // namespace dossier
