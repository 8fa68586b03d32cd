// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/html_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "manifests/text/html_element.h"
#include "manifests/text/html_parse.h"
#include "manifests/text/parser_input.h"
#include "manifests/text/text_builder.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// Walks the tree with a stack of its own. Skipped subtrees are walked too, for the depth and for
// the title, but give no text.
class Walk {
 public:
  Walk(std::string_view page, std::string_view parsed, ExtractedText& out)
      : page_(page), parsed_(parsed), out_(out), builder_(out) {}

  // False when the tree is too deep.
  bool run(const GumboNode& root) {
    enter(root, Place{});
    while (!open_.empty()) {
      Open& top = open_.back();
      const GumboVector& children = top.node->v.element.children;
      if (top.next_child == children.length) {
        leave(top);
        open_.pop_back();
        continue;
      }
      const auto& child = *static_cast<const GumboNode*>(children.data[top.next_child++]);
      if (child.type == GUMBO_NODE_ELEMENT || child.type == GUMBO_NODE_TEMPLATE) {
        if (open_.size() == kMaxTreeDepth) {
          return false;
        }
        enter(child, top.place);
      } else if (child.type != GUMBO_NODE_COMMENT) {
        add_text(child.v.text.text, top.place);
      }
    }
    builder_.finish();
    out_.title = title_.text.substr(0, byte_offset(title_.text, kMaxTitleCodePoints));
    return true;
  }

 private:
  // What an element hands on to its children.
  struct Place {
    Region region = Region::kBody;
    bool is_skipped = false;
    bool is_preformatted = false;
    bool in_article = false;
    bool is_head = false;
    bool in_title = false;
  };
  struct Open {
    const GumboNode* node;
    unsigned next_child;
    HtmlElement element;
    bool was_skipped;  // by an element above
    Place place;
  };

  void enter(const GumboNode& node, const Place& parent) {
    const std::string name = html_element_name(node.v.element, parsed_, page_);
    const HtmlElement element = html_element(node.v.element, name, parent.in_article);
    Place place = parent;
    place.is_skipped = parent.is_skipped || element.skip != HtmlElement::Skip::kNo;
    place.is_preformatted = parent.is_preformatted || element.is_preformatted;
    place.in_article = parent.in_article || element.holds_article;
    place.is_head = element.skip == HtmlElement::Skip::kHead;
    place.in_title = parent.in_title || begins_title(node, parent);
    if (!is_outside_body(parent.region)) {
      place.region = std::min(parent.region, element.region);
    }
    if (!place.is_skipped) {
      begin(element);
    } else if (!parent.is_skipped) {
      count_skipped(element.skip);
    }
    open_.push_back({&node, 0, element, place.is_skipped, place});
  }

  void begin(const HtmlElement& element) {
    if (element.is_block) {
      builder_.end_block();
    }
    if (element.is_line_break) {
      builder_.append_line_break();
    }
    if (element.is_cell) {
      builder_.append_collapsible_space();
    }
    if (element.span) {
      builder_.open_span(*element.span);
    }
  }

  void leave(const Open& open) {
    if (open.place.in_title && !title_is_found_) {
      title_is_found_ = true;
      title_builder_.end_block();
    }
    if (open.was_skipped) {
      return;
    }
    if (open.element.span) {
      builder_.close_span(*open.element.span);
    }
    if (open.element.is_cell) {
      builder_.append_collapsible_space();
    }
    if (open.element.is_block) {
      builder_.end_block();
    }
  }

  bool begins_title(const GumboNode& node, const Place& parent) const {
    return parent.is_head && !title_is_found_ && node.v.element.tag == GUMBO_TAG_TITLE &&
           node.v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
  }

  // Libgumbo writes bytes that are no UTF-8 for a few numeric references that parser_input() cannot
  // see, between tags that foreign content makes of raw text.
  static std::string valid_utf8(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      bool valid = true;
      append_utf8(out, next_code_point(text, at, valid));
    }
    return out;
  }

  void add_text(std::string_view text, const Place& place) {
    if (!is_valid_utf8(text)) {
      add_text(valid_utf8(text), place);
      return;
    }
    if (place.in_title && !title_is_found_) {
      title_builder_.append(text, Region::kBody);
    }
    if (place.is_skipped) {
      return;
    }
    if (place.is_preformatted) {
      builder_.append_preformatted(text, place.region);
    } else {
      builder_.append(text, place.region);
    }
  }

  void count_skipped(HtmlElement::Skip skip) {
    switch (skip) {
      case HtmlElement::Skip::kHidden:
        ++out_.skipped_hidden;
        break;
      case HtmlElement::Skip::kScripted:
        ++out_.skipped_scripted;
        break;
      case HtmlElement::Skip::kEmbedded:
        ++out_.skipped_embedded;
        break;
      case HtmlElement::Skip::kHead:
      case HtmlElement::Skip::kNo:
        break;
    }
  }

  std::string_view page_;
  std::string_view parsed_;
  ExtractedText& out_;
  TextBuilder builder_;
  ExtractedText title_;
  TextBuilder title_builder_{title_};
  bool title_is_found_ = false;
  std::vector<Open> open_;
};

}  // namespace

std::string_view read_html_text(std::string_view html, ExtractedText& out) {
  const std::string input = parser_input(html);
  const ParsedHtml page(input);
  if (page.root() == nullptr) {
    return page.limit();
  }
  return Walk(html, input, out).run(*page.root()) ? "" : "depth";
}

}  // namespace dossier
