// SPDX-License-Identifier: Apache-2.0
#include "crypto/bytes.h"

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("base64 follows RFC 4648 section 10") {
  CHECK(to_base64(as_bytes("")) == "");
  CHECK(to_base64(as_bytes("f")) == "Zg==");
  CHECK(to_base64(as_bytes("fo")) == "Zm8=");
  CHECK(to_base64(as_bytes("foo")) == "Zm9v");
  CHECK(to_base64(as_bytes("foob")) == "Zm9vYg==");
  CHECK(as_text(*from_base64("Zm9vYmE=")) == "fooba");
  CHECK(as_text(*from_base64("Zm9vYmFy")) == "foobar");
}

TEST_CASE("base64 that is not canonical is refused") {
  CHECK_FALSE(from_base64("Zg="));
  CHECK_FALSE(from_base64("Zh=="));      // spare bits set
  CHECK_FALSE(from_base64("Zm9="));      // spare bits set
  CHECK_FALSE(from_base64("Zg==Zg=="));  // padding inside
  CHECK_FALSE(from_base64("Zm9v\n"));
  CHECK_FALSE(from_base64("Z==="));
  CHECK_FALSE(from_base64("===="));
}

TEST_CASE("hexadecimal is lower case and of even length") {
  CHECK(to_hex(Bytes{0x00, 0xFF, 0x1A}) == "00ff1a");
  CHECK(*from_hex("00ff1a") == Bytes{0x00, 0xFF, 0x1A});
  CHECK_FALSE(from_hex("0F"));
  CHECK_FALSE(from_hex("0f0"));
  CHECK_FALSE(from_hex("0g"));
}

TEST_CASE("hexadecimal is decoded into memory of exactly its size") {
  std::uint8_t out[2] = {};
  CHECK_FALSE(decode_hex("0af0", std::span(out).first(1)));
  CHECK_FALSE(decode_hex("0aF0", out));
  CHECK(decode_hex("0af0", out));
  CHECK(out[0] == 0x0A);
  CHECK(out[1] == 0xF0);
  CHECK_FALSE(decode_hex("0af", out));
  CHECK_FALSE(decode_hex("0af000", out));
  CHECK_FALSE(decode_hex("0a:0", out));
  CHECK_FALSE(decode_hex(std::string("0a\xFF\x30"), out));
  std::string text = "x";
  append_hex(text, Bytes{0x00, 0x1F});
  CHECK(text == "x001f");
}
