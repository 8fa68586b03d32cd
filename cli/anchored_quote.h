// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/case_work.h"
#include "manifests/authoring/quote_wish.h"

namespace dossier {

// The quote as it stands in the text of its capture. Words that are not there, stand in several
// places or are not what the kind says are an Error (kRefused) that shows where they nearly stand.
Quote anchored_quote(const QuoteWish& wish, const CaseWork& work,
                     std::vector<std::string>& remarks);

// Place, kind and words on standard output, the remarks on standard error.
void report_quote(const Quote& quote, const std::vector<std::string>& remarks, Context& context);

}  // namespace dossier
