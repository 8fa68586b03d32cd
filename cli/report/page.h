// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "cli/report/report_model.h"

namespace dossier {

// The whole report as one page of HTML that needs nothing else: no script, no network, no font. Its
// Content-Security-Policy allows its own style sheet and nothing more. Readable in light and dark,
// on a telephone and on paper.
std::string report_page(const ReportModel& model);

}  // namespace dossier
