// SPDX-License-Identifier: Apache-2.0
#include "cli/field_values.h"

#include <algorithm>
#include <optional>

#include "crypto/error.h"

namespace dossier {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<std::int64_t> parse_offset(const std::string& text) {
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoll(text);
}

}  // namespace

std::string missing_reason(const std::string& text) {
  const std::string prefix = "missing:";
  if (text.compare(0, prefix.size(), prefix) != 0) return {};
  const std::string reason = trimmed(text.substr(prefix.size()));
  if (!reason.empty()) return reason;
  throw Error(ErrorKind::kUsage, "'" + text + "' needs a reason", {},
              "missing: it was never printed");
}

OrMissing<std::string> value_or_missing(const std::string& text) {
  OrMissing<std::string> value;
  value.missing = missing_reason(text);
  if (value.missing.empty() && !text.empty()) value.value = text;
  return value;
}

std::pair<std::string, std::string> split_at(const std::string& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string::npos) return {trimmed(text), {}};
  return {trimmed(text.substr(0, at)), trimmed(text.substr(at + 1))};
}

Timestamp parse_time(const std::string& text, const std::string& option) {
  if (const auto time = Timestamp::parse(text)) return *time;
  throw Error(ErrorKind::kUsage, option + " cannot be '" + text + "'", {},
              "It is a time in UTC with whole seconds: 2026-02-27T09:12:40Z.");
}

Vantage parse_vantage(const std::string& text) {
  const auto [country, network] = split_at(text, ',');
  Vantage vantage;
  vantage.country = country;
  vantage.network = network;
  if (!country.empty() || !network.empty()) return vantage;
  throw Error(ErrorKind::kUsage, "--vantage tells nothing", {},
              "It is a country's code, a comma, and direct, vpn, tor or unknown: DE,direct.");
}

RegionOverride parse_region_override(const std::string& text) {
  const auto [range, name] = split_at(text, '=');
  const auto [start, end] = split_at(range, ':');
  const auto first = parse_offset(start);
  const auto last = parse_offset(end);
  const bool known = std::find(kRegions.begin(), kRegions.end(), name) != kRegions.end();
  if (first && last && *first < *last && known) {
    RegionOverride region;
    region.start = *first;
    region.end = *last;
    region.region = name;
    return region;
  }
  throw Error(
      ErrorKind::kUsage, "--region cannot be '" + text + "'", {},
      "It is START:END=REGION with offsets in code points and a region such as boilerplate, "
      "related or aside: 706:741=boilerplate.");
}

}  // namespace dossier
