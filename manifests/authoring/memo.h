// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/authoring/quote_wish.h"
#include "manifests/authoring/record_form.h"

// The memo of an investigator (RECORDS of FORMAT.md, "The memo"), read into what it asks for. Its
// words are not looked for and its ids are not looked up here.
namespace dossier {

inline constexpr std::size_t kMaxMemoBytes = std::size_t{8} << 20;

// One blockquote.
struct MemoQuote {
  std::size_t line = 0;         // of its first words
  std::size_t credit_line = 0;  // of "— SPEAKER; KIND"
  QuoteWish wish;               // the capture is the memo's unless the quote names one
  std::string stance;           // in a claim's block; empty: supports
};

// One heading of level 2 with what belongs to it.
struct MemoBlock {
  RecordForm form;
  std::vector<std::size_t> quotes;  // which of the memo's
  bool is_complete = true;          // false: a quote of it could not be read
};

struct Memo {
  RecordId author;
  std::string date;
  std::optional<Timestamp> noon;  // of that day, in UTC
  std::string language;
  RecordId capture;
  std::vector<MemoBlock> blocks;
  std::vector<MemoQuote> quotes;
  std::vector<FormFault>
      faults;  // by line; what cannot be told from others is left out of the lists
};

// The words of an id for a quote that has none; never empty, and the same for the same words.
using QuoteNamer = std::function<std::string(std::string_view words)>;

// Linear in the memo. Never throws for what the bytes say.
Memo parse_memo(std::string_view bytes, const QuoteNamer& name_quote);

}  // namespace dossier
