// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_wire.h"

#include <doctest/doctest.h>

#include "crypto_tools.h"

using namespace dossier;

TEST_CASE("mpints are written as RFC 4251 section 5 shows") {
  const auto encoded = [](const std::string& hex) {
    Bytes out;
    append_ssh_mpint(out, hex_bytes(hex));
    return to_hex(out);
  };
  CHECK(encoded("") == "00000000");
  CHECK(encoded("00") == "00000000");
  CHECK(encoded("09a378f9b2e332a7") == "0000000809a378f9b2e332a7");
  CHECK(encoded("80") == "000000020080");
  CHECK(encoded("000080") == "000000020080");
}

TEST_CASE("a positive mpint is read in its shortest form only") {
  const auto magnitude = [](const std::string& hex) -> std::string {
    const Bytes bytes = hex_bytes(hex);
    const auto value = SshReader(bytes).positive_mpint();
    return value ? to_hex(*value) : "refused";
  };
  CHECK(magnitude("0000000809a378f9b2e332a7") == "09a378f9b2e332a7");
  CHECK(magnitude("000000020080") == "80");
  CHECK(magnitude("00000000") == "refused");      // zero
  CHECK(magnitude("0000000100") == "refused");    // zero with a digit
  CHECK(magnitude("0000000180") == "refused");    // negative
  CHECK(magnitude("00000002007f") == "refused");  // needless leading zero
  CHECK(magnitude("000000040080") == "refused");  // shorter than it says
}

TEST_CASE("a length beyond the buffer is refused and nothing is allocated for it") {
  const Bytes huge = hex_bytes("ffffffff00");
  CHECK_FALSE(SshReader(huge).string());
  const Bytes short_by_one = hex_bytes("0000000261");
  CHECK_FALSE(SshReader(short_by_one).string());
  const Bytes cut_length = hex_bytes("000000");
  CHECK_FALSE(SshReader(cut_length).string());
  const Bytes exact = hex_bytes("0000000161");
  SshReader reader(exact);
  CHECK(as_text(*reader.string()) == "a");
  CHECK(reader.at_end());
}

TEST_CASE("names are printable ASCII and not empty") {
  const auto is_name = [](std::string_view text) {
    Bytes bytes;
    append_ssh_string(bytes, text);
    return SshReader(bytes).name().has_value();
  };
  CHECK(is_name("ssh-ed25519"));
  CHECK_FALSE(is_name(""));
  CHECK_FALSE(is_name("a b"));
  CHECK_FALSE(is_name(std::string_view("a\0", 2)));
  CHECK_FALSE(is_name("a\x7F"));
  CHECK_FALSE(is_name("\xC3\xA4"));
}
