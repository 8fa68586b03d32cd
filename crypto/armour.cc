// SPDX-License-Identifier: Apache-2.0
#include "crypto/armour.h"

#include <algorithm>
#include <cstddef>

namespace dossier {
namespace {

constexpr std::size_t kColumns = 70;

std::string boundary(std::string_view word, std::string_view label) {
  return "-----" + std::string(word) + ' ' + std::string(label) + "-----";
}

}  // namespace

std::string to_armour(std::string_view label, ByteView bytes) {
  std::string digits = to_base64(bytes);
  std::string out;
  // All at once: a private key must not be left behind by growing.
  out.reserve(digits.size() + digits.size() / kColumns + 2 * label.size() + 40);
  out.append(boundary("BEGIN", label)).append("\n");
  for (std::size_t at = 0; at < digits.size(); at += kColumns) {
    out.append(digits, at, kColumns).append("\n");
  }
  wipe({reinterpret_cast<std::uint8_t*>(digits.data()), digits.size()});
  out.append(boundary("END", label)).append("\n");
  return out;
}

std::optional<Bytes> from_armour(std::string_view label, std::string_view text) {
  const std::string begin = boundary("BEGIN", label);
  if (!text.starts_with(begin)) return std::nullopt;
  text.remove_prefix(begin.size());
  const std::size_t end = text.find('\n' + boundary("END", label));
  if (end == std::string_view::npos) return std::nullopt;
  std::string digits;
  digits.reserve(end);
  std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
               std::back_inserter(digits), [](char c) { return c != '\n' && c != '\r'; });
  std::optional<Bytes> bytes = from_base64(digits);
  wipe({reinterpret_cast<std::uint8_t*>(digits.data()), digits.size()});
  return bytes;
}

}  // namespace dossier
