// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "manifests/text/iconv_table.h"
#include "manifests/text/multi_byte.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::uint8_t kEscape = 0x1B;

enum class Set { kAscii, kRoman, kKatakana, kJis0208 };

std::optional<Set> designated(ByteView escape) {
  const std::string_view text = as_text(escape);
  if (text == "(B") {
    return Set::kAscii;
  }
  if (text == "(J") {
    return Set::kRoman;
  }
  if (text == "(I") {
    return Set::kKatakana;
  }
  return text == "$@" || text == "$B" ? std::optional(Set::kJis0208) : std::nullopt;
}

class Iso2022Jp {
 public:
  Iso2022Jp(ByteView bytes, const IconvTable& jis) : bytes_(bytes), jis_(jis) {}

  DecodedText run() && {
    while (at_ < bytes_.size()) {
      const std::uint8_t byte = bytes_[at_++];
      if (byte == kEscape) {
        escape();
      } else if (set_ == Set::kJis0208) {
        two_bytes(byte);
      } else {
        put(one_byte(byte));
      }
    }
    return std::move(out_);
  }

 private:
  // No set has U+FFFD, so that it always stands for an error.
  void put(char32_t c) {
    after_escape_ = false;
    append_utf8(out_.text, c);
    out_.replacements += c == kReplacementCharacter ? 1 : 0;
  }

  void escape() {
    const auto set = designated(bytes_.subspan(at_, std::min<std::size_t>(2, bytes_.size() - at_)));
    if (!set) {
      put(kReplacementCharacter);
      return;
    }
    at_ += 2;
    set_ = *set;
    // An escape right behind another is an error, so that nothing can hide between the two.
    if (after_escape_) {
      put(kReplacementCharacter);
    }
    after_escape_ = true;
  }

  char32_t one_byte(std::uint8_t byte) const {
    if (set_ == Set::kKatakana) {
      return byte >= 0x21 && byte <= 0x5F ? static_cast<char32_t>(0xFF61 - 0x21 + byte)
                                          : kReplacementCharacter;
    }
    if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) {
      return kReplacementCharacter;
    }
    if (set_ == Set::kRoman && (byte == 0x5C || byte == 0x7E)) {
      return byte == 0x5C ? 0xA5 : 0x203E;
    }
    return byte;
  }

  void two_bytes(std::uint8_t lead) {
    auto fits = [](std::uint8_t byte) { return byte >= 0x21 && byte <= 0x7E; };
    if (!fits(lead) || at_ == bytes_.size() || bytes_[at_] == kEscape) {
      put(kReplacementCharacter);
      return;
    }
    const std::uint8_t trail = bytes_[at_++];
    const std::u32string found =
        fits(trail) ? jis_.look_up(jis_0208_in_shift_jis(lead, trail)) : std::u32string();
    put(found.size() == 1 ? found[0] : kReplacementCharacter);
  }

  ByteView bytes_;
  const IconvTable& jis_;
  std::size_t at_ = 0;
  Set set_ = Set::kAscii;
  bool after_escape_ = false;
  DecodedText out_;
};

}  // namespace

std::optional<DecodedText> decode_iso_2022_jp(ByteView bytes) {
  const auto jis = IconvTable::open("CP932");
  return jis ? std::optional(Iso2022Jp(bytes, *jis).run()) : std::nullopt;
}

}  // namespace dossier
