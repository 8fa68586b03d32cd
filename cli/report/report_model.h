// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bundle/verify.h"
#include "manifests/rules/case_index.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

// One file of the bundle as it was read; the path is below the top folder.
struct FileRow {
  std::string path;
  std::uint64_t bytes = 0;
  Sha256 sha256;
};

// Keeps the texts of captures and their maps from the very read that verifies a bundle, so that
// what is shown is what was verified. At most kMaxBytes of them; those beyond are left out.
class VerifiedTexts {
 public:
  static constexpr std::uint64_t kMaxBytes = std::uint64_t{256} << 20;

  // For VerifyOptions::tap. From any thread.
  void take(std::string_view path, ByteView piece);
  // A file by its path from the root of the case folder; empty when it was not kept whole.
  std::string_view find(std::string_view case_path) const;

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> files_;
  std::uint64_t bytes_ = 0;
};

// A capture's text, ready to show quotes in.
struct ShownText {
  std::u32string text;
  std::vector<TextBlock> blocks;  // without a map, the lines
};

// What a report tells: the verification, and the records with what hangs together. Everything
// referred to must outlive it.
class ReportModel {
 public:
  ReportModel(const VerifyReport& verification, const std::vector<FileRow>& files,
              const VerifiedTexts& texts, Timestamp made);

  const VerifyReport& verification() const { return verification_; }
  const std::vector<FileRow>& files() const { return files_; }
  Timestamp made() const { return made_; }

  // False for a bundle that is broken, or whose signature is false: then only the failure is told,
  // and nothing below may be asked for.
  bool has_contents() const { return index_.has_value(); }
  // An intact bag that another tool made: its bytes and signatures are told, and it has no records.
  bool is_foreign_bag() const {
    return verification_.is_sound && !verification_.foreign.empty() && !has_contents();
  }
  const Dossier& dossier() const { return *verification_.dossier; }
  const CaseIndex& index() const { return *index_; }

  const QuoteCheck* check_of(const RecordId& quote) const;
  // In the order of the records; the claims that name the quote, note, source or capture.
  const std::vector<const Claim*>& claims_on(const RecordId& support) const;
  const std::vector<const Finding*>& findings_at(std::string_view where) const;
  // What a reader calls a record: its name or title, the first words of a quote or note; the id
  // where it has none or is not there.
  std::string name_of(const RecordId& id) const;
  // Empty when there is no text, it was not kept, or is not the one that the capture records.
  // Decoded anew each time: ask once for a capture.
  std::optional<ShownText> text_of(const Capture& capture) const;
  // Hops of the quote's attribution; empty when it cannot be told.
  std::optional<std::size_t> distance(const Quote& quote) const;

 private:
  const VerifyReport& verification_;
  const std::vector<FileRow>& files_;
  const VerifiedTexts& texts_;
  Timestamp made_;
  std::optional<CaseIndex> index_;
  std::unordered_map<RecordId, const QuoteCheck*> checks_;
  std::unordered_map<RecordId, std::vector<const Claim*>> claims_on_;
  std::unordered_map<std::string_view, std::vector<const Finding*>> findings_at_;
};

}  // namespace dossier
