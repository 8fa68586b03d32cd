// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/extract_text.h"

#include <cstddef>

#include "manifests/text/charset.h"
#include "manifests/text/html_parse.h"
#include "manifests/text/html_text.h"
#include "manifests/text/plain_text.h"

namespace dossier {
namespace {

std::string limit_sentence(std::string_view limit) {
  if (limit == "depth") {
    return "the page nests more than " + std::to_string(kMaxTreeDepth) + " elements";
  }
  if (limit == "open-elements") {
    return "the page keeps more than " + std::to_string(kMaxOpenElements) + " elements open";
  }
  if (limit == "formatting-elements") {
    return "the page leaves more than " + std::to_string(kMaxFormattingElements) +
           " formatting elements (b, i, font, a and the like) open";
  }
  if (limit == "attributes") {
    return "a tag of the page has more than " + std::to_string(kMaxAttributes) + " attributes";
  }
  if (limit == "memory") {
    return "the tree of the page takes more than " + std::to_string(kTreeBytesPerInputByte) +
           " times the memory of the page";
  }
  if (limit == "blocks") {
    return "the text has more than " + std::to_string(kMaxTextMapEntries) + " blocks and spans";
  }
  return "the page takes more work to parse than is allowed";
}

}  // namespace

std::variant<ExtractedText, TextRefusal> extract_text(ByteView bytes, TextSource source,
                                                      std::string_view content_type) {
  if (bytes.size() > kMaxTextSourceBytes) {
    return TextRefusal{"size", "the file has " + std::to_string(bytes.size()) +
                                   " bytes, more than the " + std::to_string(kMaxTextSourceBytes) +
                                   " that are read"};
  }
  const bool is_html = source == TextSource::kHtml;
  const Charset charset = detect_charset(bytes, content_type, is_html);
  auto decoded = decode_charset(bytes, charset.name);
  if (!decoded) {
    return TextRefusal{"charset", "this system has no converter for the character encoding \"" +
                                      std::string(charset.name) + "\""};
  }
  ExtractedText text;
  text.algorithm = is_html ? "dossier-text-1" : "dossier-text-1/plain";
  text.charset = charset.name;
  text.charset_rule = charset.rule;
  text.replacements = decoded->replacements;
  std::string_view limit;
  if (is_html) {
    limit = read_html_text(decoded->text, text);
  } else {
    read_plain_text(decoded->text, text);
  }
  if (limit.empty() && text.blocks.size() + text.spans.size() > kMaxTextMapEntries) {
    limit = "blocks";
  }
  if (!limit.empty()) {
    return TextRefusal{std::string(limit), limit_sentence(limit)};
  }
  return text;
}

}  // namespace dossier
