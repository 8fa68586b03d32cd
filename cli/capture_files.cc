// SPDX-License-Identifier: Apache-2.0
#include "cli/capture_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

#include "bundle/pdf_text.h"
#include "crypto/error.h"
#include "manifests/json/writer.h"
#include "manifests/text/text_map.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array kTypes{
    FileType{" html htm xhtml ", "text/html", "html", "browser-save", "news-article",
             TextSource::kHtml},
    FileType{" txt text ", "text/plain", "media", "text-only", "news-article", TextSource::kPlain},
    FileType{" md ", "text/markdown", "media", "text-only", "other", TextSource::kPlain},
    FileType{" pdf ", "application/pdf", "pdf", "pdf-print", "pdf", {}},
    FileType{" png ", "image/png", "screenshot", "screenshot", "image", {}},
    FileType{" jpg jpeg ", "image/jpeg", "screenshot", "screenshot", "image", {}},
    FileType{" webp ", "image/webp", "screenshot", "screenshot", "image", {}},
    FileType{" gif ", "image/gif", "media", "received-file", "image", {}},
    FileType{" svg ", "image/svg+xml", "media", "received-file", "image", {}},
    FileType{" tif tiff ", "image/tiff", "media", "received-file", "image", {}},
    FileType{" warc warc.gz ", "application/warc", "warc", "warc", "web-page", {}},
    FileType{" wacz ", "application/wacz", "wacz", "wacz", "web-page", {}},
    FileType{" mp4 m4v ", "video/mp4", "media", "screen-recording", "video", {}},
    FileType{" webm ", "video/webm", "media", "screen-recording", "video", {}},
    FileType{" mp3 ", "audio/mpeg", "media", "received-file", "audio", {}},
    FileType{" m4a ", "audio/mp4", "media", "received-file", "audio", {}},
    FileType{" wav ", "audio/wav", "media", "received-file", "audio", {}},
    FileType{" csv ", "text/csv", "media", "received-file", "data-set", {}},
    FileType{" json ", "application/json", "media", "received-file", "data-set", {}},
    FileType{" tsr ", "application/timestamp-reply", "timestamp", "received-file", "other", {}},
    FileType{" eml ", "message/rfc822", "media", "received-file", "letter", {}},
    FileType{" zip ", "application/zip", "media", "received-file", "other", {}},
};
constexpr FileType kUnknownType{"", "application/octet-stream", "media", "received-file", "other",
                                {}};
// Roles under which rules look for what a capture must have.
constexpr std::array<std::string_view, 5> kOwnRoles{"html", "pdf", "screenshot", "warc", "wacz"};
constexpr std::string_view kPdfType = "application/pdf";
constexpr std::string_view kXhtmlType = "application/xhtml+xml";
constexpr std::size_t kLongestEnding = 8;

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

// "html" of "Page.HTML", "warc.gz" of "a.warc.gz"; empty when there is none that a path may have.
std::string ending_of(std::string_view path) {
  std::string name = base_name(path);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const std::string_view compressed = ".warc.gz";
  if (name.size() > compressed.size() &&
      name.compare(name.size() - compressed.size(), compressed.size(), compressed) == 0) {
    return std::string(compressed.substr(1));
  }
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return {};
  const std::string ending = name.substr(dot + 1);
  const bool plain = std::all_of(ending.begin(), ending.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
  return plain && !ending.empty() && ending.size() <= kLongestEnding ? ending : std::string();
}

// "html" of " html htm xhtml "; "txt" for what has none, so that people can look at it.
std::string first_ending(const FileType& type) {
  const std::string_view endings = type.endings;
  return endings.empty() ? "txt" : std::string(endings.substr(1, endings.find(' ', 1) - 1));
}

Descriptor open_source(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) throw system_error(errno, "open", path);
  return file;
}

