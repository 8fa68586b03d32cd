// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <variant>

#include "manifests/rules/rule_groups.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/plain_text.h"
#include "manifests/text/text_map.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kHtmlAlgorithm = "dossier-text-1";
constexpr std::string_view kPlainAlgorithm = "dossier-text-1/plain";
constexpr std::string_view kMaskUtf8 = "\u2588";

bool is_given(const GivenFile& file) {
  return file.state == FileState::kPacked || file.state == FileState::kSupplied;
}

// The text with one U+2588 for each code point of the ranges.
std::string mask_text(std::string_view text, const std::vector<TextRange>& masks) {
  std::string masked;
  std::int64_t offset = 0;
  bool valid = true;
  auto mask = masks.begin();
  for (std::size_t at = 0; at < text.size(); ++offset) {
    const std::size_t start = at;
    next_code_point(text, at, valid);
    while (mask != masks.end() && mask->end <= offset) ++mask;
    const bool hidden = mask != masks.end() && mask->start <= offset;
    masked += hidden ? kMaskUtf8 : text.substr(start, at - start);
  }
  return masked;
}

class TextCheck {
 public:
  TextCheck(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
            RuleFindings& findings, CaptureCheck& check)
      : index_(index), capture_(capture), bytes_(bytes), findings_(findings), check_(check) {}

  UsableText run() {
    if (!capture_.text) {
      if (!index_.quotes_of(capture_.id).empty()) report_missing_text();
      return {};
    }
    check_.text_unchecked = true;
    const bool supplied = capture_.text->method != "extracted" && capture_.text->method != "plain";
    if (bytes_.text.state == FileState::kNotPacked) {
      if (!supplied && bytes_.source.state == FileState::kSupplied) return extract_from_page();
      return {std::nullopt, capture_.text->path + " is not packed"};
    }
    if (!is_given(bytes_.text)) return {};
    std::optional<ExtractedText> text = supplied ? read_supplied() : read_extracted();
    if (!text || !check_regions(*text)) return {};
    if (supplied) check_.text_unchecked = false;
    check_reviewed();
    return {std::move(text), {}};
  }

 private:
  void report(std::string_view code, std::string pointer, std::string sentence,
              std::string mend = {}) {
    findings_.add(code, capture_.id.text(), std::move(pointer), std::move(sentence),
                  std::move(mend));
  }

  // Says why there is none, if extraction refuses the page.
  void report_missing_text() {
    const CaptureFile* source = text_source(capture_);
    std::string sentence = "has quotes, and no text that they could stand in";
    if (source != nullptr && is_given(bytes_.source)) {
      const auto extracted = extract(*source);
      if (const auto* refusal = std::get_if<TextRefusal>(&extracted))
        sentence += ": " + refusal->sentence + " (limit " + refusal->limit + ")";
    }
    report("text.missing", "/text", std::move(sentence));
  }

  std::variant<ExtractedText, TextRefusal> extract(const CaptureFile& source) const {
    const bool plain = capture_.text ? capture_.text->algorithm == kPlainAlgorithm
                                     : source.media_type.starts_with("text/plain");
    return extract_text(bytes_.source.bytes, plain ? TextSource::kPlain : TextSource::kHtml,
                        source.media_type);
  }

  // The page is at hand, and its text is not: what is extracted has the digest of the text or not.
  UsableText extract_from_page() {
    if (capture_.text->algorithm != kHtmlAlgorithm && capture_.text->algorithm != kPlainAlgorithm)
      return {std::nullopt, capture_.text->path + " is not packed"};
    const CaptureFile& source = *text_source(capture_);
    auto extracted = extract(source);
    std::string fault;
    if (const auto* refusal = std::get_if<TextRefusal>(&extracted)) {
      fault = "extraction refuses " + source.path + ": " + refusal->sentence;
    } else {
      ExtractedText& text = std::get<ExtractedText>(extracted);
      const std::vector<TextRange>& masks = index_.masks_of(capture_.id);
      if (!masks.empty()) text.text = mask_text(text.text, masks);
      if (sha256(as_bytes(text.text)) != capture_.text->sha256)
        fault = "extracting the text of " + source.path + " gives another text than was recorded";
    }
    check_.text_unchecked = false;
    check_.text_reproduced = fault.empty();
    if (!fault.empty()) {
      report("text.not-reproducible", "/text", std::move(fault));
      return {};
    }
    ExtractedText& text = std::get<ExtractedText>(extracted);
    if (!check_regions(text)) return {};
    check_charset(text);
    return {std::move(text), {}};
  }

  // Text that people or other programs made: its blocks are those of a plain text.
  std::optional<ExtractedText> read_supplied() {
    const std::string_view stored = as_text(bytes_.text.bytes);
    TextMap map;
    if (is_valid_utf8(stored)) read_plain_text(stored, map.about);
    map.about.text.clear();
    map.about.code_points = capture_.text->code_points;
    map.text_sha256 = capture_.text->sha256;
    if (!agrees(find_text_fault(stored, map), capture_.text->path)) return std::nullopt;
    map.about.text = stored;
    return std::move(map.about);
  }

  std::optional<ExtractedText> read_extracted() {
    if (bytes_.map.state == FileState::kAbsent) {
      report("text.missing", "/text", "has a text without the text.map.json that belongs to it");
      return std::nullopt;
    }
    if (!is_given(bytes_.map)) return std::nullopt;
    auto read = read_text_map(as_text(bytes_.map.bytes));
    if (const auto* fault = std::get_if<TextFault>(&read)) {
      agrees(*fault, "text.map.json");
      return std::nullopt;
    }
    TextMap& map = std::get<TextMap>(read);
    const std::string_view stored = as_text(bytes_.text.bytes);
    if (!agrees(find_text_fault(stored, map), "text.map.json") || !fits_record(map))
      return std::nullopt;
    if (!is_reproducible(stored, map)) return std::nullopt;
    check_charset(map.about);
    map.about.text = stored;
    return std::move(map.about);
  }

