// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/text_diff.h"

#include <algorithm>

#include "manifests/quotes/alignment.h"
#include "manifests/quotes/characters.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kContextWords = 7;
constexpr std::size_t kMostWordsOfAnIsland = 3;

// A text as a list of words.
class Words {
 public:
  Words(std::u32string_view text, WordNumbers& numbers)
      : text_(text), ranges_(word_ranges(text)), numbers_(numbers.of(text, ranges_)) {}

  std::size_t size() const { return ranges_.size(); }
  std::span<const std::uint32_t> numbers() const { return numbers_; }

  // Where the word begins; behind the last one, the end of the text.
  std::int64_t start(std::size_t word) const {
    return word < size() ? ranges_[word].start : static_cast<std::int64_t>(text_.size());
  }
  // A line ends between the word and the one before it; also at both ends of the text.
  bool begins_line(std::size_t word) const {
    return word == 0 || word == size() || gap(word).find(U'\n') != std::u32string_view::npos;
  }

  TextPiece piece(WordOp op, std::size_t first, std::size_t last) const {
    TextPiece piece{op, {}, false};
    for (std::size_t word = first; word < last; ++word) {
      const std::u32string_view shown = between(ranges_[word].start, ranges_[word].end);
      if (word != first && begins_line(word)) {
        piece.text += '\n';
      } else if (word != first && !gap(word).empty()) {
        piece.text += ' ';
      }
      piece.text += encode_utf8(shown);
      piece.meaning = piece.meaning || (op != WordOp::kSame && turns_meaning(shown));
    }
    return piece;
  }

 private:
  std::u32string_view between(std::int64_t start, std::int64_t end) const {
    return text_.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
  }
  std::u32string_view gap(std::size_t word) const {
    return between(ranges_[word - 1].end, ranges_[word].start);
  }

  std::u32string_view text_;
  std::vector<TextRange> ranges_;
  std::vector<std::uint32_t> numbers_;
};

// Words of the old text that became words of the new one.
struct Replaced {
  std::size_t before_first = 0;
  std::size_t before_last = 0;
  std::size_t after_first = 0;
  std::size_t after_last = 0;

  std::size_t words() const {
    return std::max(before_last - before_first, after_last - after_first);
  }
};

// What lies between the runs that are common.
std::vector<Replaced> replaced_between(std::vector<CommonRun> common, const Words& before,
                                       const Words& after) {
  common.push_back({before.size(), after.size(), 0});
  std::vector<Replaced> all;
  std::size_t in_before = 0;
  std::size_t in_after = 0;
  for (const CommonRun& run : common) {
    const Replaced next{in_before, run.a, in_after, run.b};
    in_before = run.a + run.length;
    in_after = run.b + run.length;
    if (next.words() == 0) continue;
    const std::size_t island = all.empty() ? 0 : next.before_first - all.back().before_last;
    const bool joins = island != 0 && island <= kMostWordsOfAnIsland &&
                       island < all.back().words() && island < next.words();
    if (joins) {
      all.back().before_last = next.before_last;
      all.back().after_last = next.after_last;
    } else {
      all.push_back(next);
    }
  }
  return all;
}

// Writes the places that differ, one after the other, into hunks.
class HunkWriter {
 public:
  HunkWriter(const Words& before, const Words& after, TextComparison& out)
      : before_(before), after_(after), out_(out) {}

  void add(const Replaced& next) {
    out_.removed += next.before_last - next.before_first;
    out_.added += next.after_last - next.after_first;
    if (is_open_ && reaches(next)) {
      put(after_.piece(WordOp::kSame, last_.after_last, next.after_first));
    } else {
      close();
      if (out_.hunks.size() == kMostHunks) {
        ++out_.hunks_left_out;
        return;
      }
      open(next);
    }
    put(before_.piece(WordOp::kOnlyInSource, next.before_first, next.before_last));
    put(after_.piece(WordOp::kOnlyInQuote, next.after_first, next.after_last));
    last_ = next;
  }

  void close() {
    if (!is_open_) return;
    is_open_ = false;
    std::size_t words = 0;
    while (words < kContextWords && !line_ends(words)) ++words;
    out_.hunks.back().cut_after = !line_ends(words);
    put(after_.piece(WordOp::kSame, last_.after_last, last_.after_last + words));
  }

 private:
  void open(const Replaced& next) {
    const std::size_t common = next.after_first - last_.after_last;
    // Where words were only taken out, the line that they stood in is one of the old text.
    const auto line_begins = [&](std::size_t words) {
      return next.after_first == next.after_last ? before_.begins_line(next.before_first - words)
                                                 : after_.begins_line(next.after_first - words);
    };
    std::size_t words = 0;
    while (words < std::min(kContextWords, common) && !line_begins(words)) ++words;
    out_.hunks.push_back(
        {before_.start(next.before_first), after_.start(next.after_first), false, false, {}});
    out_.hunks.back().cut_before = !line_begins(words);
    put(after_.piece(WordOp::kSame, next.after_first - words, next.after_first));
    is_open_ = true;
  }

  // Whether a line ends that many words behind the last change.
  bool line_ends(std::size_t words) const {
    return last_.after_first == last_.after_last ? before_.begins_line(last_.before_last + words)
                                                 : after_.begins_line(last_.after_last + words);
  }

  // Whether all the words between are context, in one line.
  bool reaches(const Replaced& next) const {
    const std::size_t between = next.after_first - last_.after_last;
    if (between > 2 * kContextWords) return false;
    for (std::size_t words = 0; words < between; ++words) {
      if (line_ends(words)) return false;
    }
    return true;
  }

  void put(TextPiece piece) {
    if (!piece.text.empty()) out_.hunks.back().pieces.push_back(std::move(piece));
  }

  const Words& before_;
  const Words& after_;
  TextComparison& out_;
  bool is_open_ = false;
  Replaced last_;
};

}  // namespace

TextComparison compare_texts(std::u32string_view before, std::u32string_view after) {
  TextComparison out;
  if (std::max(before.size(), after.size()) > kMostComparedCodePoints) {
    out.compared = false;
    return out;
  }
  WordNumbers numbers;
  const Words old_words(before, numbers);
  const Words new_words(after, numbers);
  HunkWriter writer(old_words, new_words, out);
  for (const Replaced& replaced :
       replaced_between(align(old_words.numbers(), new_words.numbers()), old_words, new_words)) {
    writer.add(replaced);
  }
  writer.close();
  return out;
}

}  // namespace dossier
