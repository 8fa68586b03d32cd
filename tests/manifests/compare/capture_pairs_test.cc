// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/capture_pairs.h"

#include <doctest/doctest.h>

#include "manifests/compare/file_diff.h"
#include "tests/manifests/compare/letters_dossier.h"

using namespace dossier;

namespace {

std::string pairs(const CaseBuilder& before, const CaseBuilder& after) {
  const auto old_dossier = read_dossier(before);
  const auto new_dossier = read_dossier(after);
  std::string text;
  for (const CapturePair& pair : captures_to_compare(*old_dossier, *new_dossier)) {
    text += pair.before->id.text() + " " + pair.after->id.text() + "\n";
  }
  return text;
}

Capture& copy(LettersCase& builder, std::string_view from, std::string_view to,
              std::string_view captured_at) {
  Capture made = builder.get<Capture>(from);
  made.id = id_of(to);
  made.captured_at = time_of(captured_at);
  builder.records.emplace(std::string(to), std::move(made));
  return builder.get<Capture>(to);
}

}  // namespace

TEST_CASE("captures that both have are compared when their text is another") {
  LettersCase after;
  CHECK(pairs(LettersCase(), after) == "");
  after.get<Capture>("cap-dispatch").text->sha256 = sha256(as_bytes("another"));
  CHECK(pairs(LettersCase(), after) == "cap-dispatch cap-dispatch\n");
}

TEST_CASE("a new capture is compared with the latest of the article that was made the same way") {
  LettersCase before;
  copy(before, "cap-dispatch", "cap-later", "2026-02-28T10:00:00Z");
  LettersCase after = before;
  copy(after, "cap-dispatch", "cap-page", "2026-03-05T10:00:00Z");
  copy(after, "cap-dispatch-text", "cap-words", "2026-03-05T10:00:00Z");
  CHECK(pairs(before, after) == "cap-later cap-page\ncap-dispatch-text cap-words\n");
}

TEST_CASE("an article under another id is recognised by its address") {
  LettersCase after;
  Article article = after.get<Article>("art-letters");
  article.id = id_of("art-again");
  after.records.emplace("art-again", article);
  copy(after, "cap-dispatch", "cap-again", "2026-03-05T10:00:00Z").article = id_of("art-again");
  CHECK(pairs(LettersCase(), after) == "cap-dispatch cap-again\n");
  after.get<Article>("art-again").url.value = "https://elsewhere.example/";
  CHECK(pairs(LettersCase(), after) == "");
}

TEST_CASE("a capture without a text is not compared") {
  LettersCase after;
  copy(after, "cap-dispatch", "cap-picture", "2026-03-05T10:00:00Z").text.reset();
  CHECK(pairs(LettersCase(), after) == "");
}

TEST_CASE("files that are new, gone and of other content are told, by path") {
  const Sha256 one = sha256(as_bytes("1"));
  const Sha256 two = sha256(as_bytes("2"));
  const std::vector<FileChange> changes = compare_files(
      {{"a", 1, one}, {"b", 1, one}, {"d", 1, one}}, {{"b", 1, two}, {"c", 1, one}, {"d", 1, one}});
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].change == Change::kRemoved);
  CHECK(changes[0].path() == "a");
  CHECK(changes[1].change == Change::kChanged);
  CHECK(changes[1].before->sha256 == one);
  CHECK(changes[1].after->sha256 == two);
  CHECK(changes[2].change == Change::kAdded);
  CHECK(changes[2].path() == "c");
}
