// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "cli/capture_files.h"
#include "cli/case_work.h"
#include "manifests/text/extracted_text.h"

namespace dossier {

// One capture as a person or a table tells it; the values are spelled as the options of `add`.
struct CaptureWish {
  std::vector<std::string> files;  // the first one is the primary file
  std::vector<std::string> screenshots;
  std::vector<TakenFile> taken;  // the same where there are no files: out of an archive
  std::optional<std::variant<ExtractedText, TextRefusal>> extracted;  // of taken.front(), if known
  std::string transcript;  // the words, where no file has text; without files, the capture itself
  std::string article;     // a known one: nothing below describes a new one then
  std::string title;
  std::string publisher;
  std::string publisher_kind = "publication";
  std::string url;
  std::string final_url;  // that the address asked for led to, if it is another one
  std::vector<std::string> bylines;
  std::string published;
  std::string kind;
  std::string language;
  std::string captured_at;
  std::string captured_by;
  std::string tool;
  std::string method;
  std::string clock;
  std::string vantage;
  std::string completeness = "unknown";
  std::vector<std::string> alterations;
  std::vector<std::string> regions;
  std::vector<ArchivedCopy> archived_copies;
  std::optional<Http> http;  // the file of its header is told by the role of a taken file
  json::Object extra;        // of the capture
  std::string reason = "taken into the dossier";
  std::vector<std::string> ids;
};

// The records that one capture makes. Its files are staged in the transaction of the work.
struct PlannedCapture {
  std::optional<Source> publisher;  // if it is new
  std::optional<Article> article;   // if it is new
  Capture capture;
  Event event;
  std::optional<ExtractedText> text;
  std::string why_no_text;
};

// Makes captures of wishes, beside the records of a case and those planned before. All throw an
// Error for what a wish asks and cannot be.
class CapturePlanner {
 public:
  // The work must have read sources, articles and captures, and outlive this object.
  explicit CapturePlanner(CaseWork& work);

  // What was staged before an Error is to be taken back by the caller.
  PlannedCapture plan(CaptureWish wish);
  // From now on later wishes know its publisher and article.
  void keep(const PlannedCapture& planned);

  // When the wish was captured, as far as that is known.
  Timestamp captured_at(const CaptureWish& wish) const;
  // The article of that address; empty if there is none.
  RecordId article_at(const std::string& url) const;
  // The agent of that id or name; an Error if there is none.
  RecordId agent_named(const std::string& named, const std::string& option) const;
  // The source of that id or name; an Error with a way out if there is none.
  RecordId source_named(const std::string& named, const std::string& option) const;

 private:
  RecordId article_of(const CaptureWish& wish, PlannedCapture& planned);
  Article new_article(const CaptureWish& wish, PlannedCapture& planned);
  RecordId publisher_of(const CaptureWish& wish, PlannedCapture& planned);
  void describe(const CaptureWish& wish, Capture& capture);

  CaseWork& work_;
  std::unordered_map<std::string, RecordId> sources_;   // by name
  std::unordered_map<std::string, RecordId> agents_;    // by name
  std::unordered_map<std::string, RecordId> articles_;  // by address
  std::unordered_map<std::string, RecordId> kept_;      // articles planned before, by id
};

// Adds what was planned to the work, but its event.
void write_records(CaseWork& work, const PlannedCapture& planned);
// The same, its event last.
void write_capture(CaseWork& work, const PlannedCapture& planned);

}  // namespace dossier
