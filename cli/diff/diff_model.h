// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/verify.h"
#include "cli/report/read_bundle.h"
#include "manifests/compare/capture_pairs.h"
#include "manifests/compare/file_diff.h"
#include "manifests/compare/lineage.h"
#include "manifests/compare/loosened.h"
#include "manifests/compare/record_diff.h"
#include "manifests/compare/text_diff.h"

namespace dossier {

Version version_of(const ReadBundle& bundle);  // of one that has contents
// The payload without the salt; paths from the root of the case folder, sorted. The bundle must
// outlive it.
std::vector<PayloadFile> payload_of(const ReadBundle& bundle);

// What became of the text of an article.
struct CaptureTextChange {
  CapturePair pair;
  TextComparison comparison;
  std::string not_compared;               // why; empty when it was
  std::vector<std::string_view> regions;  // of each hunk, where in the page the new words stand
};

// A signature of one role and one principal (or key, where the principal is not known).
struct SignerChange {
  Change change = Change::kChanged;
  const SignatureReport* before = nullptr;
  const SignatureReport* after = nullptr;
};

// All that differs between two bundles. Both must outlive it.
class DiffModel {
 public:
  DiffModel(const ReadBundle& before, const ReadBundle& after);

  const ReadBundle& before() const { return before_; }
  const ReadBundle& after() const { return after_; }
  // Both have contents; else nothing was compared, and all below is empty.
  bool compared() const { return before_.has_contents() && after_.has_contents(); }
  bool verified() const;

  Lineage lineage() const { return lineage_; }
  // Records that say something else; those that only tell that a revision was made are left out:
  // the seal, and a head whose revision alone is another.
  const std::vector<RecordChange>& records() const { return records_; }
  const std::vector<ClaimStatusChange>& statuses() const { return statuses_; }
  const std::vector<QuoteMatchChange>& matches() const { return matches_; }
  const std::vector<CaptureTextChange>& texts() const { return texts_; }
  // All files, those of records too.
  const std::vector<FileChange>& files() const { return files_; }
  const std::vector<SignerChange>& signers() const { return signers_; }
  const std::vector<Loosening>& loosened() const { return loosened_; }

 private:
  void compare_captures();
  void compare_signers();

  const ReadBundle& before_;
  const ReadBundle& after_;
  std::vector<PayloadFile> old_files_;
  std::vector<PayloadFile> new_files_;
  Lineage lineage_ = Lineage::kSame;
  std::vector<RecordChange> records_;
  std::vector<ClaimStatusChange> statuses_;
  std::vector<QuoteMatchChange> matches_;
  std::vector<CaptureTextChange> texts_;
  std::vector<FileChange> files_;
  std::vector<SignerChange> signers_;
  std::vector<Loosening> loosened_;
};

}  // namespace dossier
