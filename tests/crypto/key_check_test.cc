// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_check.h"

#include <doctest/doctest.h>

#include "crypto/error.h"

using namespace dossier;

namespace {

const Timestamp kNow = *Timestamp::parse("2026-03-02T10:04:11Z");

std::string refusal(const std::string& text) {
  try {
    parse_key_check(text, kNow);
    return "good";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.message();
  }
}

}  // namespace

TEST_CASE("how a key was checked is a known way, with a note or without") {
  CHECK(parse_key_check("in-person", kNow).comment() ==
        "checked-at=2026-03-02T10:04:11Z checked=in-person");
  CHECK(parse_key_check("website: the page: Our keys ", kNow).comment() ==
        "checked-at=2026-03-02T10:04:11Z checked=website the page: Our keys");
  for (const std::string& way : key_check_ways()) {
    const std::string note = way == "other" ? ":by courier" : "";
    CHECK(refusal(way + note) == "good");
  }
}

TEST_CASE("a word copied from an example, nothing, or no reason is no way of checking") {
  CHECK(refusal("HOW") == "'HOW' is no way of checking a key");
  CHECK(refusal("") == "'' is no way of checking a key");
  CHECK(refusal("In-person") == "'In-person' is no way of checking a key");
  CHECK(refusal("other") == "'other' needs a note that tells how");
  CHECK(refusal("other:  ") == "'other' needs a note that tells how");
  CHECK(refusal("call:" + std::string(201, 'a')).find("200 bytes") != std::string::npos);
  CHECK(refusal("call:" + std::string(200, 'a')) == "good");
  CHECK(refusal("call:a\nb * ssh-ed25519").find("control") != std::string::npos);
}

TEST_CASE(
    "the comment of a checked key is read again as it was, and others are not taken for one") {
  const KeyCheck check = parse_key_check("colleague:the desk, in June", kNow);
  const auto again = KeyCheck::from_comment(check.comment());
  REQUIRE(again);
  CHECK(again->at == kNow);
  CHECK(again->way == "colleague");
  CHECK(again->note == "the desk, in June");
  for (const char* comment :
       {"", "Alice Berg", "checked=call checked-at=2026-03-02T10:04:11Z",
        "checked-at=2026-03-02 checked=call", "checked-at=2026-03-02T10:04:11Z checked=guess",
        "checked-at=2026-03-02T10:04:11Z"}) {
    CAPTURE(comment);
    CHECK_FALSE(KeyCheck::from_comment(comment));
  }
}
