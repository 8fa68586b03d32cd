// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// Reads the data types of RFC 4251 section 5 from the front of a buffer, which must outlive the
// reader and what it returns. Nothing is copied or allocated. A method that returns nullopt has
// found the buffer too short or the value not in its one form; the reader is then of no more use.
class SshReader {
 public:
  explicit SshReader(ByteView bytes) : rest_(bytes) {}

  std::optional<std::uint8_t> u8();
  std::optional<std::uint32_t> u32();
  std::optional<ByteView> raw(std::size_t count);
  // A length of 32 bits and as many bytes.
  std::optional<ByteView> string();
  // The same, of printable ASCII characters only, at least one: names of keys and algorithms.
  std::optional<std::string_view> name();
  // The big-endian magnitude of an mpint greater than zero in its shortest form, without the sign
  // byte. Zero, negative numbers and needless leading bytes are nullopt.
  std::optional<ByteView> positive_mpint();

  bool at_end() const { return rest_.empty(); }
  ByteView rest() const { return rest_; }

 private:
  ByteView rest_;
};

// An Error if the string is longer than 32 bits can tell.
void append_ssh_string(Bytes& out, ByteView string);
void append_ssh_string(Bytes& out, std::string_view string);
// Takes the big-endian magnitude of a number that is not negative; leading zeros are dropped.
void append_ssh_mpint(Bytes& out, ByteView magnitude);

}  // namespace dossier
