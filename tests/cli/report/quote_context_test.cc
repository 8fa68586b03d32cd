// SPDX-License-Identifier: Apache-2.0
#include "cli/report/quote_context.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

// Two paragraphs: [0,13) and [14,23).
ShownText two_paragraphs() {
  return {U"One two three\nFour five\n", {{0, 13, Region::kBody}, {14, 23, Region::kAside}}};
}

}  // namespace

TEST_CASE("a quote is shown in its whole paragraph and no further") {
  const auto context = quote_context(two_paragraphs(), {4, 7}, 100);
  REQUIRE(context);
  CHECK(context->before == "One ");
  CHECK(context->words == "two");
  CHECK(context->after == " three");
  CHECK_FALSE(context->cut_before);
  CHECK_FALSE(context->cut_after);
  CHECK(context->region == Region::kBody);
}

TEST_CASE("a quote over two paragraphs is shown in both") {
  const auto context = quote_context(two_paragraphs(), {8, 18}, 100);
  REQUIRE(context);
  CHECK(context->before == "One two ");
  CHECK(context->words == "three\nFour");
  CHECK(context->after == " five");
}

TEST_CASE("a long paragraph is cut between words, and it shows") {
  const auto context = quote_context(two_paragraphs(), {8, 13}, 5);
  REQUIRE(context);
  CHECK(context->before == "two ");
  CHECK(context->cut_before);
  const auto after = quote_context(two_paragraphs(), {0, 3}, 6);
  REQUIRE(after);
  CHECK(after->after == " two");
  CHECK(after->cut_after);
}

TEST_CASE("a range outside of the text has no context") {
  CHECK_FALSE(quote_context(two_paragraphs(), {20, 99}, 10));
  CHECK_FALSE(quote_context(two_paragraphs(), {5, 5}, 10));
  CHECK_FALSE(quote_context(two_paragraphs(), {-3, 5}, 10));
}
