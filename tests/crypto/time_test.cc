// SPDX-License-Identifier: Apache-2.0
#include "crypto/time.h"

#include <doctest/doctest.h>

using namespace dossier;

TEST_CASE("a timestamp is RFC 3339 in UTC with whole seconds") {
  CHECK(Timestamp::parse("1970-01-01T00:00:00Z")->unix_seconds() == 0);
  CHECK(Timestamp::parse("2026-02-27T09:12:40Z")->unix_seconds() == 1772183560);
  CHECK(Timestamp::parse("2000-02-29T23:59:59Z")->to_string() == "2000-02-29T23:59:59Z");
  CHECK(Timestamp::parse("0001-01-01T00:00:00Z")->to_string() == "0001-01-01T00:00:00Z");
  CHECK(Timestamp::parse("9999-12-31T23:59:59Z")->to_string() == "9999-12-31T23:59:59Z");
  for (const char* wrong :
       {"2026-02-27T09:12:40", "2026-02-27 09:12:40Z", "2026-02-27T09:12:40z",
        "2026-02-27T09:12:40.0Z", "2026-02-27T09:12:40+00:00", "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-06-30T23:59:60Z", "0000-01-01T00:00:00Z",
        "2026-1-01T00:00:00Z ", "+026-01-01T00:00:00Z", ""}) {
    CAPTURE(wrong);
    CHECK_FALSE(Timestamp::parse(wrong));
  }
}

TEST_CASE("OpenSSH times need their Z") {
  CHECK(Timestamp::parse_openssh("20260227Z")->to_string() == "2026-02-27T00:00:00Z");
  CHECK(Timestamp::parse_openssh("202602270912Z")->to_string() == "2026-02-27T09:12:00Z");
  CHECK(Timestamp::parse_openssh("20260227091240Z")->openssh_string() == "20260227091240Z");
  CHECK_FALSE(Timestamp::parse_openssh("20260227"));
  CHECK_FALSE(Timestamp::parse_openssh("2026022709Z"));
  CHECK_FALSE(Timestamp::parse_openssh("20260230Z"));
}
