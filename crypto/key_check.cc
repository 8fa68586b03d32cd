// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_check.h"

#include <algorithm>

#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::string_view kAt = "checked-at=";
constexpr std::string_view kWay = "checked=";
constexpr std::string_view kBlank = " ";
constexpr std::string_view kOther = "other";

bool is_way(std::string_view word) {
  const std::vector<std::string>& ways = key_check_ways();
  return std::find(ways.begin(), ways.end(), word) != ways.end();
}

std::string trimmed(std::string_view text) {
  while (text.starts_with(kBlank)) text.remove_prefix(1);
  while (text.ends_with(kBlank)) text.remove_suffix(1);
  return std::string(text);
}

std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

[[noreturn]] void refuse(const std::string& message) {
  std::string hint = "say how you compared the fingerprint with its owner: ";
  for (const std::string& way : key_check_ways()) {
    hint += way;
    if (way != kOther) hint += ", ";
  }
  throw Error(ErrorKind::kUsage, message, {},
              hint + ":NOTE; a note may follow each, such as website:\"our keys\"");
}

}  // namespace

const std::vector<std::string>& key_check_ways() {
  static const std::vector<std::string> kWays{"in-person",      "call",      "letter", "website",
                                              "earlier-bundle", "colleague", "other"};
  return kWays;
}

std::string KeyCheck::comment() const {
  std::string out = std::string(kAt) + at.to_string() + ' ' + std::string(kWay) + way;
  return note.empty() ? out : out + ' ' + note;
}

std::optional<KeyCheck> KeyCheck::from_comment(std::string_view comment) {
  const std::string_view at = take_word(comment);
  const std::string_view way = take_word(comment);
  if (!at.starts_with(kAt) || !way.starts_with(kWay)) return std::nullopt;
  const std::optional<Timestamp> time = Timestamp::parse(at.substr(kAt.size()));
  if (!time || !is_way(way.substr(kWay.size()))) return std::nullopt;
  return KeyCheck{*time, std::string(way.substr(kWay.size())), trimmed(comment)};
}

KeyCheck parse_key_check(std::string_view text, Timestamp at) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  KeyCheck check{at, trimmed(text.substr(0, colon)),
                 trimmed(text.substr(std::min(colon + 1, text.size())))};
  if (!is_way(check.way)) refuse("'" + check.way + "' is no way of checking a key");
  if (check.way == kOther && check.note.empty()) refuse("'other' needs a note that tells how");
  if (check.note.size() > KeyCheck::kMaximumNoteBytes) {
    refuse("the note on how the key was checked has more than 200 bytes");
  }
  const bool has_control = std::any_of(check.note.begin(), check.note.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  if (has_control) refuse("the note on how the key was checked has control characters");
  return check;
}

}  // namespace dossier
