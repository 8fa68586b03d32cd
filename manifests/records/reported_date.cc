// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/reported_date.h"

namespace dossier {
namespace {

// Exactly the digits of `text` as a number; -1 when there is anything else.
int number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

int days_in_month(int year, int month) {
  for (int day = 31; day > 28; --day)
    if (is_civil_date(year, month, day)) return day;
  return 28;
}

std::optional<DateSpan> parse_day(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const int year = number(text.substr(0, 4));
  int first_month = 1;
  int last_month = 12;
  if (text.size() >= 7) {
    first_month = last_month = number(text.substr(5, 2));
    if (text[4] != '-' || first_month < 1 || first_month > 12) return std::nullopt;
  }
  if (year < 1) return std::nullopt;
  int first_day = 1;
  int last_day = days_in_month(year, last_month);
  if (text.size() == 10) {
    first_day = number(text.substr(8, 2));
    if (text[7] != '-' || first_day < 1 || first_day > last_day) return std::nullopt;
    last_day = first_day;
  }
  return DateSpan{Timestamp::from_civil(year, first_month, first_day, 0, 0, 0),
                  Timestamp::from_civil(year, last_month, last_day, 23, 59, 59)};
}

std::optional<DateSpan> parse_end(std::string_view text, bool may_be_qualified) {
  if (const std::optional<Timestamp> time = Timestamp::parse(text)) return DateSpan{time, time};
  const bool qualified =
      !text.empty() && std::string_view("?~%").find(text.back()) != std::string_view::npos;
  if (qualified && !may_be_qualified) return std::nullopt;
  std::optional<DateSpan> span = parse_day(text.substr(0, text.size() - (qualified ? 1 : 0)));
  if (span) span->uncertain = qualified;
  return span;
}

}  // namespace

std::optional<DateSpan> parse_edtf(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return parse_end(text, true);
  const std::string_view from = text.substr(0, slash);
  const std::string_view to = text.substr(slash + 1);
  if (from == ".." && to == "..") return std::nullopt;
  const std::optional<DateSpan> first = from == ".." ? DateSpan{} : parse_end(from, false);
  const std::optional<DateSpan> last = to == ".." ? DateSpan{} : parse_end(to, true);
  if (!first || !last) return std::nullopt;
  if (first->earliest && last->latest && *first->earliest > *last->latest) return std::nullopt;
  return DateSpan{first->earliest, last->latest, last->uncertain};
}

}  // namespace dossier
