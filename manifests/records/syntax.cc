// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/syntax.h"

#include <algorithm>
#include <vector>

#include "crypto/time.h"
#include "manifests/json/utf8.h"
#include "manifests/records/reported_date.h"

namespace dossier {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alpha(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_alnum(char c) {
  return is_alpha(c) || is_digit(c);
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

bool has(std::string_view characters, char c) {
  return characters.find(c) != std::string_view::npos;
}

// Calls `part` for each piece between separators; false as soon as it says so.
template <class Part>
bool each_part(std::string_view text, char separator, Part part) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (!part(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_text(std::string_view text) {
  return !text.empty();
}
bool is_anything(std::string_view) {
  return true;
}

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const std::string_view scheme = text.substr(0, colon);
  if (!is_alpha(scheme[0])) return false;
  if (!all(scheme, [](char c) { return is_alnum(c) || has("+.-", c); })) return false;
  std::size_t at = colon + 1;
  while (const std::optional<char32_t> c = json::next_code_point(text, at)) {
    if (*c <= 0x20 || (*c >= 0x7F && *c <= 0xA0)) return false;
    if (*c < 0x7F && has("\"<>\\^`{|}", static_cast<char>(*c))) return false;
  }
  return true;
}

bool is_language(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('-'));
  const bool single = first.size() == 1 && has("iIxX", first[0]);
  if (single ? first.size() == text.size() : first.size() < 2 || !all(first, is_alpha))
    return false;
  return each_part(text, '-', [](std::string_view part) {
    return !part.empty() && part.size() <= 8 && all(part, is_alnum);
  });
}

bool is_media_name(std::string_view name) {
  return !name.empty() && name.size() <= 127 && is_alnum(name[0]) &&
         all(name, [](char c) { return is_alnum(c) || has("!#$&^_.+-", c); });
}

bool is_media_parameter(std::string_view part) {
  if (part.starts_with(' ')) part.remove_prefix(1);
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == part.size()) return false;
  return all(part.substr(0, equals), [](char c) { return is_alnum(c) || c == '-'; }) &&
         all(part.substr(equals + 1),
             [](char c) { return is_alnum(c) || has("!#$%&'*+.^_`|~-", c); });
}

bool is_media_type(std::string_view text) {
  const std::size_t end = text.find(';');
  const std::string_view type = text.substr(0, end);
  const std::size_t slash = type.find('/');
  if (slash == std::string_view::npos || !is_media_name(type.substr(0, slash)) ||
      !is_media_name(type.substr(slash + 1)))
    return false;
  return end == std::string_view::npos || each_part(text.substr(end + 1), ';', is_media_parameter);
}

bool is_country(std::string_view text) {
  return text.size() == 2 && all(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_slug(std::string_view text) {
  return each_part(text, '-', [](std::string_view part) {
    return !part.empty() && all(part, [](char c) { return is_lower(c) || is_digit(c); });
  });
}

bool is_case_path(std::string_view text) {
  return each_part(text, '/', [](std::string_view part) {
    return !part.empty() && part != "." && part != ".." && all(part, [](char c) {
      return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\\';
    });
  });
}

bool is_pointer(std::string_view text) {
  if (!text.starts_with('/')) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '~' && !(i + 1 < text.size() && has("01", text[i + 1]))) return false;
  return true;
}

bool is_urn_uuid(std::string_view text) {
  static constexpr std::string_view kStart = "urn:uuid:";
  if (!text.starts_with(kStart) || text.size() != kStart.size() + 36) return false;
  text.remove_prefix(kStart.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool is_moment(std::string_view text) {
  return Timestamp::parse(text) || (text.size() == 10 && parse_edtf(text));
}
bool is_edtf(std::string_view text) {
  return parse_edtf(text).has_value();
}
bool is_nonce(std::string_view text) {
  return text.size() == 32 && all(text, is_hex);
}

bool is_hmac(std::string_view text) {
  static constexpr std::string_view kStart = "hmac-sha256:";
  return text.starts_with(kStart) && text.size() == kStart.size() + 64 &&
         all(text.substr(kStart.size()), is_hex);
}

bool is_key_print(std::string_view text) {
  static constexpr std::string_view kStart = "SHA256:";
  return text.starts_with(kStart) && text.size() == kStart.size() + 43 &&
         all(text.substr(kStart.size()), [](char c) { return is_alnum(c) || has("+/", c); });
}

bool is_schema_name(std::string_view text) {
  return text == "dossier/1";
}

char fold(char c) {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Edit distance in bytes, with a swap of neighbours counted as one edit.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = fold(a[i - 1]) == fold(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped =
          i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

// clang-format off
const TextRule kText = {.expected = "text that is not empty", .fits = is_text};
const TextRule kVerbatim = {.expected = "text", .fits = is_anything, .may_be_empty = true};
const TextRule kUri = {
    .expected = "an address such as https://host/path without spaces",
    .pattern = R"(^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000- "<>\\^`{|}\u007f-\u00a0]+$)", .fits = is_uri};
const TextRule kLanguage = {
    .expected = "a language tag of BCP 47 such as en or pt-BR",
    .pattern = "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[iIxX](-[A-Za-z0-9]{1,8})+)$", .fits = is_language};
const TextRule kMediaType = {
    .expected = "a media type such as text/html",
    .pattern = "^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
               "(; ?[A-Za-z0-9-]+=[A-Za-z0-9!#$%&'*+.^_`|~-]+)*$", .fits = is_media_type};
const TextRule kCountry = {
    .expected = "a country code of ISO 3166-1 such as DE", .pattern = "^[A-Z]{2}$", .fits = is_country};
const TextRule kSlug = {
    .expected = "lower-case words and digits joined by hyphens",
    .pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", .fits = is_slug};
const TextRule kCasePath = {
    .expected = "a path from the root of the case folder, with / and without . and ..",
    .pattern = R"(^(?!(.*/)?\.{1,2}(/|$))[^/\\\u0000-\u001f\u007f]+(/[^/\\\u0000-\u001f\u007f]+)*$)",
    .fits = is_case_path};
const TextRule kPointer = {
    .expected = "a JSON pointer such as /name", .pattern = "^(/([^/~]|~[01])*)+$",
    .fits = is_pointer};
const TextRule kUrnUuid = {
    .expected = "urn:uuid: and 32 lower-case hexadecimal digits in groups of 8-4-4-4-12",
    .pattern = "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    .fits = is_urn_uuid, .code = "id.invalid"};
const TextRule kMoment = {
    .expected = "a day such as 2026-02-27, or a time such as 2026-02-27T09:12:40Z",
    .pattern = "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
               "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?$",
    .fits = is_moment, .code = "time.invalid"};
const TextRule kEdtf = {
    .expected = "a date such as 2026, 2026-02, 2026-02-26, 2026-02-26T09:12:40Z, 2026-02~ or 2026-02/..",
    // A day or a time or .. before a slash, then a day, also in doubt, or a time or ..
    .pattern = "^(?!\\.\\./\\.\\.$)(?!\\.\\.$)"
               "(((?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
               "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?)?)?|\\.\\.)/)?"
               "((?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
               "|(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
               "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z|\\.\\.)$",
    .fits = is_edtf, .code = "time.invalid"};
const TextRule kNonce = {
    .expected = "32 lower-case hexadecimal digits", .pattern = "^[0-9a-f]{32}$", .fits = is_nonce};
const TextRule kHmac = {
    .expected = "hmac-sha256: and 64 lower-case hexadecimal digits",
    .pattern = "^hmac-sha256:[0-9a-f]{64}$", .fits = is_hmac};
const TextRule kKeyPrint = {
    .expected = "a fingerprint as ssh-keygen -l prints it, SHA256: and 43 characters",
    .pattern = "^SHA256:[A-Za-z0-9+/]{43}$", .fits = is_key_print};
const TextRule kSchemaName = {
    .expected = "dossier/1", .pattern = "^dossier/1$", .fits = is_schema_name,
    .code = "record.unknown-schema"};

const std::string_view kTimePattern =
    "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$";
const std::string_view kDigestPattern = "^[0-9a-f]{64}$";
// clang-format on

bool fits(const TextRule& rule, std::string_view text) {
  if (!rule.words.empty())
    return std::find(rule.words.begin(), rule.words.end(), text) != rule.words.end();
  return rule.fits(text);
}

std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> words) {
  static constexpr std::size_t kLongestWord = 64;
  if (typed.size() > kLongestWord) return {};
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view word : words) {
    const std::size_t edits = distance(typed, word);
    if (edits < least) {
      least = edits;
      best = word;
    }
  }
  return best;
}

std::string list_words(std::span<const std::string_view> words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

}  // namespace dossier
