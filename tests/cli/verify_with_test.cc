// SPDX-License-Identifier: Apache-2.0
// Captures whose bytes are not packed: the digests are in the bundle, the bytes come beside it.
#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPage =
    "<!doctype html><meta charset=utf-8><title>P</title><p>Mira Sandoval said: “We never met, and "
    "we never wrote.”</p>";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A bundle of a case whose captured page, its text and its map are listed and not packed. They lie
// in "page.html", "text.txt" and "text.map.json" beside it.
class HashOnlyBundle {
 public:
  HashOnlyBundle() {
    write_all(folder_ / "page.html", kPage);
    write_all(folder_ / "other.html", "<p>Another page.");
    require({"init", "case", "--title", "T", "--author", "Alice Berg"});
    require({"add", "page.html", "--title", "X", "--publisher", "Y", "--id", "a", "-C", "case"});
    require({"quote", "cap-a", "we never wrote", "--id", "q", "-C", "case"});
    require({"marking", "rights", "hash only", "--payload", "hash-only", "-C", "case"});
    leave_out();
    require({"pack", "--unsigned", "-o", "a.zip", "-C", "case"});
  }

  Ran run(const std::vector<std::string>& words) const {
    return run_dossier(words, {folder_.path(), {{"SOURCE_DATE_EPOCH", "1772391600"}}, {}});
  }
  Ran verify(std::vector<std::string> with) const {
    std::vector<std::string> words = {"verify", "a.zip"};
    for (std::string& path : with) words.insert(words.end(), {"--with", std::move(path)});
    return run(words);
  }
  void write(const std::string& name, const std::string& bytes) const {
    write_all(folder_ / name, bytes);
  }
  std::string read(const std::string& name) const { return read_all(folder_ / name); }

 private:
  void require(const std::vector<std::string>& words) const {
    const Ran ran = run(words);
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }
  void leave_out() const {
    const std::string path = folder_ / "case/records/captures/cap-a.json";
    const RecordFile file =
        read_record_file("records/captures/cap-a.json", read_all(path), Profile::kNewsroom);
    REQUIRE(file.sound);
    auto capture = std::get<Capture>(file.record);
    for (CaptureFile& each : capture.files) each.presence = "not-packed";
    write_all(path, write_record(capture));
    for (const char* name : {"text.txt", "text.map.json"}) {
      fs::rename(folder_ / (std::string("case/captures/cap-a/") + name), folder_ / name);
    }
    fs::remove_all(folder_ / "case/captures");
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a quote whose text is not packed cannot be checked, and that is no error") {
  const HashOnlyBundle bundle;
  const Ran ran = bundle.verify({});
  CHECK(ran.status == 4);
  CHECK(has(ran.out, "quote.not-checkable"));
  CHECK_FALSE(has(ran.out, "1 of 1 quote exact"));
}

TEST_CASE("the files that are supplied are those that were listed, and the quote is checked") {
  const HashOnlyBundle bundle;
  const Ran ran = bundle.verify({"page.html", "text.txt", "text.map.json"});
  CHECK_MESSAGE(ran.status == 4, ran.err);
  CHECK_MESSAGE(has(ran.out, "1 of 1 quote exact"), ran.out);
  CHECK_FALSE(has(ran.out, "quote.not-checkable"));
}

TEST_CASE("text and map are enough to check the words, whatever they are called and the order") {
  const HashOnlyBundle bundle;
  bundle.write("b", bundle.read("text.txt"));
  bundle.write("c", bundle.read("text.map.json"));
  CHECK(has(bundle.verify({"c", "b"}).out, "1 of 1 quote exact"));
}

TEST_CASE("a page alone is enough: its text is extracted") {
  const HashOnlyBundle bundle;
  const Ran ran = bundle.verify({"page.html"});
  CHECK(ran.status == 4);
  CHECK_MESSAGE(has(ran.out, "1 of 1 quote exact"), ran.out);
}

TEST_CASE("a file that is not of the bundle stops the verification and is named") {
  const HashOnlyBundle bundle;
  for (const std::string name : {"other.html", "changed.html"}) {
    bundle.write("changed.html", std::string(kPage) + " ");
    const Ran ran = bundle.verify({"page.html", name});
    CHECK(ran.status == 3);
    CHECK(has(ran.err, name + ": is neither a signature nor a file of this bundle"));
    CHECK(has(ran.err, "give the very file that was captured, unchanged"));
  }
}

TEST_CASE("a file that is not there is told by its name") {
  const HashOnlyBundle bundle;
  const Ran ran = bundle.verify({"nowhere.html"});
  CHECK(ran.status == 3);
  CHECK(has(ran.err, "nowhere.html"));
}
