// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "manifests/records/fields.h"
#include "manifests/records/reported_date.h"

// Parts that several kinds of records share.
namespace dossier {

inline constexpr std::array<std::string_view, 3> kDateBases = {"stated", "derived", "estimated"};

// A date as a source reports it: `value` in EDTF, `words` a relative expression as printed.
struct ReportedDate {
  std::string value;
  std::string basis;
  std::string words;
  json::Object extra;

  DateSpan span() const { return parse_edtf(value).value_or(DateSpan{}); }
  friend bool operator==(const ReportedDate&, const ReportedDate&) = default;
};

template <class V, Is<ReportedDate> R>
void describe(V& v, R& date) {
  v.field("value", date.value, Need::kRequiredOfTime, kEdtf);
  v.field("basis", date.basis, Need::kRequiredOfTime, one_of(kDateBases));
  v.field("words", date.words, Need::kOptional, kText);
}

inline constexpr std::array<std::string_view, 4> kIdentifierSchemes = {"orcid", "wikidata",
                                                                       "domain", "ror"};

struct Identifier {
  std::string scheme;
  std::string value;
  json::Object extra;

  friend bool operator==(const Identifier&, const Identifier&) = default;
};

template <class V, Is<Identifier> R>
void describe(V& v, R& identifier) {
  v.field("scheme", identifier.scheme, Need::kRequired, one_of(kIdentifierSchemes));
  v.field("value", identifier.value, Need::kRequired, kText);
}

inline constexpr std::array<std::string_view, 7> kAgentRoles = {
    "collector", "investigator", "reviewer", "custodian", "translator", "redactor", "signer"};

}  // namespace dossier
