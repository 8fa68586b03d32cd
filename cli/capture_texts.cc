// SPDX-License-Identifier: Apache-2.0
#include "cli/capture_texts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "crypto/error.h"
#include "manifests/rules/check_capture.h"
#include "manifests/text/plain_text.h"
#include "manifests/text/text_map.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr const char* kCheckHint = "'dossier check' shows what is wrong with it.";

[[noreturn]] void refuse(const CaseFolder& folder, const std::string& path,
                         const std::string& sentence) {
  throw Error(ErrorKind::kRefused, sentence, folder.full_path(path), kCheckHint);
}

// What was extracted has a map; what people or other programs made has the blocks of plain text.
ExtractedText read_text(const CaseFolder& folder, const Capture& capture) {
  const std::string& path = capture.text->path;
  const Bytes bytes = folder.read(path, kMaxTextBytes);
  if (sha256(bytes) != capture.text->sha256) {
    refuse(folder, path, "is not the text that the record of " + capture.id.text() + " means");
  }
  ExtractedText text;
  const auto map = std::find_if(capture.files.begin(), capture.files.end(),
                                [](const CaptureFile& file) { return file.role == "text-map"; });
  if (map == capture.files.end()) {
    if (is_valid_utf8(as_text(bytes))) read_plain_text(as_text(bytes), text);
  } else {
    const Bytes map_bytes = folder.read(map->path, kMaxTextBytes);
    auto read = read_text_map(as_text(map_bytes));
    if (auto* about = std::get_if<TextMap>(&read)) {
      if (const auto fault = find_text_fault(as_text(bytes), *about)) {
        refuse(folder, map->path, fault->sentence);
      }
      text = std::move(about->about);
    } else {
      refuse(folder, map->path, std::get<TextFault>(read).sentence);
    }
  }
  text.text = as_text(bytes);
  return text;
}

}  // namespace

QuoteText& CaptureTexts::of(const Capture& capture) {
  std::unique_ptr<QuoteText>& text = texts_[capture.id];
  if (text) return *text;
  if (!capture.text) {
    throw Error(ErrorKind::kRefused, capture.id.text() + " has no text that words could stand in",
                {}, "Add a capture of the article as HTML or plain text.");
  }
  std::vector<TextBlock> regions;
  for (const RegionOverride& region : capture.regions) {
    TextBlock block{region.start, region.end, Region::kBody};
    if (parse_region(region.region, block.region)) regions.push_back(block);
  }
  text = std::make_unique<QuoteText>(read_text(folder_, capture), regions);
  return *text;
}

}  // namespace dossier
