// SPDX-License-Identifier: Apache-2.0
// Text extraction from any bytes. The first byte chooses the Content-Type and the kind of source.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/sha256.h"
#include "manifests/json/writer.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/text_map.h"

namespace {

constexpr std::string_view kContentTypes[] = {
    "text/html; charset=utf-8",     "",
    "text/html; charset=utf-16",    "text/html; charset=gb18030",
    "text/html; charset=big5",      "text/html; charset=euc-jp",
    "text/html; charset=shift_jis", "text/html; charset=iso-2022-jp",
    "text/html; charset=euc-kr",    "text/html; charset=windows-1253",
};

void expect(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dossier;
  if (size == 0) {
    return 0;
  }
  const TextSource source = data[0] >= 0x80 ? TextSource::kPlain : TextSource::kHtml;
  const std::string_view content_type = kContentTypes[(data[0] & 0x7F) % std::size(kContentTypes)];
  const auto result = extract_text({data + 1, size - 1}, source, content_type);
  if (const auto* text = std::get_if<ExtractedText>(&result)) {
    const TextMap map = make_text_map(*text, "captures/cap-x/html.html", Sha256());
    expect(!find_text_fault(text->text, map));
    const auto again = read_text_map(json::write(text_map_value(map)));
    expect(std::holds_alternative<TextMap>(again) && std::get<TextMap>(again) == map);
  } else {
    expect(!std::get<TextRefusal>(result).sentence.empty());
  }
  return 0;
}