  bool agrees(const std::optional<TextFault>& fault, const std::string& file) {
    if (!fault) return true;
    const std::string at = fault->pointer.empty() ? "" : " at " + fault->pointer;
    report("text.invalid", "/text", file + at + ": " + fault->sentence);
    return false;
  }

  // The record, the map and the source speak of the same text.
  bool fits_record(const TextMap& map) {
    const CaptureText& text = *capture_.text;
    const CaptureFile* source = text_source(capture_);
    std::string differs;
    if (text.code_points != map.about.code_points) {
      differs = "code_points: the record tells " + std::to_string(text.code_points) + ", the map " +
                std::to_string(map.about.code_points);
    } else if (text.algorithm != map.about.algorithm) {
      differs =
          "algorithm: the record tells " + text.algorithm + ", the map " + map.about.algorithm;
    } else if (source != nullptr &&
               (map.source_path != source->path || map.source_sha256 != source->sha256)) {
      differs = "source: the map does not tell path and digest of " + source->path;
    }
    if (differs.empty()) return true;
    report("text.invalid", "/text", "record and text.map.json differ in " + differs);
    return false;
  }

  // False only if the extraction gives something else.
  bool is_reproducible(std::string_view stored, const TextMap& map) {
    if (map.about.algorithm != kHtmlAlgorithm && map.about.algorithm != kPlainAlgorithm) {
      report("text.algorithm-unknown", "/text/algorithm",
             "was extracted by \"" + map.about.algorithm + "\", which this program does not know");
      return true;
    }
    const CaptureFile* source = text_source(capture_);
    if (source == nullptr || !is_given(bytes_.source)) return true;
    auto extracted = extract(*source);
    std::string differs;
    if (const auto* refusal = std::get_if<TextRefusal>(&extracted)) {
      differs = "extraction refuses " + source->path + ": " + refusal->sentence;
    } else {
      differs = difference(std::get<ExtractedText>(extracted), stored, map);
    }
    check_.text_unchecked = false;
    check_.text_reproduced = differs.empty();
    if (!differs.empty()) report("text.not-reproducible", "/text", std::move(differs));
    return check_.text_reproduced;
  }

  std::string difference(ExtractedText& fresh, std::string_view stored, const TextMap& map) const {
    const std::vector<TextRange>& masks = index_.masks_of(capture_.id);
    if (!masks.empty()) fresh.text = mask_text(fresh.text, masks);
    if (fresh.text != stored) {
      std::size_t at = 0;
      while (at < stored.size() && at < fresh.text.size() && stored[at] == fresh.text[at]) ++at;
      while (at > 0 && at < stored.size() && (stored[at] & '\xC0') == '\x80') --at;
      return "extracting the text of " + map.source_path +
             " again gives other words from code point " +
             std::to_string(count_code_points(stored.substr(0, at))) + " on";
    }
    fresh.text.clear();
    if (!masks.empty()) fresh.title = map.about.title;  // it may be masked too
    return fresh == map.about
               ? ""
               : "extracting the text of " + map.source_path + " again gives another text.map.json";
  }

  void check_charset(const ExtractedText& text) {
    if (text.charset_rule == "fallback") {
      report("text.charset-guessed", "/text",
             "the page does not tell its encoding; it was read as " + text.charset);
    } else if (text.replacements > 0) {
      report("text.charset-guessed", "/text",
             std::to_string(text.replacements) + " places could not be decoded as " + text.charset +
                 " and are U+FFFD in the text");
    }
    const std::int64_t hidden = text.skipped_hidden;
    if (hidden > 0) {
      report("text.hidden-content", "/text",
             std::to_string(hidden) + (hidden == 1 ? " part" : " parts") +
                 " of the page that it hides from its readers are not in the text");
    }
  }

  bool check_regions(const ExtractedText& text) {
    for (std::size_t i = 0; i < capture_.regions.size(); ++i) {
      const RegionOverride& region = capture_.regions[i];
      if (region.start < region.end && region.end <= text.code_points) continue;
      report("text.invalid", "/regions/" + std::to_string(i),
             "the region [" + std::to_string(region.start) + "," + std::to_string(region.end) +
                 ") does not lie in the text of " + std::to_string(text.code_points) +
                 " code points",
             "Correct start and end of the region.");
      return false;
    }
    return true;
  }

  // OCR, transcripts and the text of a PDF want a person who compared them with the original.
  void check_reviewed() {
    const std::string& method = capture_.text->method;
    if (method == "extracted" || method == "plain" || index_.is_unreadable(RecordKind::kNote))
      return;
    for (const Note* note : index_.notes_about(capture_.id)) {
      const Agent* author = index_.dossier().find<Agent>(note->author);
      if (author != nullptr && author->kind == "person") return;
    }
    report("text.derived-unreviewed", "/text",
           "the text is of method " + method + ", and no person's note says that it was compared");
  }

  const CaseIndex& index_;
  const Capture& capture_;
  const CaptureBytes& bytes_;
  RuleFindings& findings_;
  CaptureCheck& check_;
};

}  // namespace

UsableText check_text(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                      RuleFindings& findings, CaptureCheck& check) {
  return TextCheck(index, capture, bytes, findings, check).run();
}

}  // namespace dossier
