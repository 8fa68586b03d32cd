// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/multi_byte.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "manifests/text/iconv_table.h"
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
    {"euc-jp", "EUC-JP-MS", next_euc_jp},
    {"shift_jis", "CP932", next_shift_jis},
    {"euc-kr", "CP949", next_euc_kr},
}};

// Collects the output, and remembers what was looked up.
class Output {
 public:
  explicit Output(const IconvTable& table) : table_(table) {}

  void put(char32_t c) { append_utf8(out_.text, c); }
  void put_error() {
    put(kReplacementCharacter);
    ++out_.replacements;
  }
  // False when the sequence stands for no character.
  bool put_sequence(std::string_view sequence) {
    const auto [entry, is_new] = known_.try_emplace(std::string(sequence));
    if (is_new) {
      entry->second = encode_utf8(table_.look_up(sequence));
    }
    out_.text += entry->second;
    return !entry->second.empty();
  }
  DecodedText take() { return std::move(out_); }

 private:
  const IconvTable& table_;
  std::unordered_map<std::string, std::string> known_;
  DecodedText out_;
};

DecodedText decode_units(ByteView bytes, NextUnit next, const IconvTable& table) {
  Output out(table);
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes[at] < 0x80) {
      out.put(bytes[at++]);
      continue;
    }
    const ByteView rest = bytes.subspan(at);
    Unit unit = next(rest);
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

std::optional<DecodedText> decode_multi_byte(ByteView bytes, std::string_view name) {
  const auto* found = std::find_if(kMultiByte.begin(), kMultiByte.end(),
                                   [&](const MultiByte& e) { return e.encoding == name; });
  if (found == kMultiByte.end()) {
    return std::nullopt;
  }
  const auto table = IconvTable::open(found->iconv_name);
  return table ? std::optional(decode_units(bytes, found->next, *table)) : std::nullopt;
}

}  // namespace dossier
