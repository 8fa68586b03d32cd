// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "manifests/json/utf8.h"
#include "manifests/json/value.h"
#include "manifests/rules/rule_groups.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr char32_t kMask = 0x2588;
constexpr std::string_view kMaskUtf8 = "\u2588";

bool is_masked(std::u32string_view words) {
  return std::all_of(words.begin(), words.end(), [](char32_t c) { return c == kMask; });
}

// Whether words that stand at `start` of the text show a character of a masked range.
bool shows_masked(const std::string& words, std::int64_t start,
                  const std::vector<TextRange>& masks) {
  const auto decoded = decode_utf8(words);
  if (!decoded) return false;
  const std::int64_t end = start + static_cast<std::int64_t>(decoded->size());
  for (auto mask = first_ending_behind(masks, start); mask != masks.end() && mask->start < end;
       ++mask) {
    const std::int64_t first = std::max(mask->start, start);
    const std::int64_t last = std::min(mask->end, end);
    const std::u32string_view part = *decoded;
    if (!is_masked(part.substr(static_cast<std::size_t>(first - start),
                               static_cast<std::size_t>(last - first))))
      return true;
  }
  return false;
}

bool overlaps(const std::vector<TextRange>& masks, std::int64_t start, std::int64_t end) {
  const auto mask = first_ending_behind(masks, start);
  return mask != masks.end() && mask->start < end;
}

void check_quote(const Quote& quote, const std::vector<TextRange>& masks, RuleFindings& findings) {
  const auto prefix = static_cast<std::int64_t>(count_code_points(quote.prefix));
  std::string field;
  if (shows_masked(quote.exact, quote.start, masks)) {
    field = "exact";
  } else if (shows_masked(quote.prefix, quote.start - prefix, masks)) {
    field = "prefix";
  } else if (shows_masked(quote.suffix, quote.end, masks)) {
    field = "suffix";
  } else if (!quote.as_written.empty() && quote.as_written.find(kMaskUtf8) == std::string::npos &&
             overlaps(masks, quote.start, quote.end)) {
    field = "as_written";
  }
  if (!field.empty())
    findings.add("redaction.leaked", quote.id.text(), "/" + field,
                 field + " shows words that are masked in the text");
}

// The value that a JSON pointer leads to; nullptr when it leads to nothing.
const json::Value* follow(const json::Value& root, std::string_view pointer) {
  const json::Value* value = &root;
  while (value != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    std::string key(pointer.substr(0, end));
    pointer.remove_prefix(end);
    for (std::size_t at = 0; (at = key.find('~', at)) != std::string::npos; ++at)
      key.replace(at, 2, key.substr(at, 2) == "~1" ? "/" : "~");
    if (value->is_array()) {
      std::size_t i = 0;
      const auto [last, fault] = std::from_chars(key.data(), key.data() + key.size(), i);
      const bool whole = fault == std::errc{} && last == key.data() + key.size();
      value = whole && i < value->array().size() ? &value->array()[i] : nullptr;
    } else {
      value = value->find(key);
    }
  }
  return value;
}

// What of the target is still there; empty when it is gone.
std::string remainder(const CaseIndex& index, const PayloadIndex& payload,
                      const Redaction& redaction) {
  const RedactionTarget& target = *redaction.target;
  if (!target.path.empty())
    return payload.find(target.path) ? "the file " + target.path + " is there" : "";
  if (!target.record || redaction.method == "generalised") return "";
  const RecordFile* file = index.dossier().find_file(target.record);
  if (file == nullptr || !file->sound) return "";
  if (target.pointer.empty()) return "the record " + target.record.text() + " is there";
  const json::Value record = to_json(file->record);
  const json::Value* value = follow(record, target.pointer);
  const bool masked = value != nullptr && value->is_string() &&
                      value->string().find(kMaskUtf8) != std::string::npos;
  return value == nullptr || masked
             ? ""
             : target.record.text() + " still has a value at " + target.pointer;
}

}  // namespace

void check_masks(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                 const ExtractedText& text, RuleFindings& findings) {
  const std::vector<TextRange>& masks = index.masks_of(capture.id);
  if (masks.empty()) return;
  const auto decoded = decode_utf8(text.text);
  for (const TextRange mask : masks) {
    if (mask.end > text.code_points || !decoded) {
      findings.add("redaction.leaked", capture.id.text(), "/text",
                   "the masked range [" + std::to_string(mask.start) + "," +
                       std::to_string(mask.end) + ") does not lie in the text");
      return;
    }
    const std::u32string_view whole = *decoded;
    if (!is_masked(whole.substr(static_cast<std::size_t>(mask.start),
                                static_cast<std::size_t>(mask.end - mask.start)))) {
      findings.add("redaction.leaked", capture.id.text(), "/text",
                   "the text still shows what is masked at [" + std::to_string(mask.start) + "," +
                       std::to_string(mask.end) + ")");
      return;
    }
  }
  const CaptureFile* source = text_source(capture);
  if (source != nullptr && bytes.source.state == FileState::kPacked)
    findings.add("redaction.leaked", capture.id.text(), "/files",
                 source->path + " is packed, and shows what is masked in the text",
                 "Take the file out of the case folder and write \"presence\": \"not-packed\".");
  for (const Quote* quote : index.quotes_of(capture.id)) check_quote(*quote, masks, findings);
}

void check_redactions(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings) {
  for (const Redaction* redaction : index.dossier().all<Redaction>()) {
    const std::string& commitment = redaction->commitment;
    const bool salted = commitment == "tree" || fits(kHmac, commitment);
    if (!salted)
      findings.add("redaction.commitment-unsalted", redaction->id.text(), "/commitment",
                   "the commitment is neither \"tree\" nor hmac-sha256: and 64 hexadecimal digits");
    const RedactionTarget& target = *redaction->target;
    if (target.capture && *target.start >= *target.end)
      findings.add("record.invalid-value", redaction->id.text(), "/target/end",
                   "the masked range ends before it begins");
    const std::string there = remainder(index, payload, *redaction);
    if (!there.empty()) findings.add("redaction.leaked", redaction->id.text(), "/target", there);
  }
}

}  // namespace dossier
