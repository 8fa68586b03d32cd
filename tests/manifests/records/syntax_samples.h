// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "manifests/records/record_id.h"
#include "manifests/records/syntax.h"

namespace dossier {

// Texts that a rule accepts and refuses, from the standards named in syntax.h, and a field of a
// sample record that is under the rule.
struct SyntaxSample {
  const TextRule* rule;
  RecordKind kind;
  std::string_view field;  // a member of the sample's outermost object, or "outer/inner"
  std::vector<std::string_view> accepted;
  std::vector<std::string_view> refused;
};

inline const std::vector<SyntaxSample>& syntax_samples() {
  static constexpr std::string_view kHex64 =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  static const std::string hmac = "hmac-sha256:" + std::string(kHex64);
  static const std::string hmac_short = hmac.substr(0, hmac.size() - 1);
  static const std::string print = "SHA256:" + std::string(42, 'A') + "+";
  static const std::string print_long = print + "=";
  static const std::vector<SyntaxSample> samples = {
      {&kText, RecordKind::kSource, "name", {"a", " ", "서울", "😀\n"}, {""}},
      {&kVerbatim, RecordKind::kQuote, "prefix", {"", "a", "\n"}, {}},
      {&kUri,
       RecordKind::kSource,
       "url",
       {"https://a.example/", "http://[2001:db8::1]:80/?q#f", "urn:isbn:0451450523", "mailto:a@b",
        "https://例え.example/ä", "a+b.c-d:x"},
       {"", "a.example", "//a.example", "https:", ":x", "1a:x", "https://a b",
        "https://a\n.example", "https://a/<b>", "https://a/{b}", "https://a/\"", "https://a\u00a0b",
        "https://a\\b"}},
      {&kLanguage,
       RecordKind::kArticle,
       "language",
       {"en", "de-AT", "zh-Hant-TW", "sl-rozaj-biske", "x-private", "i-klingon", "es-419", "ast"},
       {"", "e", "en_US", "en-", "-en", "x", "german-toolongsubtag", "e1", "en--us", "abcdefghi"}},
      {&kMediaType,
       RecordKind::kCapture,
       "files/0/media_type",
       {"text/html", "text/html; charset=utf-8", "text/html;charset=utf-8",
        "application/vnd.a+json", "image/svg+xml", "a/b;c=d; e=f"},
       {"", "text", "text/", "/html", "text/html;", "text/html; charset", "text /html",
        "text/html ", "text/html;  a=b", "text//html", ".a/b"}},
      {&kCountry,
       RecordKind::kCapture,
       "vantage/country",
       {"DE", "AT"},
       {"", "de", "DEU", "D", "D1"}},
      {&kSlug,
       RecordKind::kSource,
       "independence_group",
       {"a", "wire-1", "7"},
       {"", "-", "a-", "-a", "a--b", "A", "a_b", "ä"}},
      {&kCasePath,
       RecordKind::kCapture,
       "text/path",
       {"a", "a/b.txt", "a/..b/c.", "ä/서울.txt", ".hidden", "a b", "..."},
       {"", "/", "/a", "a/", "a//b", ".", "..", "a/./b", "../a", "a/..", "a\\b", "a\nb", "a\x7f"}},
      {&kPointer,
       RecordKind::kRedaction,
       "target/pointer",
       {"/", "/a", "/a/0", "/~0~1", "//"},
       {"", "a", "#/a", "/~", "/~2", "/a~"}},
      {&kUrnUuid,
       RecordKind::kHead,
       "id",
       {"urn:uuid:00000000-0000-4000-8000-000000000000"},
       {"", "00000000-0000-4000-8000-000000000000", "urn:uuid:00000000-0000-4000-8000-00000000000A",
        "urn:uuid:00000000-0000-4000-8000-00000000000", "urn:uuid:00000000000040008000000000000000",
        "URN:uuid:00000000-0000-4000-8000-000000000000"}},
      {&kMoment,
       RecordKind::kNote,
       "due",
       {"2026-02-27", "2026-02-27T23:59:59Z", "2024-02-29"},
       {"", "2026", "2026-02", "2026-2-7", "2026-02-27T23:59Z", "2026-02-27T24:00:00Z",
        "2026-02-27T09:00:00+01:00", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01",
        "2026-02-27T23:59:60Z", "2026-02-27t09:00:00z", "2026-02-27~"}},
      {&kEdtf,
       RecordKind::kArticle,
       "published/value",
       {"2026", "2026-02", "2026-02-26", "2026-02-26T09:12:40Z", "2026?", "2026-02~", "2026-02-26%",
        "2026/2027", "2026-02/2026-03-01", "2026/..", "../2026-02", "2026/2027~", "../2026?",
        "2026-02-26T09:12:40Z/2026-02-26T10:00:00Z", "0001"},
       {"",
        "..",
        "../..",
        "/",
        "2026/",
        "/2026",
        "2026/2027/2028",
        "26",
        "02026",
        "2026-2",
        "2026-13",
        "2026-02-32",
        "2026~?",
        "~2026",
        "2026~/2027",
        "2026-02-26T09:12:40",
        "2026-02-26T09:12:40Z~",
        "2026/..~",
        "2026..",
        "0000",
        "last month",
        "2026-02-26 ",
        "２０２６",
        "-2026",
        "2026-W01"}},
      {&kNonce,
       RecordKind::kEvent,
       "nonce",
       {"0123456789abcdef0123456789abcdef"},
       {"", "0123456789abcdef0123456789abcde", "0123456789ABCDEF0123456789ABCDEF", kHex64}},
      {&kHmac, RecordKind::kEvent, "content", {hmac}, {"", kHex64, hmac_short, "hmac-sha256:"}},
      {&kKeyPrint,
       RecordKind::kAgent,
       "keys/0/fingerprint",
       {print},
       {"", print_long, "MD5:00:11", "SHA256:"}},
      {&kSchemaName, RecordKind::kHead, "schema", {"dossier/1"}, {"", "dossier/2", "dossier/1.0"}},
  };
  return samples;
}

// What a regular expression cannot tell: refused, and accepted by the schema.
inline const std::vector<std::string_view>& days_that_do_not_exist() {
  static const std::vector<std::string_view> days = {"2026-02-29", "2026-04-31", "1900-02-29"};
  return days;
}

}  // namespace dossier
