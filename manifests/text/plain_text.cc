// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/plain_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

// Without the line feeds at the end.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  bool after_return = false;
  for (const char c : text) {
    if (!(std::exchange(after_return, c == '\r') && c == '\n')) {
      out.push_back(c == '\r' ? '\n' : c);
    }
  }
  out.resize(std::min(out.find_last_not_of('\n') + 1, out.size()));
  return out;
}

}  // namespace

void read_plain_text(std::string_view text, ExtractedText& out) {
  out.text = with_line_feeds(text);
  const std::string_view lines = out.text;
  const bool has_empty_line =
      lines.substr(0, 1) == "\n" || lines.find("\n\n") != std::string_view::npos;
  const std::string_view separator = has_empty_line ? "\n\n" : "\n";
  std::int64_t offset = 0;
  for (std::size_t start = 0; start < lines.size();) {
    if (lines[start] == '\n') {
      ++start;
      ++offset;
      continue;
    }
    const std::size_t end = std::min(lines.find(separator, start), lines.size());
    const auto length =
        static_cast<std::int64_t>(count_code_points(lines.substr(start, end - start)));
    out.blocks.push_back({offset, offset + length, Region::kBody});
    start = end;
    offset += length;
  }
  out.text.push_back('\n');
  out.code_points = offset + 1;
}

}  // namespace dossier
