// SPDX-License-Identifier: Apache-2.0
#include "cli/nearest.h"

#include <doctest/doctest.h>

using dossier::nearest;

TEST_CASE("a slip of one or two letters finds the word") {
  const std::vector<std::string> words{"init", "add", "quote", "verify", "version"};
  CHECK(nearest("inti", words) == "init");
  CHECK(nearest("verfy", words) == "verify");
  CHECK(nearest("qoute", words) == "quote");
  CHECK(nearest("ad", words) == "add");
  CHECK(nearest("vers", words) == "version");
}

TEST_CASE("what is far from all words finds none") {
  const std::vector<std::string> words{"init", "add", "quote"};
  CHECK(nearest("remove", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest("x", words).empty());
  CHECK(nearest(std::string(100'000, 'a'), words).empty());
}
