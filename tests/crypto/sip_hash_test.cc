// SPDX-License-Identifier: Apache-2.0
#include "crypto/sip_hash.h"

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("SipHash-2-4 gives the results of its paper and its reference vectors") {
  const SipHash hash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
  CHECK(hash(std::string_view("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e",
                              15)) == 0xa129ca6149be45e5);
  CHECK(hash("") == 0x726fdb47dd0e0e31);
  CHECK(hash(std::string_view("\x00", 1)) == 0x74f839c593dc67fd);
  CHECK(hash(std::string_view("\x00\x01\x02\x03\x04\x05\x06\x07", 8)) == 0x93f5f5799a932462);
}
