// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

// How two spellings are made equal, each level on top of the one before (FORMAT.md, "Levels").
// Compatibility normalisation is never used: it would make "10²" equal "102".
enum class FoldLevel {
  kExact,        // L0: nothing
  kWhitespace,   // L1: NFC, every run of white space is one space
  kTypographic,  // L2: quotation marks, dashes, ellipses, ligatures, full-width forms, invisibles
  kCase,         // L3: full case folding
};

// Code points, from 0, half-open.
struct TextRange {
  std::int64_t start = 0;
  std::int64_t end = 0;

  friend bool operator==(const TextRange&, const TextRange&) = default;
};

// A text folded at one level, and the way back to the offsets of the original. Linear in time and
// memory; only what is not one to one is kept in the map.
class FoldedText {
 public:
  // `original` must outlive this object and is shorter than 2^32 code points.
  FoldedText(std::u32string_view original, FoldLevel level);
  FoldedText(const FoldedText&) = delete;
  FoldedText& operator=(const FoldedText&) = delete;

  std::u32string_view text() const { return level_ == FoldLevel::kExact ? original_ : folded_; }

  // What the folded range [start, end) stands for in the original: invisible characters at its
  // edges are left out. nullopt when an edge lies inside a normalisation segment or inside what one
  // character became, for then no range of the original says the same.
  std::optional<TextRange> original(std::size_t start, std::size_t end) const;

  // Where in the folded text the original offset is, which is not inside a segment: the place of
  // the first character at or behind it that is not left out. nullopt inside a segment.
  std::optional<std::size_t> folded(std::int64_t original_offset) const;

  // All folded offsets at which no hit may begin or end, ascending.
  std::vector<std::uint32_t> inner_offsets() const;

 private:
  friend class Folder;
  // A stretch of the original that is not mapped one to one.
  struct Segment {
    std::uint32_t original_start;
    std::uint32_t original_length;
    std::uint32_t folded_start;
    std::uint32_t folded_length;
  };
  // The last segment that begins at or before the folded offset, or null.
  const Segment* segment_before(std::size_t folded_offset) const;

  std::u32string_view original_;
  FoldLevel level_;
  std::u32string folded_;
  std::vector<Segment> segments_;
};

// What a query or a context becomes: folded as a text is, without the map. From L1 on spaces at
// both ends of a query are dropped.
std::u32string fold_query(std::u32string_view query, FoldLevel level);
std::u32string fold_context(std::u32string_view context, FoldLevel level);

// One pair of quotation marks around the whole of a folded query is dropped; false if there is
// none.
bool drop_outer_marks(std::u32string& folded);

// The same text with look-alike letters of Greek and Cyrillic as their Latin twins, for telling a
// reader that only the script differs. It is never used to let a quote pass.
std::u32string latin_look_alike(std::u32string_view text);

}  // namespace dossier
