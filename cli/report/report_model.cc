// SPDX-License-Identifier: Apache-2.0
#include "cli/report/report_model.h"

#include <algorithm>

#include "bundle/layout.h"
#include "cli/report/words.h"
#include "manifests/rules/origins.h"
#include "manifests/text/text_map.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kFirstWordsCodePoints = 48;

bool is_text_path(std::string_view path) {
  if (!path.starts_with(kCapturesFolder)) return false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "text.map.json" ||
         (name.ends_with(".txt") &&
          (name.starts_with("text") || name.starts_with("ocr") || name.starts_with("transcript")));
}

std::vector<TextBlock> lines_of(std::u32string_view text) {
  std::vector<TextBlock> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(U'\n', at), text.size());
    if (end > at) {
      lines.push_back(
          {static_cast<std::int64_t>(at), static_cast<std::int64_t>(end), Region::kBody});
    }
    at = end + 1;
  }
  return lines;
}

std::string_view map_path(const Capture& capture) {
  for (const CaptureFile& file : capture.files) {
    if (file.role == "text-map") return file.path;
  }
  return {};
}

// The name of a record where it has one.
template <class T>
const std::string* name_in(const Dossier& dossier, const RecordId& id, std::string T::*name) {
  const T* record = dossier.find<T>(id);
  return record == nullptr || (record->*name).empty() ? nullptr : &(record->*name);
}

}  // namespace

void VerifiedTexts::take(std::string_view path, ByteView piece) {
  if (!path.starts_with(kDataFolder)) return;
  path.remove_prefix(kDataFolder.size());
  if (!is_text_path(path)) return;
  const std::lock_guard lock(mutex_);
  bytes_ += piece.size();
  if (bytes_ > kMaxBytes) {
    files_.erase(std::string(path));
    return;
  }
  files_[std::string(path)] += as_text(piece);
}

std::string_view VerifiedTexts::find(std::string_view case_path) const {
  const auto found = files_.find(std::string(case_path));
  return found == files_.end() ? std::string_view() : std::string_view(found->second);
}

ReportModel::ReportModel(const VerifyReport& verification, const std::vector<FileRow>& files,
                         const VerifiedTexts& texts, Timestamp made)
    : verification_(verification), files_(files), texts_(texts), made_(made) {
  for (const Finding& finding : verification.findings) {
    findings_at_[finding.where].push_back(&finding);
  }
  if (!verification.is_sound || !verification.records || !verification.dossier) return;
  index_.emplace(*verification.dossier, RuleContext{*verification.profile, true, nullptr});
  for (const QuoteCheck& check : verification.records->quotes) checks_[check.quote] = &check;
  for (const Claim* claim : dossier().all<Claim>()) {
    for (const Support& support : claim->support) {
      std::vector<const Claim*>& claims = claims_on_[support.ref];
      if (claims.empty() || claims.back() != claim) claims.push_back(claim);
    }
  }
}

const QuoteCheck* ReportModel::check_of(const RecordId& quote) const {
  const auto found = checks_.find(quote);
  return found == checks_.end() || !found->second->checked ? nullptr : found->second;
}

const std::vector<const Claim*>& ReportModel::claims_on(const RecordId& support) const {
  static const std::vector<const Claim*> kNone;
  const auto found = claims_on_.find(support);
  return found == claims_on_.end() ? kNone : found->second;
}

const std::vector<const Finding*>& ReportModel::findings_at(std::string_view where) const {
  static const std::vector<const Finding*> kNone;
  const auto found = findings_at_.find(where);
  return found == findings_at_.end() ? kNone : found->second;
}

std::string ReportModel::name_of(const RecordId& id) const {
  if (id.empty()) return {};
  const std::string* name = nullptr;
  switch (id.kind()) {
    case RecordKind::kAgent:
      name = name_in(dossier(), id, &Agent::name);
      break;
    case RecordKind::kSource:
      name = name_in(dossier(), id, &Source::name);
      break;
    case RecordKind::kArticle:
      name = name_in(dossier(), id, &Article::title);
      break;
    case RecordKind::kClaim:
      name = name_in(dossier(), id, &Claim::text);
      break;
    case RecordKind::kQuote:
      name = name_in(dossier(), id, &Quote::exact);
      if (name != nullptr) return "“" + clipped(*name, kFirstWordsCodePoints) + "”";
      break;
    case RecordKind::kNote:
      name = name_in(dossier(), id, &Note::text);
      if (name != nullptr) return clipped(*name, kFirstWordsCodePoints);
      break;
    case RecordKind::kCapture:
      if (const Capture* capture = dossier().find<Capture>(id)) {
        const std::string* title = name_in(dossier(), capture->article, &Article::title);
        if (title != nullptr)
          return clipped(*title, kFirstWordsCodePoints) + " (" + id.text() + ")";
      }
      break;
    default:
      break;
  }
  return name != nullptr ? *name : id.text();
}

std::optional<ShownText> ReportModel::text_of(const Capture& capture) const {
  if (!capture.text) return {};
  const std::string_view bytes = texts_.find(capture.text->path);
  if (bytes.empty() || sha256(as_bytes(bytes)) != capture.text->sha256) return {};
  std::optional<std::u32string> text = decode_utf8(bytes);
  if (!text) return {};
  ShownText shown;
  shown.text = std::move(*text);
  const auto map = read_text_map(texts_.find(map_path(capture)));
  if (std::holds_alternative<TextMap>(map) &&
      std::get<TextMap>(map).text_sha256 == capture.text->sha256 &&
      !find_text_fault(bytes, std::get<TextMap>(map))) {
    shown.blocks = std::get<TextMap>(map).about.blocks;
  } else {
    shown.blocks = lines_of(shown.text);
  }
  return shown;
}

std::optional<std::size_t> ReportModel::distance(const Quote& quote) const {
  return distance_of(index(), quote);
}

}  // namespace dossier
