// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/folding.h"

#include <algorithm>
#include <array>
#include <limits>

#include <utf8proc.h>

#include "crypto/error.h"
#include "manifests/quotes/characters.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// Below this every character is in NFC, begins a segment, and is folded by the short tables.
constexpr char32_t kFirstCombining = 0x300;

bool is_removed(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// Quotation marks, dashes and full-width forms that become one character.
char32_t typographic_twin(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) {
    c -= 0xFF01 - 0x21;
  }
  switch (c) {
    case 0x0060:
    case 0x00B4:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
      return U'\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return U'"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return U'-';
    default:
      return c;
  }
}

// What becomes several characters; empty for all others.
std::u32string_view typographic_expansion(char32_t c) {
  static constexpr std::array<std::u32string_view, 7> kLigatures = {U"ff",  U"fi", U"fl", U"ffi",
                                                                    U"ffl", U"st", U"st"};
  if (c == 0x2026) {
    return U"...";
  }
  return c >= 0xFB00 && c <= 0xFB06 ? kLigatures[c - 0xFB00] : std::u32string_view();
}

bool normalizes_to_itself(char32_t c) {
  const utf8proc_property_t* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
  return property->decomp_seqindex == std::numeric_limits<std::uint16_t>::max() ||
         property->decomp_type != 0;
}

void append_lower(std::u32string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(c >= U'A' && c <= U'Z' ? c + 0x20 : c);
  } else {
    append_case_folded(out, c);
  }
}

}  // namespace

// Folds a text in one pass from left to right, one normalisation segment after the other.
class Folder {
 public:
  Folder(FoldedText& out) : out_(out), text_(out.original_), level_(out.level_) {}

  void run() {
    if (level_ != FoldLevel::kExact) {
      out_.folded_.reserve(text_.size());
    }
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t next = at + 1;
      while (next < text_.size() && !starts_normalization_segment(text_[next])) {
        ++next;
      }
      fold_segment(at, next - at);
      at = next;
    }
  }

 private:
  void fold_segment(std::size_t start, std::size_t length) {
    if (level_ == FoldLevel::kExact) {
      if (length > 1) {
        add_segment(start, length, start, length);
      }
      return;
    }
    if (length == 1) {
      const char32_t c = text_[start];
      if (c < kFirstCombining || normalizes_to_itself(c)) {
        fold_single(start, c);
        return;
      }
    }
    const std::u32string normal = to_nfc(text_.substr(start, length));
    if (length == 1 && normal.size() == 1) {
      fold_single(start, normal[0]);
    } else {
      fold_cluster(start, length, normal);
    }
  }

  void fold_single(std::size_t start, char32_t c) {
    if (is_white_space(c)) {
      put_run(start, U' ');
      return;
    }
    if (level_ == FoldLevel::kWhitespace) {
      put(start, 1, {&c, 1});
      return;
    }
    if (is_removed(c)) {
      add_removed(start);
      return;
    }
    const std::u32string_view expansion = typographic_expansion(c);
    if (!expansion.empty()) {
      put(start, 1, expansion);
      return;
    }
    const char32_t twin = typographic_twin(c);
    if (twin == U'-' && (c == U'-' || c == 0xFF0D)) {
      put_run(start, U'-');
    } else if (level_ == FoldLevel::kCase) {
      lowered_.clear();
      append_lower(lowered_, twin);
      put(start, 1, lowered_);
    } else {
      put(start, 1, {&twin, 1});
    }
  }

  void fold_cluster(std::size_t start, std::size_t length, std::u32string_view normal) {
    std::u32string folded;
    for (const char32_t c : normal) {
      if (is_white_space(c)) {
        folded.push_back(U' ');
      } else if (level_ == FoldLevel::kWhitespace) {
        folded.push_back(c);
      } else if (!is_removed(c)) {
        std::u32string_view expansion = typographic_expansion(c);
        const char32_t twin = typographic_twin(c);
        expansion = expansion.empty() ? std::u32string_view(&twin, 1) : expansion;
        for (const char32_t e : expansion) {
          level_ == FoldLevel::kCase ? append_lower(folded, e) : folded.push_back(e);
        }
      }
    }
    put(start, length, folded);
  }

  void put(std::size_t start, std::size_t length, std::u32string_view folded) {
    if (length != 1 || folded.size() != 1) {
      add_segment(start, length, out_.folded_.size(), folded.size());
    }
    out_.folded_ += folded;
    run_ = 0;
  }

  // A space joins the run of spaces before it, however long; a hyphen joins one hyphen.
  void put_run(std::size_t start, char32_t c) {
    if (run_ != c) {
      out_.folded_.push_back(c);
      run_ = c;
      run_start_ = start;
      return;
    }
    const std::size_t folded_start = out_.folded_.size() - 1;
    while (!out_.segments_.empty() && out_.segments_.back().folded_start >= folded_start) {
      out_.segments_.pop_back();
    }
    add_segment(run_start_, start + 1 - run_start_, folded_start, 1);
    run_ = c == U' ' ? c : 0;
  }

  void add_removed(std::size_t start) {
    std::vector<FoldedText::Segment>& segments = out_.segments_;
    if (!segments.empty() && segments.back().folded_length == 0 &&
        segments.back().original_start + segments.back().original_length == start) {
      ++segments.back().original_length;
    } else {
      add_segment(start, 1, out_.folded_.size(), 0);
    }
  }

  void add_segment(std::size_t start, std::size_t length, std::size_t folded_start,
                   std::size_t folded_length) {
    auto narrow = [](std::size_t value) { return static_cast<std::uint32_t>(value); };
    out_.segments_.push_back(
        {narrow(start), narrow(length), narrow(folded_start), narrow(folded_length)});
  }

  FoldedText& out_;
  std::u32string_view text_;
  FoldLevel level_;
  char32_t run_ = 0;  // the character that another of its kind may still join
  std::size_t run_start_ = 0;
  std::u32string lowered_;
};

