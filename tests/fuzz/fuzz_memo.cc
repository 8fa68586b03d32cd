// SPDX-License-Identifier: Apache-2.0
// Memos of any bytes: what cannot be taken is a fault with a line of the memo, and what is taken
// refers to quotes that are there.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "manifests/authoring/memo.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(ByteView(data, size));
  const Memo memo = parse_memo(
      text, [](std::string_view words) { return "quote-" + std::to_string(words.size()); });
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  for (const MemoBlock& block : memo.blocks) {
    for (const std::size_t quote : block.quotes) expect(quote < memo.quotes.size());
  }
  for (const MemoQuote& quote : memo.quotes) expect(quote.line >= 1 && quote.line <= lines);
  for (const FormFault& fault : memo.faults) {
    expect(fault.line <= lines && !fault.sentence.empty());
  }
  return 0;
}
