// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "manifests/quotes/quote_match.h"

namespace dossier {
namespace {

struct StatusRow {
  std::string_view name;
  std::string_view code;
};
constexpr std::array<StatusRow, 12> kStatuses = {{
    {"exact", ""},
    {"context-mismatch", "quote.context-mismatch"},
    {"moved", "quote.moved"},
    {"whitespace", "quote.whitespace-differs"},
    {"typographic", "quote.typographic"},
    {"case", "quote.case-differs"},
    {"elided", "quote.elided"},
    {"elided-undeclared", "quote.elision-undeclared"},
    {"ambiguous", "quote.ambiguous"},
    {"altered", "quote.altered"},
    {"not-found", "quote.not-found"},
    {"not-checkable", "quote.not-checkable"},
}};
constexpr std::array<std::string_view, 7> kLevelNames = {"L0", "L1",   "L2",  "L3",
                                                         "L4", "near", "none"};

}  // namespace

std::string_view status_name(QuoteStatus status) {
  return kStatuses[static_cast<std::size_t>(status)].name;
}

std::string_view status_finding_code(QuoteStatus status) {
  return kStatuses[static_cast<std::size_t>(status)].code;
}

std::string_view level_name(MatchLevel level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

std::vector<std::u32string> query_spellings(std::u32string_view query, FoldLevel level) {
  std::vector<std::u32string> spellings = {fold_query(query, level)};
  if (level < FoldLevel::kTypographic) {
    return spellings;
  }
  auto add = [&](std::u32string spelling) {
    const bool known = std::find(spellings.begin(), spellings.end(), spelling) != spellings.end();
    if (!known && !spelling.empty()) {
      spellings.push_back(fold_query(spelling, level));
    }
  };
  auto without_final = [](std::u32string spelling) {
    if (!spelling.empty() && (spelling.back() == U',' || spelling.back() == U'.')) {
      spelling.pop_back();
    }
    return spelling;
  };
  std::u32string unmarked = spellings[0];
  drop_outer_marks(unmarked);
  add(unmarked);
  add(without_final(unmarked));
  std::u32string unstopped = without_final(spellings[0]);
  if (unstopped != spellings[0] && drop_outer_marks(unstopped)) {
    add(unstopped);
  }
  return spellings;
}

}  // namespace dossier
