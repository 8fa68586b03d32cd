// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/diff/diff_model.h"
#include "cli/report/html.h"

// The parts of the page of a comparison, in its order. Each writes whole elements, and nothing when
// there is nothing to tell.
namespace dossier {

void write_loosened(Html& html, const DiffModel& model);
void write_status_changes(Html& html, const DiffModel& model);
void write_match_changes(Html& html, const DiffModel& model);
void write_record_changes(Html& html, const DiffModel& model);
void write_text_changes(Html& html, const DiffModel& model);
void write_file_changes(Html& html, const DiffModel& model);
void write_signer_changes(Html& html, const DiffModel& model);
void write_diff_by_hand(Html& html);

// The places where two texts differ; `regions` names where in the page each stands, or is empty.
void write_hunks(Html& html, const TextComparison& comparison,
                 const std::vector<std::string_view>& regions);

}  // namespace dossier
