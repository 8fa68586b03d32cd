// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_wire.h"

#include <algorithm>
#include <limits>

#include "crypto/error.h"

namespace dossier {

std::optional<ByteView> SshReader::raw(std::size_t count) {
  if (rest_.size() < count) return std::nullopt;
  const ByteView taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

std::optional<std::uint8_t> SshReader::u8() {
  const std::optional<ByteView> byte = raw(1);
  if (!byte) return std::nullopt;
  return byte->front();
}

std::optional<std::uint32_t> SshReader::u32() {
  const std::optional<ByteView> bytes = raw(4);
  if (!bytes) return std::nullopt;
  std::uint32_t value = 0;
  for (const std::uint8_t byte : *bytes) value = value << 8 | byte;
  return value;
}

std::optional<ByteView> SshReader::string() {
  const std::optional<std::uint32_t> size = u32();
  if (!size) return std::nullopt;
  return raw(*size);
}

std::optional<std::string_view> SshReader::name() {
  const std::optional<ByteView> bytes = string();
  if (!bytes || bytes->empty()) return std::nullopt;
  const bool printable = std::all_of(bytes->begin(), bytes->end(),
                                     [](std::uint8_t byte) { return byte > 0x20 && byte < 0x7F; });
  if (!printable) return std::nullopt;
  return as_text(*bytes);
}

std::optional<ByteView> SshReader::positive_mpint() {
  const std::optional<ByteView> bytes = string();
  if (!bytes || bytes->empty() || bytes->front() >= 0x80) return std::nullopt;
  if (bytes->front() != 0) return bytes;
  if (bytes->size() < 2 || (*bytes)[1] < 0x80) return std::nullopt;
  return bytes->subspan(1);
}

void append_ssh_string(Bytes& out, ByteView string) {
  if (string.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kDefect, "a string is too long for the SSH encoding");
  }
  append_u32be(out, static_cast<std::uint32_t>(string.size()));
  out.insert(out.end(), string.begin(), string.end());
}

void append_ssh_string(Bytes& out, std::string_view string) {
  append_ssh_string(out, as_bytes(string));
}

void append_ssh_mpint(Bytes& out, ByteView magnitude) {
  while (!magnitude.empty() && magnitude.front() == 0) magnitude = magnitude.subspan(1);
  Bytes digits;
  if (!magnitude.empty() && magnitude.front() >= 0x80) digits.push_back(0);
  digits.insert(digits.end(), magnitude.begin(), magnitude.end());
  append_ssh_string(out, digits);
}

}  // namespace dossier
