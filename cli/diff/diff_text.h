// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/diff/diff_model.h"
#include "cli/terminal.h"

namespace dossier {

// The difference for a person at a terminal: a sentence, which bundles these are and whether they
// verify, what is less restricted, statuses, quotes, records, texts, files, signers. At least 80
// columns wide. Words that are gone stand in [-…-], new ones in {+…+}. Everything from the bundles
// is escaped. Where nothing was compared, only the first two.
std::string diff_text(const DiffModel& model, const Terminal& terminal);

}  // namespace dossier
