// SPDX-License-Identifier: Apache-2.0
#include "cli/ids.h"

#include <doctest/doctest.h>

namespace dossier {

TEST_CASE("ids of one stem are numbered, and numbers that are taken are passed over") {
  IdMaker ids({"art-letters", "art-letters-3", "art-2", "src-letters"});
  CHECK(ids.make(RecordKind::kArticle, "letters").text() == "art-letters-2");
  CHECK(ids.make(RecordKind::kArticle, "letters").text() == "art-letters-4");
  CHECK(ids.make(RecordKind::kArticle, "letters-2").text() == "art-letters-2-2");
  CHECK(ids.make(RecordKind::kArticle, "other").text() == "art-other");
  CHECK(ids.make(RecordKind::kArticle, "other").text() == "art-other-2");
  CHECK(ids.make(RecordKind::kSource, "letters").text() == "src-letters-2");
  CHECK(ids.make(RecordKind::kArticle, "").text() == "art-1");
  CHECK(ids.make(RecordKind::kArticle, "").text() == "art-3");
}

TEST_CASE("a number that a person chose is not made again") {
  IdMaker ids({});
  CHECK(ids.make(RecordKind::kQuote, "").text() == "quo-1");
  CHECK(ids.choose(RecordKind::kQuote, "2").text() == "quo-2");
  CHECK(ids.make(RecordKind::kQuote, "").text() == "quo-3");
}

TEST_CASE("thousands of texts without Latin letters have ids of their own, in order") {
  IdMaker ids({});
  for (int i = 1; i <= 20000; ++i)
    REQUIRE(ids.make(RecordKind::kQuote, "").text() == "quo-" + std::to_string(i));
}

}  // namespace dossier
