// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/case_transaction.h"
#include "manifests/records/capture.h"
#include "manifests/records/event.h"
#include "manifests/text/extract_text.h"

namespace dossier {

// What the ending of a file's name tells of it.
struct FileType {
  std::string_view endings;     // " html htm ", each between spaces
  std::string_view media_type;  // RFC 6838
  std::string_view role;        // of a file that is not the primary one
  std::string_view method;      // how such a file usually came about, if it is the primary one
  std::string_view article_kind;
  std::optional<TextSource> text;
};
// Of "page.HTML"; a type of its own for an ending that is not known.
const FileType& file_type_of(std::string_view name);

// The files of one new capture on their way into the case.
class CaptureFiles {
 public:
  CaptureFiles(CaseTransaction& transaction, const RecordId& capture);

  // Copies a file into the capture's folder as <role>.<ending> (<role>-2.<ending> …) and lists it.
  // The primary file comes first, and is listed once more under its type's own role, if that has
  // a meaning for the rules (html, pdf, screenshot, warc, wacz).
  void add_primary(const std::string& path);
  void add(const std::string& path);
  void add_screenshot(const std::string& path);
  // Extracts text.txt and text.map.json from the primary file, if its type has text that this
  // program reads. False with why_no_text() if it could not.
  bool extract();
  const std::string& why_no_text() const { return why_no_text_; }

  const std::vector<CaptureFile>& files() const { return files_; }
  const std::optional<CaptureText>& text() const { return text_; }
  const std::string& title_of_page() const { return title_; }
  // Each path once with its digest, for the event.
  std::vector<EventItem> items() const;

 private:
  void store(const std::string& path, std::string_view role);
  std::string stored_path(std::string_view role, std::string_view name);
  void list(const std::string& path, std::string_view role, std::string_view media_type,
            const StoredFile& stored, const std::string& original_name);

  CaseTransaction& transaction_;
  std::string folder_;
  std::vector<CaptureFile> files_;
  std::optional<TextSource> text_source_;
  Bytes primary_bytes_;  // only while its text is still to be read
  std::optional<CaptureText> text_;
  std::string title_;
  std::string why_no_text_;
};

}  // namespace dossier
