// SPDX-License-Identifier: Apache-2.0
// Records of a WARC from any bytes. The first byte chooses how the stream is cut into pieces, which
// must change nothing, and whether it may be compressed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "bundle/warc_pages.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

std::string read_all(Pieces source) {
  WarcPages pages(std::move(source));
  WarcItem item;
  std::string told;
  std::uint64_t number = 0;
  while (pages.next(item)) {
    expect(item.place.number == ++number);
    expect((item.fate == WarcItem::Fate::kPage) == !item.page.body.empty());
    expect((item.fate == WarcItem::Fate::kRefused) == !item.message.empty());
    expect((item.fate == WarcItem::Fate::kLeftOut) == !item.what.empty());
    if (item.fate == WarcItem::Fate::kPage) {
      expect(item.page.captured_at.has_value() && !item.page.media_type.empty());
      expect(stored_address(item.page.url) == item.page.url);
    }
    told += item.id + '\n' + item.url + '\n' + item.what + '\n' + item.message + '\n';
    told += as_text(item.page.body);
  }
  return told + pages.damage() + std::to_string(pages.place().offset);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  if (data[0] >= 0x80) {
    Decompressed stream(pieces_of_bytes(bytes, 1 + (data[0] & 0x7F)));
    read_all([&](ByteView& piece) { return stream.next(piece); });
    return 0;
  }
  const std::string whole = read_all(pieces_of_bytes(bytes, size));
  expect(read_all(pieces_of_bytes(bytes, 1 + data[0])) == whole);
  return 0;
}
