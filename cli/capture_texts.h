// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <unordered_map>

#include "bundle/case_folder.h"
#include "manifests/quotes/quote_text.h"
#include "manifests/records/capture.h"

namespace dossier {

// The texts of captures, each read once and found to be the one that the record means.
class CaptureTexts {
 public:
  // The folder must outlive it.
  explicit CaptureTexts(const CaseFolder& folder) : folder_(folder) {}

  // An Error (kRefused) if the capture has no text, or its text or map is not as recorded.
  QuoteText& of(const Capture& capture);

 private:
  const CaseFolder& folder_;
  std::unordered_map<RecordId, std::unique_ptr<QuoteText>> texts_;
};

}  // namespace dossier
