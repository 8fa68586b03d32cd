// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/diff/diff_model.h"

namespace dossier {

// The difference as one page of HTML that needs nothing else, with the paper, policy and colours of
// the report (cli/report/page.h). What is gone and what is new is told by signs and words, and by
// colour only besides.
std::string diff_page(const DiffModel& model);

}  // namespace dossier
