// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/verify.h"
#include "cli/report/report_model.h"
#include "cli/terminal.h"

namespace dossier {

// A bundle as the read that verified it found it. Not to be moved once it was read.
class ReadBundle {
 public:
  // The tap and the list of files are set here. Errors as verify_bundle().
  ReadBundle(const std::string& path, VerifyOptions options, const Terminal& terminal);
  ReadBundle(const ReadBundle&) = delete;
  ReadBundle& operator=(const ReadBundle&) = delete;

  const VerifyReport& report() const { return report_; }
  // Its bytes are those that were sealed, and its records were read: it may be shown and compared.
  bool has_contents() const { return model_->has_contents(); }
  const ReportModel& model() const { return *model_; }
  const std::vector<FileRow>& files() const { return files_; }

 private:
  VerifyReport report_;
  std::vector<FileRow> files_;
  VerifiedTexts texts_;
  std::optional<ReportModel> model_;
};

}  // namespace dossier
