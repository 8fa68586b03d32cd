// SPDX-License-Identifier: Apache-2.0
#include "cli/layout.h"

#include <array>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// The columns of the first character with its combining marks; `at` moves behind it.
std::size_t take_cluster(std::string_view text, std::size_t& at) {
  bool valid = false;
  std::size_t columns = display_columns(next_code_point(text, at, valid));
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t code_point = next_code_point(text, next, valid);
    if (!valid || display_columns(code_point) != 0) break;
    if (code_point == 0xFE0F) columns = 2;  // asks for the emoji form
    at = next;
  }
  return columns;
}

// The part at the front of a word between whose characters no line may end: one wide character, or
// narrow ones up to the next wide one.
std::string_view unbroken(std::string_view word) {
  std::size_t end = 0;
  if (take_cluster(word, end) > 1) return word.substr(0, end);
  while (end < word.size()) {
    std::size_t next = end;
    if (take_cluster(word, next) > 1) break;
    end = next;
  }
  return word.substr(0, end);
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += take_cluster(text, at);
  return columns;
}

std::string pad(std::string_view text, std::size_t columns) {
  const std::size_t taken = columns_of(text);
  std::string padded(text);
  if (taken < columns) padded.append(columns - taken, ' ');
  return padded;
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::size_t kept = 0;
  std::size_t taken = 0;
  for (std::size_t at = 0; at < text.size();) {
    taken += take_cluster(text, at);
    if (taken + 1 > columns) break;
    kept = at;
  }
  return std::string(text.substr(0, kept)) + (columns > 0 ? "…" : "");
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  std::string wrapped;
  std::size_t column = indent;
  bool line_is_empty = true;
  const auto next_line = [&] {
    wrapped += '\n';
    column = indent;
    line_is_empty = true;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    for (std::size_t done = 0; done < word.size();) {
      const std::string_view piece = unbroken(word.substr(done));
      const std::size_t columns = columns_of(piece);
      std::size_t gap = done == 0 ? 1 : 0;
      if (!line_is_empty && column + gap + columns > width) next_line();
      if (line_is_empty) gap = 0;
      if (line_is_empty && !wrapped.empty()) wrapped.append(indent, ' ');
      wrapped.append(gap, ' ');
      wrapped += piece;
      column += gap + columns;
      line_is_empty = false;
      done += piece.size();
    }
    if (end < text.size() && text[end] == '\n') next_line();
    at = end + 1;
  }
  return wrapped + '\n';
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte", "bytes");
  static constexpr std::array<std::string_view, 6> kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
  std::uint64_t unit = 1000;
  std::size_t index = 0;
  while (index + 1 < kUnits.size() && bytes / unit >= 1000) {
    unit *= 1000;
    ++index;
  }
  // Three digits, rounded down, so that no size is told larger than it is.
  const std::uint64_t whole = bytes / unit;
  const std::uint64_t hundredths = bytes % unit / (unit / 100);
  std::string text = std::to_string(whole);
  if (whole < 10) {
    text += '.' + std::string(hundredths < 10 ? "0" : "") + std::to_string(hundredths);
  } else if (whole < 100) {
    text += '.' + std::to_string(hundredths / 10);
  }
  return text + ' ' + std::string(kUnits[index]);
}

std::string duration_text(std::uint64_t seconds) {
  const auto two_digits = [](std::uint64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  const std::uint64_t minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + ':' + two_digits(seconds % 60);
  return std::to_string(minutes / 60) + ':' + two_digits(minutes % 60) + ':' +
         two_digits(seconds % 60);
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace dossier
