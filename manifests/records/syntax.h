// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dossier {

// What a string field may hold: either one of `words`, or what `fits` accepts.
//   expected  for a sentence: "a web address"
//   pattern   the language of `fits` as a regular expression (ECMA 262) for the published schema;
//             empty when any text will do. It cannot tell whether a day exists in the calendar.
//   code      of the finding when the text does not fit
struct TextRule {
  std::string_view expected;
  std::string_view pattern = {};
  bool (*fits)(std::string_view) = nullptr;
  std::span<const std::string_view> words = {};
  std::string_view code = "record.invalid-value";
  bool may_be_empty = false;
};

// A field with a vocabulary. The array must outlive the rule.
template <std::size_t N>
constexpr TextRule one_of(const std::array<std::string_view, N>& words) {
  return TextRule{.expected = "one of", .words = words};
}

bool fits(const TextRule& rule, std::string_view text);

extern const TextRule kText;        // any text that is not empty
extern const TextRule kVerbatim;    // any text, also none
extern const TextRule kUri;         // RFC 3986, letters beyond ASCII allowed (RFC 3987)
extern const TextRule kLanguage;    // BCP 47, well-formed
extern const TextRule kMediaType;   // RFC 6838, parameters allowed
extern const TextRule kCountry;     // ISO 3166-1 alpha-2
extern const TextRule kSlug;        // lower-case words and digits, joined by hyphens
extern const TextRule kCasePath;    // relative, below the root of the case folder
extern const TextRule kPointer;     // RFC 6901
extern const TextRule kUrnUuid;     // urn:uuid: and lower-case digits
extern const TextRule kMoment;      // a day, or a time in UTC
extern const TextRule kEdtf;        // value of a reported date
extern const TextRule kNonce;       // 32 lower-case hexadecimal digits
extern const TextRule kHmac;        // hmac-sha256: and 64 lower-case hexadecimal digits
extern const TextRule kKeyPrint;    // as ssh-keygen -l prints it, SHA256: and 43 characters
extern const TextRule kSchemaName;  // dossier/1

// Patterns of values that have a C++ type of their own.
extern const std::string_view kTimePattern;
extern const std::string_view kDigestPattern;

// The word nearest to a mistyped one (case and _ for - included), or empty if none is near.
std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> words);

// "a, b or c".
std::string list_words(std::span<const std::string_view> words);

}  // namespace dossier
