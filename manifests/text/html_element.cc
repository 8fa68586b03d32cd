// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/html_element.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace dossier {
namespace {

using Skip = HtmlElement::Skip;

constexpr std::string_view kBlocks =
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre search section summary table tbody "
    "tfoot thead tr ul xmp";
constexpr std::string_view kScripted = "script noscript template";
constexpr std::string_view kEmbedded =
    "base link meta title style iframe frame frameset noframes noembed object embed applet param "
    "audio video source track canvas svg picture img area input textarea select datalist meter "
    "progress rt rp annotation annotation-xml";
constexpr std::string_view kPreformatted = "pre listing xmp plaintext";

struct RegionNames {
  Region region;
  std::string_view elements;
  std::string_view roles;
};
// `header` is not here: it depends on where it stands.
constexpr std::array<RegionNames, 10> kRegions = {{
    {Region::kNav, "nav", "navigation menu menubar"},
    {Region::kHeader, "", "banner"},
    {Region::kFooter, "footer", "contentinfo"},
    {Region::kAside, "aside", "complementary"},
    {Region::kBoilerplate, "button dialog search", "dialog alertdialog alert search"},
    {Region::kBlockquote, "blockquote", ""},
    {Region::kCaption, "figcaption caption", ""},
    {Region::kHeadline, "h1 h2 h3 h4 h5 h6", ""},
    {Region::kTable, "table", ""},
    {Region::kList, "ul ol dl menu dir", ""},
}};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

template <typename Function>
void for_each_word(std::string_view words, Function function) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    function(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

using Names = std::unordered_map<std::string_view, HtmlElement>;
using Roles = std::unordered_map<std::string_view, Region>;

Names make_names() {
  Names names;
  auto skip = [&names](std::string_view words, Skip reason) {
    for_each_word(words, [&](std::string_view name) { names[name].skip = reason; });
  };
  skip("head", Skip::kHead);
  skip(kScripted, Skip::kScripted);
  skip(kEmbedded, Skip::kEmbedded);
  for_each_word(kBlocks, [&](std::string_view name) { names[name].is_block = true; });
  for_each_word(kPreformatted, [&](std::string_view name) { names[name].is_preformatted = true; });
  for_each_word("td th", [&](std::string_view name) { names[name].is_cell = true; });
  for_each_word("article main", [&](std::string_view name) { names[name].holds_article = true; });
  names["br"].is_line_break = true;
  names["q"].span = SpanType::kQuotation;
  for_each_word("del s strike",
                [&](std::string_view name) { names[name].span = SpanType::kDeleted; });
  for (const RegionNames& region : kRegions) {
    for_each_word(region.elements,
                  [&](std::string_view name) { names[name].region = region.region; });
  }
  return names;
}

Roles make_roles() {
  Roles roles;
  for (const RegionNames& region : kRegions) {
    for_each_word(region.roles, [&](std::string_view role) { roles[role] = region.region; });
  }
  return roles;
}

const char* attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? nullptr : found->value;
}

Region role_region(const GumboElement& element) {
  static const Roles roles = make_roles();
  const char* value = attribute(element, "role");
  if (value == nullptr) {
    return Region::kBody;
  }
  const std::string_view list = trimmed(value);
  const auto end = std::find_if(list.begin(), list.end(), is_space);
  const auto found = roles.find(lower({list.begin(), end}));
  return found == roles.end() ? Region::kBody : found->second;
}

bool is_hidden(const GumboElement& element, std::string_view name) {
  const char* hidden = attribute(element, "hidden");
  const char* style = attribute(element, "style");
  return (hidden != nullptr && lower(hidden) != "until-found") ||
         (name == "dialog" && attribute(element, "open") == nullptr) ||
         (style != nullptr && style_hides(style));
}

std::string without_comments(std::string_view style) {
  std::string out;
  while (!style.empty()) {
    const std::size_t start = std::min(style.find("/*"), style.size());
    out += style.substr(0, start);
    const std::size_t end = style.find("*/", start + 2);
    style = end == std::string_view::npos ? std::string_view() : style.substr(end + 2);
  }
  return out;
}

std::string declared_value(std::string_view value) {
  const std::size_t important = value.rfind('!');
  if (important != std::string_view::npos &&
      lower(trimmed(value.substr(important + 1))) == "important") {
    value = value.substr(0, important);
  }
  return lower(trimmed(value));
}

}  // namespace

bool style_hides(std::string_view style) {
  const std::string text = without_comments(style);
  bool display_none = false;
  bool invisible = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    const std::string_view declaration = std::string_view(text).substr(start, end - start);
    start = end + 1;
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) {
      continue;
    }
    const std::string property = lower(trimmed(declaration.substr(0, colon)));
    const std::string value = declared_value(declaration.substr(colon + 1));
    if (property == "display") {
      display_none = value == "none";
    } else if (property == "visibility") {
      invisible = value == "hidden" || value == "collapse";
    }
  }
  return display_none || invisible;
}

std::string html_element_name(const GumboElement& element, std::string_view parsed,
                              std::string_view page) {
  if (element.tag != GUMBO_TAG_UNKNOWN && element.tag != GUMBO_TAG_HGROUP) {
    return lower(gumbo_normalized_tagname(element.tag));
  }
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  if (name.length == 0) {
    return {};
  }
  const auto offset = static_cast<std::size_t>(name.data - parsed.data());
  return lower(page.substr(offset, name.length));
}

HtmlElement html_element(const GumboElement& element, std::string_view name, bool in_article) {
  static const Names names = make_names();
  const auto found = names.find(name);
  HtmlElement result;
  if (found != names.end()) {
    result = found->second;
  }
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) {
    const Skip skip = result.skip;
    result = {};
    result.skip = skip;
  } else if (name == "header" && !in_article) {
    result.region = Region::kHeader;
  }
  result.region = std::min(result.region, role_region(element));
  if (result.skip == Skip::kNo && is_hidden(element, name)) {
    result.skip = Skip::kHidden;
  }
  return result;
}

}  // namespace dossier
