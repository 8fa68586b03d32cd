// SPDX-License-Identifier: Apache-2.0
#include "manifests/rules/check_capture.h"

#include <algorithm>

#include "manifests/json/reader.h"
#include "manifests/rules/rule_groups.h"
#include "manifests/text/extract_text.h"

namespace dossier {
namespace {

constexpr std::string_view kMapName = "text.map.json";

bool has_type(const CaptureFile& file, std::initializer_list<std::string_view> types) {
  const std::string_view type =
      std::string_view(file.media_type).substr(0, file.media_type.find(';'));
  return std::find(types.begin(), types.end(), type) != types.end();
}

NeededFile needed(const CaptureFile& file, std::uint64_t limit) {
  return {file.path, static_cast<std::uint64_t>(file.bytes), file.sha256,
          file.presence != "not-packed", limit};
}

const CaptureFile* find_listed(const Capture& capture, std::string_view path) {
  const auto found = std::find_if(capture.files.begin(), capture.files.end(),
                                  [&](const CaptureFile& file) { return file.path == path; });
  return found == capture.files.end() ? nullptr : &*found;
}

NeededFile needed_text(const Capture& capture) {
  const CaptureFile* listed = find_listed(capture, capture.text->path);
  if (listed != nullptr && listed->sha256 == capture.text->sha256)
    return needed(*listed, kMaxTextBytes);
  return {capture.text->path, std::nullopt, capture.text->sha256};
}

NeededFile needed_map(const Capture& capture) {
  for (const CaptureFile& file : capture.files)
    if (file.role == "text-map") return needed(file, json::kMaxFileBytes);
  NeededFile map;
  map.path = std::string(kCapturesFolder) + capture.id.text() + "/" + std::string(kMapName);
  map.limit = json::kMaxFileBytes;
  return map;
}

}  // namespace

const CaptureFile* text_source(const Capture& capture) {
  for (const std::string_view role : {"primary", "html"})
    for (const CaptureFile& file : capture.files)
      if (file.role == role && has_type(file, {"text/html", "application/xhtml+xml", "text/plain"}))
        return &file;
  return nullptr;
}

NeededFiles needed_files(const CaseIndex& index, const Capture& capture) {
  NeededFiles files;
  const bool has_text = capture.text.has_value();
  if (!has_text && index.quotes_of(capture.id).empty()) return files;
  const bool extracted =
      !has_text || capture.text->method == "extracted" || capture.text->method == "plain";
  const CaptureFile* source = extracted ? text_source(capture) : nullptr;
  if (source != nullptr) files.source = needed(*source, kMaxTextSourceBytes);
  if (has_text) files.text = needed_text(capture);
  if (has_text && extracted) files.map = needed_map(capture);
  return files;
}

CaptureCheck check_capture(const CaseIndex& index, const Capture& capture,
                           const CaptureBytes& bytes) {
  RuleFindings findings(index.context().profile);
  CaptureCheck check;
  check.capture = capture.id;
  check_secrets(index, capture, bytes, findings);
  const UsableText usable = check_text(index, capture, bytes, findings, check);
  check_quotes(index, capture, usable, findings, check);
  if (usable.text) check_masks(index, capture, bytes, *usable.text, findings);
  check.findings = findings.take();
  return check;
}

}  // namespace dossier
