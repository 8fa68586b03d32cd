// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "bundle/case_transaction.h"
#include "bundle/descriptor.h"
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

// Of "text/html; charset=utf-8".
const FileType& file_type_of_media(std::string_view media_type);

// Bytes in place of a file, taken out of an archive.
struct TakenFile {
  std::string role;
  std::string media_type;
  std::string original_name;  // may be empty
  Bytes bytes;
};

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
  // The first one is the primary file.
  void add_taken(TakenFile file);
  // Where there is no file: the words themselves, typed or taken over by somebody, as primary.txt.
  void add_written_primary(std::string_view text);
  // Extracts text.txt and text.map.json from the primary file, if its type has text that this
  // program reads; of a PDF it stores what pdftotext reads, as text.txt alone. False with
  // why_no_text() if it could not.
  bool extract();
  // The same with what was extracted already, from the primary file as it was added.
  bool store_extracted(std::variant<ExtractedText, TextRefusal> extracted);
  // Text that somebody or something else made of the primary file, as text.txt. `method` is that of
  // the record; `maker` (may be empty) stands as the algorithm. False with why_no_text() if it is
  // no text.
  bool supply_text(ByteView bytes, std::string_view method, const std::string& maker);
  const std::string& why_no_text() const { return why_no_text_; }

  const std::vector<CaptureFile>& files() const { return files_; }
  const std::optional<CaptureText>& text() const { return text_; }
  // The text with its blocks, as long as nobody has taken it; with `text()` only.
  ExtractedText take_extracted() { return std::move(extracted_); }
  // Each path once with its digest, for the event.
  std::vector<EventItem> items() const;

 private:
  void store(const std::string& path, std::string_view role);
  std::string stored_path(std::string_view role, std::string_view ending);
  void list_under_own_role(const FileType& type);
  void list(const std::string& path, std::string_view role, std::string_view media_type,
            const StoredFile& stored, const std::string& original_name);
  bool extract_pdf();
  void store_text(ExtractedText text, std::string_view method);

  CaseTransaction& transaction_;
  std::string folder_;
  std::vector<CaptureFile> files_;
  std::optional<TextSource> text_source_;
  Bytes primary_bytes_;  // only while its text is still to be read
  Descriptor pdf_;       // the same
  std::optional<CaptureText> text_;
  ExtractedText extracted_;
  std::string why_no_text_;
};

}  // namespace dossier
