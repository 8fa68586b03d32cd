// SPDX-License-Identifier: Apache-2.0
#include "cli/anchored_quote.h"

#include <utility>

#include "cli/capture_texts.h"
#include "cli/escape.h"
#include "crypto/error.h"

namespace dossier {

Quote anchored_quote(const QuoteWish& wish, const CaseWork& work,
                     std::vector<std::string>& remarks) {
  const Capture& capture = *work.dossier().find<Capture>(wish.capture);
  CaptureTexts texts(work.folder());
  QuoteText& text = texts.of(capture);
  QuoteOutcome outcome = make_quote(text, capture.text->sha256, wish);
  if (!outcome.quote) {
    std::string message = outcome.sentence + "; nothing was stored";
    for (const std::string& detail : outcome.details) message += "\n  " + detail;
    throw Error(ErrorKind::kRefused, message, capture.text->path, outcome.mend);
  }
  remarks = std::move(outcome.remarks);
  return *std::move(outcome.quote);
}

void report_quote(const Quote& quote, const std::vector<std::string>& remarks, Context& context) {
  context.out.line("quote " + quote.id.text() + " stands at [" + std::to_string(quote.start) + "," +
                   std::to_string(quote.end) + ") of " + quote.capture.text() + ", " + quote.kind +
                   ", " + quote.scope);
  context.out.line("words  " + escape_line(quote.exact));
  if (!quote.as_written.empty()) context.out.line("typed  " + escape_line(quote.as_written));
  for (const std::string& remark : remarks) {
    tell("dossier: note: " + quote.id.text() + ": " + escape_line(remark) + '\n');
  }
}

}  // namespace dossier
