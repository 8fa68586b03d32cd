// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace dossier {

// A code of the records' table, and whether this program looks for it at all. What it does not look
// for is shown as not checked, never as found in order.
struct Rule {
  std::string_view code;
  int tier;  // 1 to 3, as in RECORDS of FORMAT.md, "Rules"
  bool run;
};

// All codes of the records, in the order of the table.
const std::vector<Rule>& rule_list();

}  // namespace dossier
