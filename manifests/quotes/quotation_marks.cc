// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/quotation_marks.h"

#include <algorithm>
#include <cstddef>

#include "manifests/quotes/characters.h"

namespace dossier {
namespace {

// What closes a quotation that the mark opens; empty when it opens none.
std::u32string_view closers(char32_t mark) {
  switch (mark) {
    case U'“':
      return U"”";
    case U'„':
      return U"“”";
    case U'«':
      return U"»";
    case U'»':
      return U"«";
    case U'"':
      return U"\"";
    case U'「':
      return U"」";
    case U'『':
      return U"』";
    case U'‘':
      return U"’";
    case U'‹':
      return U"›";
    case U'\'':
      return U"'";
    default:
      return {};
  }
}

// May also be an apostrophe, or part of a word.
bool is_soft(char32_t mark) {
  return mark == U'‘' || mark == U'’' || mark == U'‹' || mark == U'›' || mark == U'\'';
}

bool only_closes(char32_t mark) {
  return mark == U'”' || mark == U'」' || mark == U'』';
}

bool may_precede_soft_opening(char32_t c) {
  return is_white_space(c) || c == U'(' || c == U'[' || !closers(c).empty();
}

// The marks of one block.
class BlockMarks {
 public:
  BlockMarks(std::u32string_view text, std::size_t start, std::size_t end)
      : text_(text), start_(start), end_(end) {
    for (std::size_t at = start; at < end; ++at) {
      take(at);
    }
  }

  bool has_marks() const { return !pairs_.empty() || !open_.empty() || stray_; }
  bool has_stray_closing() const { return stray_; }
  bool has_hard_open() const { return !hard_.empty(); }
  const std::vector<std::size_t>& open() const { return open_; }
  const std::vector<TextRange>& pairs() const { return pairs_; }
  // The first character but white space; a quotation that runs on is opened anew there.
  char32_t first_mark() const {
    for (std::size_t at = start_; at < end_; ++at) {
      if (!is_white_space(text_[at])) {
        return text_[at];
      }
    }
    return 0;
  }

 private:
  void take(std::size_t at) {
    const char32_t mark = text_[at];
    const bool opens = !closers(mark).empty() &&
                       (!is_soft(mark) || at == start_ || may_precede_soft_opening(text_[at - 1]));
    const bool closes = !is_soft(mark) || at + 1 == end_ || !is_letter(text_[at + 1]);
    if (closes && close(at, mark)) {
      return;
    }
    if (opens) {
      if (!is_soft(mark)) {
        hard_.push_back(open_.size());
      }
      open_.push_back(at);
    } else if (only_closes(mark)) {
      stray_ = true;
    }
  }

  // Soft marks that were opened inside a hard pair and never closed were apostrophes.
  bool close(std::size_t at, char32_t mark) {
    if (is_soft(mark) ? open_.empty() : hard_.empty()) {
      return false;
    }
    const std::size_t top = is_soft(mark) ? open_.size() - 1 : hard_.back();
    const std::size_t opening = open_[top];
    if (closers(text_[opening]).find(mark) == std::u32string_view::npos) {
      return false;
    }
    pairs_.push_back({static_cast<std::int64_t>(opening), static_cast<std::int64_t>(at)});
    open_.resize(top);
    if (!is_soft(mark)) {
      hard_.pop_back();
    }
    return true;
  }

  std::u32string_view text_;
  std::size_t start_;
  std::size_t end_;
  std::vector<std::size_t> open_;  // offsets of the marks not closed yet, outermost first
  std::vector<std::size_t> hard_;  // where in open_ those are that cannot be apostrophes
  std::vector<TextRange> pairs_;
  bool stray_ = false;
};

std::vector<TextRange> merged(std::vector<TextRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const TextRange& a, const TextRange& b) { return a.start < b.start; });
  std::vector<TextRange> out;
  for (const TextRange& range : ranges) {
    if (!out.empty() && range.start <= out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

bool covers(const std::vector<TextRange>& ranges, std::int64_t offset) {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), offset,
      [](std::int64_t value, const TextRange& range) { return value < range.start; });
  return after != ranges.begin() && offset < (after - 1)->end;
}

}  // namespace

QuotationMarks::QuotationMarks(std::u32string_view text, std::span<const TextBlock> blocks,
                               std::span<const TextSpan> spans)
    : text_(text) {
  std::vector<BlockMarks> marks;
  for (const TextBlock& block : blocks) {
    marks.emplace_back(text, static_cast<std::size_t>(block.start),
                       static_cast<std::size_t>(block.end));
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const BlockMarks& block = marks[i];
    const bool runs_on = !block.open().empty() && i + 1 < blocks.size() &&
                         marks[i + 1].first_mark() == text[block.open().front()];
    if (runs_on) {
      inside_.push_back({static_cast<std::int64_t>(block.open().front()), blocks[i].end});
    }
    if (block.has_stray_closing() || (!block.open().empty() && !runs_on)) {
      unbalanced_.push_back({blocks[i].start, blocks[i].end});
    }
    // Which of an odd number of marks belong together cannot be known.
    if (!block.has_stray_closing() && (!block.has_hard_open() || runs_on)) {
      inside_.insert(inside_.end(), block.pairs().begin(), block.pairs().end());
    }
  }
  for (std::size_t i = 0; i < blocks.size();) {
    std::size_t next = i + 1;
    bool bare = blocks[i].region == Region::kBlockquote && !marks[i].has_marks();
    for (; next < blocks.size() && blocks[i].region == Region::kBlockquote &&
           blocks[next].region == Region::kBlockquote;
         ++next) {
      bare = bare && !marks[next].has_marks();
    }
    if (bare) {
      inside_.push_back({blocks[i].start, blocks[next - 1].end});
    }
    i = next;
  }
  for (const TextSpan& span : spans) {
    if (span.type == SpanType::kQuotation) {
      inside_.push_back({span.start, span.end});
    }
  }
  inside_ = merged(std::move(inside_));
}

bool QuotationMarks::is_inside(std::int64_t offset) const {
  return covers(inside_, offset);
}

bool QuotationMarks::is_unbalanced(std::int64_t offset) const {
  return covers(unbalanced_, offset);
}

MarksAnswer QuotationMarks::range(TextRange range) const {
  const auto start = static_cast<std::size_t>(range.start);
  const auto end = static_cast<std::size_t>(range.end);
  const std::u32string_view words = text_.substr(start, end - start);
  const bool has_words = std::any_of(words.begin(), words.end(), is_word_character);
  MarksAnswer answer = MarksAnswer::kInside;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool counts = has_words ? is_word_character(words[i]) : !is_white_space(words[i]);
    const auto offset = range.start + static_cast<std::int64_t>(i);
    if (!counts || is_inside(offset)) {
      continue;
    }
    if (!is_unbalanced(offset)) {
      return MarksAnswer::kOutside;
    }
    answer = MarksAnswer::kUnbalanced;
  }
  return answer;
}

}  // namespace dossier
