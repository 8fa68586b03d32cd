// SPDX-License-Identifier: Apache-2.0
// Two texts, apart at the first zero byte: as many words stay on one side as on the other, equal
// texts have no differences, and hunks lie in the texts. The same for two values of JSON.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crypto/bytes.h"
#include "manifests/compare/text_diff.h"
#include "manifests/compare/value_diff.h"
#include "manifests/json/reader.h"
#include "manifests/text/unicode.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

std::u32string decoded(std::string_view bytes) {
  std::u32string text;
  for (std::size_t at = 0; at < bytes.size();) {
    bool valid = false;
    text += next_code_point(bytes, at, valid);
  }
  return text;
}

void compare_as_texts(const std::u32string& before, const std::u32string& after) {
  const TextComparison comparison = compare_texts(before, after);
  expect(comparison.compared);
  expect(word_ranges(before).size() + comparison.added ==
         word_ranges(after).size() + comparison.removed);
  expect(comparison.hunks.empty() == comparison.same_words());
  for (const TextHunk& hunk : comparison.hunks) {
    expect(hunk.before_at >= 0 && hunk.after_at >= 0);
    expect(static_cast<std::size_t>(hunk.before_at) <= before.size());
    expect(static_cast<std::size_t>(hunk.after_at) <= after.size());
    expect(std::any_of(hunk.pieces.begin(), hunk.pieces.end(),
                       [](const TextPiece& piece) { return piece.op != WordOp::kSame; }));
  }
  expect(compare_texts(before, before).same_words());
}

void compare_as_values(const json::Value& before, const json::Value& after) {
  const std::vector<FieldChange> changes = compare_values(before, after);
  for (const FieldChange& change : changes) {
    expect(change.pointer.empty() || change.pointer.front() == '/');
    expect(change.before || change.after);
    pointer_words(change.pointer);
  }
  expect(changes.empty() == compare_values(after, before).empty());
  expect(!(before == after) || changes.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = as_text(ByteView(data, size));
  const std::size_t split = std::min(bytes.find('\0'), bytes.size());
  const std::string_view before = bytes.substr(0, split);
  const std::string_view after = bytes.substr(std::min(split + 1, bytes.size()));
  compare_as_texts(decoded(before), decoded(after));
  const json::Parsed old_value = json::parse(before);
  const json::Parsed new_value = json::parse(after);
  if (old_value.value && new_value.value) compare_as_values(*old_value.value, *new_value.value);
  return 0;
}
