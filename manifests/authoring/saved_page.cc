// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/saved_page.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dossier {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 2> kSingleFileMarks = {"Page saved with SingleFile",
                                                              "Archive processed by SingleFile"};
constexpr std::string_view kBrowserMark = "saved from url=(";
constexpr std::size_t kMostCommentBytes = 64 * 1024;

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool starts_without_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

// Exactly `digits` of them at the place.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// The rest of the line that begins with "name:".
std::string_view line_of(std::string_view comment, std::string_view name) {
  while (!comment.empty()) {
    const std::size_t end = comment.find('\n');
    const std::string_view line = trim(comment.substr(0, end));
    comment.remove_prefix(end == std::string_view::npos ? comment.size() : end + 1);
    if (line.starts_with(name)) return trim(line.substr(name.size()));
  }
  return {};
}

bool read_comment(std::string_view comment, SavedPage& page) {
  const bool is_single_file =
      std::any_of(kSingleFileMarks.begin(), kSingleFileMarks.end(),
                  [&](std::string_view mark) { return trim(comment).starts_with(mark); });
  if (is_single_file) {
    page.program = "SingleFile";
    page.url = line_of(comment, "url:");
    page.saved_at = parse_script_date(line_of(comment, "saved date:"));
    return true;
  }
  const std::string_view text = trim(comment);
  const std::size_t close = text.find(')');
  if (!text.starts_with(kBrowserMark) || close == std::string_view::npos) return false;
  page.program = "a browser";
  page.url = trim(text.substr(close + 1));
  return true;
}

}  // namespace

SavedPage read_saved_page(std::string_view html) {
  SavedPage page;
  for (std::size_t at = html.find("<!--"); at < kMaxSavedCommentOffset;
       at = html.find("<!--", at + 1)) {
    const std::string_view rest = html.substr(at + 4, kMostCommentBytes);
    const std::size_t end = rest.find("-->");
    if (end == std::string_view::npos) break;
    if (read_comment(rest.substr(0, end), page)) break;
    at += end;
  }
  return page;
}

std::optional<Timestamp> parse_script_date(std::string_view text) {
  // "Thu Feb 26 2026 10:12:40 GMT+0100", then the zone's name.
  constexpr std::size_t kMonthAt = 4;
  constexpr std::size_t kSignAt = 28;
  if (text.size() < kSignAt + 5 || text.substr(24, 4) != " GMT" || text[3] != ' ' ||
      text[7] != ' ' || text[10] != ' ' || text[15] != ' ' || text[18] != ':' || text[21] != ':' ||
      (text[kSignAt] != '+' && text[kSignAt] != '-')) {
    return std::nullopt;
  }
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(kMonthAt, 3));
  std::array<std::optional<int>, 7> numbers{
      number_at(text, 11, 4),         number_at(text, 8, 2),  number_at(text, 16, 2),
      number_at(text, 19, 2),         number_at(text, 22, 2), number_at(text, kSignAt + 1, 2),
      number_at(text, kSignAt + 3, 2)};
  const bool is_whole =
      month != kMonths.end() && std::all_of(numbers.begin(), numbers.end(),
                                            [](const auto& each) { return each.has_value(); });
  if (!is_whole || *numbers[5] > 23 || *numbers[6] > 59) return std::nullopt;
  const auto local =
      Timestamp::from_civil(*numbers[0], static_cast<int>(month - kMonths.begin()) + 1, *numbers[1],
                            *numbers[2], *numbers[3], *numbers[4]);
  if (!local) return std::nullopt;
  const int offset = (*numbers[5] * 60 + *numbers[6]) * 60;
  return Timestamp::from_unix(local->unix_seconds() + (text[kSignAt] == '-' ? offset : -offset));
}

bool looks_like_html(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  constexpr std::array<std::string_view, 5> kStarts = {"<!doctype html", "<html", "<head", "<!--",
                                                       "<?xml"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return starts_without_case(text, start); });
}

}  // namespace dossier
