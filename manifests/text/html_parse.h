// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <gumbo.h>

namespace dossier {

// Limits of parsing (RECORDS of FORMAT.md: dossier-text-1, "Parsing and limits"). They are stated
// in terms of the tree construction of the HTML standard, so that any parser can keep them.
inline constexpr std::size_t kMaxOpenElements = 640;        // stack of open elements
inline constexpr std::size_t kMaxFormattingElements = 160;  // list of active formatting elements
inline constexpr std::size_t kMaxAttributes = 256;          // of a tag, of html, of body
inline constexpr std::size_t kTreeBytesPerInputByte = 60;   // memory of the tree and its making
inline constexpr std::size_t kLeastTreeBytes = 16u << 20;
inline constexpr std::uint64_t kMaxParseWork = 4'000'000'000;

// The tree of a page, made by libgumbo in an arena of its own.
//
// Gumbo frees its tree by recursion, does not check allocations, and takes quadratic time on deep
// nesting, on long lists of formatting elements and on many attributes. The arena therefore is
// dropped as a whole, watches through the parser's own allocations how far its lists have grown,
// and leaves a parse that goes beyond a limit.
class ParsedHtml {
 public:
  // Parses valid UTF-8 as a whole document with scripting off. The text must outlive the object.
  explicit ParsedHtml(std::string_view html);
  ~ParsedHtml();
  ParsedHtml(const ParsedHtml&) = delete;
  ParsedHtml& operator=(const ParsedHtml&) = delete;

  // The html element, or null when a limit stopped the parser.
  const GumboNode* root() const { return root_; }
  // Which: open-elements, formatting-elements, attributes, work, memory. Empty with a root.
  std::string_view limit() const { return limit_; }

 private:
  class Arena;
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
  std::string_view limit_;
};

}  // namespace dossier
