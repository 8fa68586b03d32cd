// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// The same memory seen as bytes or as text; nothing is copied.
inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
void append_hex(std::string& out, ByteView bytes);
// Lower-case digits only, an even number of them; anything else is nullopt.
std::optional<Bytes> from_hex(std::string_view hex);
// The same into memory of half that size; false, and memory of no meaning, when it is anything
// else.
bool decode_hex(std::string_view hex, std::span<std::uint8_t> out);

// RFC 4648 section 4 with padding, without line breaks.
std::string to_base64(ByteView bytes);
// Canonical only: full padding, zero spare bits, no white space; anything else is nullopt.
std::optional<Bytes> from_base64(std::string_view text);

void append_u32be(Bytes& out, std::uint32_t value);
void append_u64be(Bytes& out, std::uint64_t value);

// Overwrites memory that held a secret, in a way the compiler may not leave out.
void wipe(std::span<std::uint8_t> secret);

}  // namespace dossier
