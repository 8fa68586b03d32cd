// SPDX-License-Identifier: Apache-2.0
#include "bundle/warc_reader.h"

#include <algorithm>
#include <utility>

namespace dossier {
namespace {

// Two line ends follow a record; some writers have one, or some more.
constexpr std::size_t kMostLineEndBytes = 16;

}  // namespace

bool WarcReader::fill() {
  while (rest_.empty()) {
    if (!source_(rest_)) {
      rest_ = {};
      return false;
    }
  }
  return true;
}

void WarcReader::drop(std::size_t bytes) {
  rest_ = rest_.subspan(bytes);
  offset_ += bytes;
}

bool WarcReader::fail(std::string sentence) {
  damage_ = std::move(sentence);
  block_left_ = 0;
  return false;
}

bool WarcReader::find_start() {
  for (std::size_t passed = 0; fill(); ++passed) {
    if (rest_[0] != '\r' && rest_[0] != '\n') break;
    if (passed == kMostLineEndBytes) return fail("is followed by line ends without a record");
    drop(1);
  }
  return !rest_.empty();
}

bool WarcReader::read_header_text(std::string& text) {
  while (fill()) {
    const auto end = std::find(rest_.begin(), rest_.end(), '\n');
    const auto count = static_cast<std::size_t>(end - rest_.begin()) + (end == rest_.end() ? 0 : 1);
    if (text.size() + count > kMaxWarcHeaderBytes) {
      return fail("has a header of more than " + std::to_string(kMaxWarcHeaderBytes) + " bytes");
    }
    text += as_text(rest_.first(count));
    drop(count);
    // Whatever is no record is found out by its first bytes, not after 64 KiB.
    constexpr std::string_view kMark = "WARC/";
    const std::size_t known = std::min(text.size(), kMark.size());
    if (text.compare(0, known, kMark, 0, known) != 0) return fail("does not begin with \"WARC/\"");
    if (text.ends_with("\n\r\n") || text.ends_with("\n\n")) {
      text.resize(text.size() - (text.ends_with("\r\n") ? 2 : 1));
      return true;
    }
  }
  return fail("is cut off in its header");
}

bool WarcReader::next() {
  ByteView passed;
  while (block(passed)) {
  }
  if (!damage_.empty() || !find_start()) return false;
  ++place_.number;
  place_.offset = offset_;
  header_ = {};
  std::string text;
  if (!read_header_text(text)) return false;
  std::string fault = read_warc_header(text, header_);
  if (!fault.empty()) return fail(std::move(fault));
  block_left_ = header_.length;
  return true;
}

bool WarcReader::block(ByteView& piece) {
  if (block_left_ == 0) return false;
  if (!fill()) {
    return fail("is cut off: " + std::to_string(block_left_) + " of the " +
                std::to_string(header_.length) + " bytes that it tells are not there");
  }
  piece = rest_.first(static_cast<std::size_t>(std::min<std::uint64_t>(block_left_, rest_.size())));
  drop(piece.size());
  block_left_ -= piece.size();
  return true;
}

}  // namespace dossier