FoldedText::FoldedText(std::u32string_view original, FoldLevel level)
    : original_(original), level_(level) {
  // The longest folding of one character has three.
  if (original.size() > std::numeric_limits<std::uint32_t>::max() / 4) {
    throw Error(ErrorKind::kRefused, "the text is too long to look for quotes in");
  }
  Folder(*this).run();
}

const FoldedText::Segment* FoldedText::segment_before(std::size_t folded_offset) const {
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), folded_offset,
      [](std::size_t offset, const Segment& segment) { return offset < segment.folded_start; });
  return after == segments_.begin() ? nullptr : &*(after - 1);
}

std::optional<TextRange> FoldedText::original(std::size_t start, std::size_t end) const {
  if (start >= end || end > text().size()) {
    return std::nullopt;
  }
  std::size_t first = start;
  if (const Segment* segment = segment_before(start)) {
    const std::size_t segment_end = segment->folded_start + segment->folded_length;
    if (start > segment->folded_start && start < segment_end) {
      return std::nullopt;
    }
    first = start < segment_end
                ? segment->original_start
                : segment->original_start + segment->original_length + (start - segment_end);
  }
  std::size_t last = end;
  if (const Segment* segment = segment_before(end - 1)) {
    const std::size_t segment_end = segment->folded_start + segment->folded_length;
    if (end < segment_end) {
      return std::nullopt;
    }
    last = segment->original_start + segment->original_length + (end - segment_end);
  }
  return TextRange{static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)};
}

std::optional<std::size_t> FoldedText::folded(std::int64_t original_offset) const {
  if (original_offset < 0 || original_offset > static_cast<std::int64_t>(original_.size())) {
    return std::nullopt;
  }
  const auto offset = static_cast<std::size_t>(original_offset);
  const auto after = std::upper_bound(
      segments_.begin(), segments_.end(), offset,
      [](std::size_t value, const Segment& segment) { return value < segment.original_start; });
  if (after == segments_.begin()) {
    return offset;
  }
  const Segment& segment = *(after - 1);
  const std::size_t segment_end = segment.original_start + segment.original_length;
  if (offset >= segment_end) {
    return segment.folded_start + segment.folded_length + (offset - segment_end);
  }
  if (offset > segment.original_start && segment.folded_length > 0) {
    return std::nullopt;
  }
  return segment.folded_start;
}

std::vector<std::uint32_t> FoldedText::inner_offsets() const {
  std::vector<std::uint32_t> offsets;
  for (const Segment& segment : segments_) {
    for (std::uint32_t i = 1; i < segment.folded_length; ++i) {
      offsets.push_back(segment.folded_start + i);
    }
  }
  return offsets;
}

std::u32string fold_context(std::u32string_view context, FoldLevel level) {
  return std::u32string(FoldedText(context, level).text());
}

std::u32string fold_query(std::u32string_view query, FoldLevel level) {
  std::u32string folded = fold_context(query, level);
  if (level != FoldLevel::kExact) {
    const std::size_t last = folded.find_last_not_of(U' ');
    folded.erase(last == std::u32string::npos ? 0 : last + 1);
    folded.erase(0, std::min(folded.find_first_not_of(U' '), folded.size()));
  }
  return folded;
}

bool drop_outer_marks(std::u32string& folded) {
  static constexpr std::array<std::u32string_view, 4> kPairs = {U"\"\"", U"''", U"「」", U"『』"};
  if (folded.size() < 3) {
    return false;
  }
  for (const std::u32string_view pair : kPairs) {
    if (folded.front() == pair[0] && folded.back() == pair[1]) {
      folded = folded.substr(1, folded.size() - 2);
      return true;
    }
  }
  return false;
}

std::u32string latin_look_alike(std::u32string_view text) {
  static constexpr std::u32string_view kForeign =
      U"АВЕКМНОРСТУХЅІЈԚԜаеорсухіјѕһԁԛԝѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορυγχι";
  static constexpr std::u32string_view kLatin =
      U"ABEKMHOPCTYXSIJQWaeopcyxijshdqwvABEZHIKMNOPTYXvopuyxi";
  static_assert(kForeign.size() == kLatin.size());
  std::u32string out(text);
  for (char32_t& c : out) {
    const std::size_t at = c < 0x370 ? std::u32string_view::npos : kForeign.find(c);
    c = at == std::u32string_view::npos ? c : kLatin[at];
  }
  return out;
}

}  // namespace dossier
