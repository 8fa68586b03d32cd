// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/multi_byte.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "manifests/text/iconv_difference.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

using Byte = std::uint8_t;

bool within(Byte byte, Byte low, Byte high) {
  return low <= byte && byte <= high;
}

// What stands at the beginning of the rest of the input.
struct Unit {
  std::size_t length;  // bytes to go on by
  bool is_sequence;    // to be looked up; else `character`, or an error when that is 0
  char32_t character = 0;
};

using NextUnit = Unit (*)(ByteView rest);

// Of a lead byte and a second byte that does not fit, an ASCII byte is read again.
Unit misfit(ByteView rest) {
  return {rest.size() > 1 && rest[1] >= 0x80 ? 2u : 1u, false};
}

Unit two_bytes(ByteView rest, bool is_lead, bool (*is_trail)(Byte)) {
  if (!is_lead) {
    return {1, false};
  }
  return rest.size() > 1 && is_trail(rest[1]) ? Unit{2, true} : misfit(rest);
}

Unit next_big5(ByteView rest) {
  return two_bytes(rest, within(rest[0], 0x81, 0xFE),
                   [](Byte b) { return within(b, 0x40, 0x7E) || within(b, 0xA1, 0xFE); });
}

Unit next_euc_kr(ByteView rest) {
  return two_bytes(rest, within(rest[0], 0x81, 0xFE), [](Byte b) { return within(b, 0x41, 0xFE); });
}

Unit next_shift_jis(ByteView rest) {
  if (rest[0] == 0x80) {
    return {1, false, 0x80};
  }
  if (within(rest[0], 0xA1, 0xDF)) {
    return {1, false, static_cast<char32_t>(0xFF61 - 0xA1 + rest[0])};
  }
  return two_bytes(rest, within(rest[0], 0x81, 0x9F) || within(rest[0], 0xE0, 0xFC),
                   [](Byte b) { return within(b, 0x40, 0x7E) || within(b, 0x80, 0xFC); });
}

Unit next_euc_jp(ByteView rest) {
  auto is_trail = [](Byte b) { return within(b, 0xA1, 0xFE); };
  if (rest[0] == 0x8E && rest.size() > 1 && within(rest[1], 0xA1, 0xDF)) {
    return {2, false, static_cast<char32_t>(0xFF61 - 0xA1 + rest[1])};
  }
  if (rest[0] == 0x8F && rest.size() > 1 && is_trail(rest[1])) {
    if (rest.size() > 2 && is_trail(rest[2])) {
      return {3, true};
    }
    return {rest.size() > 2 && rest[2] >= 0x80 ? 3u : 2u, false};
  }
  if (rest[0] == 0x8E || rest[0] == 0x8F) {
    return misfit(rest);
  }
  return two_bytes(rest, is_trail(rest[0]), is_trail);
}

Unit next_gb18030(ByteView rest) {
  auto is_digit = [](Byte b) { return within(b, 0x30, 0x39); };
  if (rest[0] == 0x80) {
    return {1, false, 0x20AC};
  }
  if (within(rest[0], 0x81, 0xFE) && rest.size() > 1 && is_digit(rest[1])) {
    if ((rest.size() > 2 && !within(rest[2], 0x81, 0xFE)) ||
        (rest.size() > 3 && !is_digit(rest[3]))) {
      return {1, false};
    }
    return rest.size() > 3 ? Unit{4, true} : Unit{rest.size(), false};
  }
  return two_bytes(rest, within(rest[0], 0x81, 0xFE),
                   [](Byte b) { return within(b, 0x40, 0x7E) || within(b, 0x80, 0xFE); });
}

struct MultiByte {
  std::string_view encoding;
  const char* iconv_name;
  NextUnit next;
};
constexpr std::array<MultiByte, 6> kMultiByte = {{
    {"gbk", "GB18030", next_gb18030},
    {"gb18030", "GB18030", next_gb18030},
    {"big5", "BIG5-HKSCS", next_big5},
    {"euc-jp", "CP932", next_euc_jp},
    {"shift_jis", "CP932", next_shift_jis},
    {"euc-kr", "CP949", next_euc_kr},
}};

// Collects the output, and remembers what was looked up.
class Output {
 public:
  Output(std::string_view encoding, const IconvTable& table) : encoding_(encoding), table_(table) {}

  void put(char32_t c) { append_utf8(out_.text, c); }
  void put_error() {
    put(kReplacementCharacter);
    ++out_.replacements;
  }
  // False when the sequence stands for no character.
  bool put_sequence(std::string_view sequence) {
    const auto [entry, is_new] = known_.try_emplace(std::string(sequence));
    if (is_new) {
      entry->second = encode_utf8(look_up(sequence));
    }
    out_.text += entry->second;
    return !entry->second.empty();
  }
  DecodedText take() { return std::move(out_); }

 private:
  std::u32string look_up(std::string_view sequence) {
    if (encoding_ != "euc-jp") {
      return standard_character(encoding_, sequence, table_);
    }
    auto byte = [&](std::size_t i) { return static_cast<Byte>(sequence[i]); };
    if (sequence.size() == 2) {
      return table_.look_up(jis_0208_in_shift_jis(byte(0), byte(1)));
    }
    // JIS X 0212 ends before the rows that vendors have filled.
    constexpr Byte kFirstVendorRow = 0xF3;
    if (byte(1) >= kFirstVendorRow) {
      return {};
    }
    if (!jis_0212_) {
      jis_0212_ = IconvTable::open("EUC-JP");
    }
    return jis_0212_ ? jis_0212_->look_up(sequence) : std::u32string();
  }

  std::string_view encoding_;
  const IconvTable& table_;
  std::optional<IconvTable> jis_0212_;
  std::unordered_map<std::string, std::string> known_;
  DecodedText out_;
};

DecodedText decode_units(ByteView bytes, const MultiByte& encoding, const IconvTable& table) {
  Output out(encoding.encoding, table);
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes[at] < 0x80) {
      out.put(bytes[at++]);
      continue;
    }
    const ByteView rest = bytes.subspan(at);
    Unit unit = encoding.next(rest);
    if (unit.is_sequence && !out.put_sequence(as_text(rest.first(unit.length)))) {
      out.put_error();
      unit.length = unit.length == 2 ? misfit(rest).length : unit.length;
    } else if (!unit.is_sequence && unit.character != 0) {
      out.put(unit.character);
    } else if (!unit.is_sequence) {
      out.put_error();
    }
    at += unit.length;
  }
  return out.take();
}

}  // namespace

std::string jis_0208_in_shift_jis(std::uint8_t lead, std::uint8_t trail) {
  const int row = (lead & 0x7F) - 0x21;
  const int cell = (trail & 0x7F) - 0x21;
  const int first = row / 2 + (row < 62 ? 0x81 : 0xC1);
  const int second = row % 2 == 0 ? cell + 0x40 + (cell >= 63 ? 1 : 0) : cell + 0x9F;
  return {static_cast<char>(first), static_cast<char>(second)};
}

std::optional<DecodedText> decode_multi_byte(ByteView bytes, std::string_view name) {
  if (name == "iso-2022-jp") {
    return decode_iso_2022_jp(bytes);
  }
  const auto* found = std::find_if(kMultiByte.begin(), kMultiByte.end(),
                                   [&](const MultiByte& e) { return e.encoding == name; });
  if (found == kMultiByte.end()) {
    return std::nullopt;
  }
  const auto table = IconvTable::open(found->iconv_name);
  return table ? std::optional(decode_units(bytes, *found, *table)) : std::nullopt;
}

}  // namespace dossier
