// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/lineage.h"

#include <doctest/doctest.h>

#include "crypto/bytes.h"

using namespace dossier;

namespace {

Version version(std::string id, std::int64_t revision, std::string_view sealed,
                std::string_view previous = {}) {
  Version made{std::move(id), revision, std::nullopt, sha256(as_bytes(sealed))};
  if (!previous.empty()) made.previous = sha256(as_bytes(previous));
  return made;
}

}  // namespace

TEST_CASE("only a digest makes one bundle the revision of another") {
  const Version first = version("a", 1, "one");
  const Version second = version("a", 2, "two", "one");
  CHECK(lineage_of(first, second) == Lineage::kNext);
  CHECK(lineage_of(second, first) == Lineage::kFormer);
  CHECK(lineage_of(first, version("a", 2, "two", "another one")) == Lineage::kOtherBranch);
  CHECK(lineage_of(version("a", 2, "two", "another one"), first) == Lineage::kOtherBranch);
}

TEST_CASE("bundles with the same signed bytes are the same, whoever signed them") {
  CHECK(lineage_of(version("a", 2, "two", "one"), version("a", 2, "two", "one")) == Lineage::kSame);
}

TEST_CASE("two revisions of one number are branches") {
  CHECK(lineage_of(version("a", 2, "two", "one"), version("a", 2, "second two", "one")) ==
        Lineage::kOtherBranch);
}

TEST_CASE("with revisions between, the numbers tell the order and nothing is proven") {
  CHECK(lineage_of(version("a", 1, "one"), version("a", 3, "three", "two")) == Lineage::kLater);
  CHECK(lineage_of(version("a", 3, "three", "two"), version("a", 1, "one")) == Lineage::kEarlier);
}

TEST_CASE("another id is another dossier, whatever it calls its former revision") {
  CHECK(lineage_of(version("a", 1, "one"), version("b", 2, "two", "one")) ==
        Lineage::kOtherDossier);
}
