// SPDX-License-Identifier: Apache-2.0
#include "crypto/time.h"

#include <array>
#include <cstddef>
#include <cstdio>

namespace dossier {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

// Days since 1970-01-01 in the proleptic Gregorian calendar, with years that begin in March.
std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

struct Civil {
  int year, month, day, hour, minute, second;
};

Civil civil_from_unix(std::int64_t seconds) {
  std::int64_t days = seconds / kSecondsPerDay;
  std::int64_t rest = seconds % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --days;
  }
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {
      static_cast<int>(year),        static_cast<int>(month),          static_cast<int>(day),
      static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60)};
}

// The decimal digits [at, at + count), or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string formatted(const char* format, const Civil& c) {
  std::array<char, 80> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, c.year, c.month, c.day, c.hour, c.minute,
                c.second);
  return buffer.data();
}

}  // namespace

bool is_civil_date(int year, int month, int day) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

std::optional<Timestamp> Timestamp::from_civil(int year, int month, int day, int hour, int minute,
                                               int second) {
  if (year < 1 || !is_civil_date(year, month, day)) return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  return Timestamp(days_from_civil(year, month, day) * kSecondsPerDay + hour * 3600 + minute * 60 +
                   second);
}

std::optional<Timestamp> Timestamp::from_unix(std::int64_t seconds) {
  const std::int64_t first = days_from_civil(1, 1, 1) * kSecondsPerDay;
  const std::int64_t end = days_from_civil(10000, 1, 1) * kSecondsPerDay;
  if (seconds < first || seconds >= end) return std::nullopt;
  return Timestamp(seconds);
}

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z') {
    return std::nullopt;
  }
  return from_civil(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), digits(text, 11, 2),
                    digits(text, 14, 2), digits(text, 17, 2));
}

std::optional<Timestamp> Timestamp::parse_openssh(std::string_view text) {
  if (text.empty() || text.back() != 'Z') return std::nullopt;
  const std::size_t count = text.size() - 1;
  if (count != 8 && count != 12 && count != 14) return std::nullopt;
  return from_civil(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2),
                    count > 8 ? digits(text, 8, 2) : 0, count > 8 ? digits(text, 10, 2) : 0,
                    count > 12 ? digits(text, 12, 2) : 0);
}

std::string Timestamp::to_string() const {
  return formatted("%04d-%02d-%02dT%02d:%02d:%02dZ", civil_from_unix(seconds_));
}

std::string Timestamp::date_string() const {
  return to_string().substr(0, 10);
}

std::string Timestamp::openssh_string() const {
  return formatted("%04d%02d%02d%02d%02d%02dZ", civil_from_unix(seconds_));
}

}  // namespace dossier
