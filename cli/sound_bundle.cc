// SPDX-License-Identifier: Apache-2.0
#include "cli/sound_bundle.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_text.h"
#include "crypto/error.h"

namespace dossier {

VerifyReport verify_sound_bundle(const std::string& bundle, VerifyOptions options,
                                 const std::string& undone, const Terminal& terminal) {
  ProgressCounters counters;
  options.progress = &counters;
  VerifyReport report;
  {
    const Progress progress("verifying", counters, terminal);
    report = verify_bundle(bundle, options);
  }
  if (!report.foreign.empty()) {
    throw Error(ErrorKind::kRefused, "is a bag that another program made, and has no place for it",
                report.bundle);
  }
  if (!report.is_sound || !report.authorship) {
    std::vector<Finding> errors;
    std::copy_if(report.findings.begin(), report.findings.end(), std::back_inserter(errors),
                 [](const Finding& finding) { return finding.severity == Severity::kError; });
    tell(findings_text(errors, terminal));
    throw Error(ErrorKind::kRefused, "is not intact, and " + undone, report.bundle,
                "see: dossier verify " + bundle);
  }
  if (report.records && report.records->errors != 0) {
    tell("warning: its records have " + counted(report.records->errors, "error", "errors") +
         ", so that it does not verify; see: dossier verify " + escape_line(bundle) + "\n");
  }
  return report;
}

}  // namespace dossier
