// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/quotes/quote_anchor.h"
#include "manifests/records/quote.h"

namespace dossier {

// A quote as a person gives it. Of the record's other fields the text tells what to write.
struct QuoteWish {
  RecordId id;
  RecordId capture;
  TypedQuote typed;
  std::string kind;
  std::string scope;  // empty: as the text tells
  OrMissing<RecordId> speaker;
  RecordId attribution;
  std::string said;  // the value of a reported date, which counts as stated
  std::string language;
  std::string context;
};

// A quote record, or why there is none.
struct QuoteOutcome {
  std::optional<Quote> quote;
  // Without a quote: one sentence, lines with the particulars (the difference word by word, the
  // places), and what to do. Nothing is escaped.
  std::string sentence;
  std::vector<std::string> details;
  std::string mend;
  // With a quote: what the person may want to look at, a sentence each.
  std::vector<std::string> remarks;
};

// Finds the words and anchors them (RECORDS of FORMAT.md, "Authoring"). What only comes near the
// words is never taken, and direct speech is taken only where it stands in quotation marks.
QuoteOutcome make_quote(QuoteText& text, const Sha256& text_sha256, const QuoteWish& wish);

}  // namespace dossier
