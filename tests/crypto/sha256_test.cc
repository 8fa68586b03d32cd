// SPDX-License-Identifier: Apache-2.0
#include "crypto/sha256.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256(as_bytes("abc")).hex() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256({}).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256Hasher pieces;
  pieces.update(as_bytes("a"));
  pieces.update(as_bytes("bc"));
  CHECK(pieces.finish() == sha256(as_bytes("abc")));
  pieces.update(as_bytes("abc"));
  CHECK(pieces.finish() == sha256(as_bytes("abc")));
}

TEST_CASE("HMAC-SHA-256 gives the results of RFC 4231") {
  CHECK(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?")).hex() ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There")).hex() ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hmac_sha256(Bytes(131, 0xaa),
                    as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))
            .hex() == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("a digest is parsed from 64 lower-case digits only") {
  const std::string hex = sha256({}).hex();
  CHECK(Sha256::parse(hex)->hex() == hex);
  CHECK_FALSE(Sha256::parse(hex.substr(1)));
  CHECK_FALSE(Sha256::parse(hex + "0"));
  CHECK_FALSE(Sha256::parse("E" + hex.substr(1)));
}

TEST_CASE("digests have the order of their hexadecimal digits, wherever they differ") {
  const std::string low(64, '0');
  for (std::size_t digit = 0; digit < low.size(); ++digit) {
    for (const char other : {'1', '8', 'f'}) {
      std::string high = low;
      high[digit] = other;
      // What follows the first difference does not count.
      std::string tail = low;
      std::fill(tail.begin() + static_cast<std::ptrdiff_t>(digit) + 1, tail.end(), 'f');
      CHECK(*Sha256::parse(low) < *Sha256::parse(high));
      CHECK(*Sha256::parse(tail) < *Sha256::parse(high));
      CHECK(*Sha256::parse(high) > *Sha256::parse(tail));
      CHECK((*Sha256::parse(high) <=> *Sha256::parse(high)) == 0);
    }
  }
}

TEST_CASE("a hasher may continue from where another stands") {
  Sha256Hasher prefix;
  prefix.update(as_bytes("ab"));
  Sha256Hasher copy;
  copy.update(as_bytes("forgotten"));
  copy.continue_from(prefix);
  copy.update(as_bytes("c"));
  CHECK(copy.finish() == sha256(as_bytes("abc")));
  CHECK(prefix.finish() == sha256(as_bytes("ab")));
  copy.update(as_bytes("forgotten"));
  copy.continue_from(Sha256Hasher());
  CHECK(copy.finish() == sha256({}));
}