std::uint64_t size_of(const Descriptor& file, const std::string& path) {
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", path);
  if (!S_ISREG(info.st_mode)) throw Error(ErrorKind::kUnavailable, "is not a regular file", path);
  if (info.st_size == 0) throw Error(ErrorKind::kRefused, "is empty", path);
  return static_cast<std::uint64_t>(info.st_size);
}

}  // namespace

const FileType& file_type_of(std::string_view name) {
  const std::string ending = ending_of(name);
  if (ending.empty()) return kUnknownType;
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const FileType& type) {
    return type.endings.find(" " + ending + " ") != std::string_view::npos;
  });
  return found == kTypes.end() ? kUnknownType : *found;
}

const FileType& file_type_of_media(std::string_view media_type) {
  const std::string_view type = media_type.substr(0, media_type.find(';'));
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const FileType& each) { return each.media_type == type; });
  if (type == kXhtmlType) return kTypes.front();
  return found == kTypes.end() ? kUnknownType : *found;
}

CaptureFiles::CaptureFiles(CaseTransaction& transaction, const RecordId& capture)
    : transaction_(transaction), folder_("captures/" + capture.text() + "/") {}

void CaptureFiles::add_primary(const std::string& path) {
  const FileType& type = file_type_of(path);
  text_source_ = type.text;
  store(path, "primary");
  list_under_own_role(type);
}

void CaptureFiles::list_under_own_role(const FileType& type) {
  if (std::find(kOwnRoles.begin(), kOwnRoles.end(), type.role) == kOwnRoles.end()) return;
  CaptureFile again = files_.front();
  again.role = type.role;
  files_.push_back(std::move(again));
}

void CaptureFiles::add(const std::string& path) {
  store(path, file_type_of(path).role);
}

void CaptureFiles::add_screenshot(const std::string& path) {
  store(path, "screenshot");
}

void CaptureFiles::add_taken(TakenFile file) {
  const FileType& type = file_type_of_media(file.media_type);
  const bool is_primary = files_.empty();
  const std::string path = stored_path(file.role, first_ending(type));
  transaction_.create(path, file.bytes);
  list(path, file.role, file.media_type, {file.bytes.size(), sha256(file.bytes)},
       file.original_name);
  if (!is_primary) return;
  list_under_own_role(type);
  text_source_ = type.text;
  if (type.text && file.bytes.size() <= kMaxTextSourceBytes) primary_bytes_ = std::move(file.bytes);
  if (type.media_type == kPdfType) {
    pdf_ = unnamed_temporary_file();
    write_all(pdf_.get(), file.bytes, path);
  }
}

void CaptureFiles::add_written_primary(std::string_view text) {
  const std::string path = folder_ + "primary.txt";
  transaction_.create(path, as_bytes(text));
  list(path, "primary", "text/plain", {text.size(), sha256(as_bytes(text))}, "");
}

void CaptureFiles::store(const std::string& path, std::string_view role) {
  Descriptor source = open_source(path);
  const std::uint64_t size = size_of(source, path);
  const std::string stored_as = stored_path(role, ending_of(path));
  StoredFile stored{size, {}};
  if (role == "primary" && text_source_ && size <= kMaxTextSourceBytes) {
    // Read once: the text is that of the very bytes that are kept.
    primary_bytes_.resize(static_cast<std::size_t>(size));
    read_exactly(source.get(), primary_bytes_, 0, path);
    stored.sha256 = sha256(primary_bytes_);
    transaction_.create(stored_as, primary_bytes_);
  } else {
    stored = transaction_.create_from(stored_as, source.get(), path);
  }
  const std::string name = base_name(path);
  list(stored_as, role, file_type_of(path).media_type, stored, is_valid_utf8(name) ? name : "");
  if (role == "primary" && files_.back().media_type == kPdfType) pdf_ = std::move(source);
}

