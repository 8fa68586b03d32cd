// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <gumbo.h>

#include "manifests/text/extracted_text.h"

namespace dossier {

// What dossier-text-1 makes of an element (RECORDS of FORMAT.md, "What is skipped", "Blocks and
// white space", "Regions").
struct HtmlElement {
  enum class Skip { kNo, kHidden, kScripted, kEmbedded, kHead };

  Skip skip = Skip::kNo;
  bool is_block = false;
  bool is_preformatted = false;   // pre, listing, xmp, plaintext
  bool is_line_break = false;     // br
  bool is_cell = false;           // td, th
  bool holds_article = false;     // article, main: a header inside belongs to them
  Region region = Region::kBody;  // the element's own, without its parent's
  std::optional<SpanType> span;
};

// The name of an element, as the tag was written, in lower case. `parsed` is what the parser was
// given (parser_input.h), `page` the page itself.
std::string html_element_name(const GumboElement& element, std::string_view parsed,
                              std::string_view page);

// The skip list holds in every namespace; blocks, cells, breaks, regions and spans only for HTML
// elements. Of the role attribute the first word counts.
HtmlElement html_element(const GumboElement& element, std::string_view name, bool in_article);

// True when the value of a style attribute, of which the last declaration of a property counts,
// sets display to none, or visibility to hidden or collapse.
bool style_hides(std::string_view style);

}  // namespace dossier
