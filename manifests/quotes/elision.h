// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/quotes/quote_text.h"

namespace dossier {

enum class EditType { kCut, kInsert, kReplace, kCase };
std::string_view edit_type_name(EditType type);  // cut, insert, replace, case
bool parse_edit_type(std::string_view name, EditType& type);

// One declared change of quote.exact: [start, end) of it, in code points, is shown as `shown`. An
// insertion is empty; so is a cut at the very beginning or end, where "..." stands for what was
// never quoted.
struct TextEdit {
  EditType type = EditType::kCut;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string shown;

  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

// `exact` with the edits made. nullopt when they are not in order, overlap, or lie outside.
std::optional<std::u32string> apply_edits(std::u32string_view exact,
                                          const std::vector<TextEdit>& edits);
// Whether the edits on `exact` give `as_written`, compared at L2 (outer quotation marks and a final
// comma or full stop apart): people type other marks than outlets print.
bool edits_reproduce(std::string_view exact, const std::vector<TextEdit>& edits,
                     std::string_view as_written);

inline constexpr std::size_t kShortestPieceCodePoints = 8;
inline constexpr std::int64_t kLongestElisionCodePoints = 2'000;

// A query with something left out or put in: the pieces between "...", ". . .", "…", "(…)", "[…]"
// and "[words]", all at level L2.
struct ElidedQuery {
  struct Mark {
    std::u32string shown;  // as in the query, spaces around it included
    bool bracketed = false;
    std::u32string words;  // in the brackets, when these are not only an ellipsis
  };
  std::vector<std::u32string> pieces;  // trimmed, none empty
  std::vector<Mark> marks;  // one more than pieces: before, between, behind; may be empty
};
// nullopt when there is no mark, no piece, or a piece below kShortestPieceCodePoints.
std::optional<ElidedQuery> split_elided(std::u32string_view folded_query);

// Where the pieces stand in order, without overlap, in one block or within 2,000 code points.
struct ElidedHit {
  TextRange range;  // from the first piece to the last
  std::vector<TextRange> pieces;
};
// All shortest arrangements, by start; one that begins at `preferred_start` is kept beside a
// shorter one. Linear in the text for each piece; nullopt when the text's budget does not suffice.
std::optional<std::vector<ElidedHit>> find_elided(QuoteText& text, const ElidedQuery& query,
                                                  std::int64_t preferred_start = -1);

// The edits that make the words typed out of text[range]; a letter in brackets that changes only
// the case of the source's letter before the first piece is taken into the range.
std::vector<TextEdit> declare_edits(const QuoteText& text, const ElidedQuery& query,
                                    ElidedHit& hit);

}  // namespace dossier