std::string CaptureFiles::stored_path(std::string_view role, std::string_view ending) {
  const std::string tail = ending.empty() ? "" : "." + std::string(ending);
  std::string path = folder_ + std::string(role) + tail;
  for (std::size_t number = 2;; ++number) {
    const bool taken = std::any_of(files_.begin(), files_.end(),
                                   [&](const CaptureFile& file) { return file.path == path; });
    if (!taken) return path;
    path = folder_ + std::string(role) + "-" + std::to_string(number) + tail;
  }
}

void CaptureFiles::list(const std::string& path, std::string_view role, std::string_view media_type,
                        const StoredFile& stored, const std::string& original_name) {
  CaptureFile file;
  file.path = path;
  file.role = role;
  file.media_type = media_type;
  file.bytes = static_cast<std::int64_t>(stored.bytes);
  file.sha256 = stored.sha256;
  file.original_name = original_name;
  files_.push_back(std::move(file));
}

bool CaptureFiles::extract() {
  if (pdf_) return extract_pdf();
  if (!text_source_) {
    why_no_text_ = "this program reads no text of " + files_.front().media_type;
    return false;
  }
  auto extracted = primary_bytes_.empty()
                       ? TextRefusal{"size", "it is larger than 32 MiB"}
                       : extract_text(primary_bytes_, *text_source_, files_.front().media_type);
  return store_extracted(std::move(extracted));
}

bool CaptureFiles::store_extracted(std::variant<ExtractedText, TextRefusal> extracted) {
  primary_bytes_ = {};
  if (const auto* refusal = std::get_if<TextRefusal>(&extracted)) {
    why_no_text_ = refusal->sentence;
    return false;
  }
  ExtractedText& text = std::get<ExtractedText>(extracted);
  const CaptureFile& source = files_.front();
  const std::string map =
      json::write(text_map_value(make_text_map(text, source.path, source.sha256)));
  store_text(std::move(text), *text_source_ == TextSource::kHtml ? "extracted" : "plain");
  const std::string map_path = folder_ + "text.map.json";
  transaction_.create(map_path, as_bytes(map));
  list(map_path, "text-map", "application/json", {map.size(), sha256(as_bytes(map))}, "");
  return true;
}

bool CaptureFiles::extract_pdf() {
  auto read = read_pdf_text(pdf_.get());
  pdf_.reset();
  if (auto* sentence = std::get_if<std::string>(&read)) {
    why_no_text_ = std::move(*sentence);
    return false;
  }
  const PdfText& pdf = std::get<PdfText>(read);
  return supply_text(pdf.text, "pdf-text", pdf.program);
}

bool CaptureFiles::supply_text(ByteView bytes, std::string_view method, const std::string& maker) {
  auto extracted = extract_text(bytes, TextSource::kPlain, "");
  if (const auto* refusal = std::get_if<TextRefusal>(&extracted)) {
    why_no_text_ = refusal->sentence;
    return false;
  }
  ExtractedText& text = std::get<ExtractedText>(extracted);
  if (text.blocks.empty()) {
    why_no_text_ = "there are no letters in it; a scan needs a program that recognises them";
    return false;
  }
  text.algorithm = maker;
  store_text(std::move(text), method);
  return true;
}

void CaptureFiles::store_text(ExtractedText text, std::string_view method) {
  text_ = CaptureText{};
  text_->path = folder_ + "text.txt";
  text_->sha256 = sha256(as_bytes(text.text));
  text_->algorithm = text.algorithm;
  text_->code_points = text.code_points;
  text_->method = method;
  transaction_.create(text_->path, as_bytes(text.text));
  list(text_->path, "text", "text/plain", {text.text.size(), text_->sha256}, "");
  extracted_ = std::move(text);
}

std::vector<EventItem> CaptureFiles::items() const {
  std::vector<EventItem> items;
  for (const CaptureFile& file : files_) {
    const bool listed = std::any_of(items.begin(), items.end(),
                                    [&](const EventItem& item) { return item.path == file.path; });
    if (listed) continue;
    EventItem item;
    item.path = file.path;
    item.sha256 = file.sha256;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace dossier
