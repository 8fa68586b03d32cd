// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_check.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/bundle/temporary_folder.h"

namespace dossier {
namespace {

namespace fs = std::filesystem;

using Codes = std::set<std::string>;

const Timestamp kNow = *Timestamp::from_unix(1'780'000'000);

Codes codes_of(const ForeignVerdict& verdict, Severity least) {
  Codes codes;
  for (const Finding& finding : verdict.findings) {
    if (finding.severity >= least) codes.insert(std::string(finding.code));
  }
  return codes;
}

ForeignVerdict verdict_of(const fs::path& bag) {
  const auto verdict = check_foreign_bag(bag.string(), 2, nullptr, {TrustFolder(), kNow});
  REQUIRE(verdict.has_value());
  return *verdict;
}

Codes errors_of(const fs::path& bag) {
  return codes_of(verdict_of(bag), Severity::kError);
}

fs::path suite() {
  return fs::path(DOSSIER_VECTORS_DIR) / "bagit";
}

bool suite_is_here() {
  if (fs::is_directory(suite())) return true;
  MESSAGE("not run: the BagIt conformance suite is not in " << suite().string());
  return false;
}

std::vector<fs::path> bags_of(const std::string& folder) {
  std::vector<fs::path> bags;
  for (const auto& entry : fs::directory_iterator(suite() / folder)) bags.push_back(entry.path());
  std::sort(bags.begin(), bags.end());
  REQUIRE(!bags.empty());
  return bags;
}

// A bag of one file, made here.
class SmallBag {
 public:
  SmallBag() {
    write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    write("data/a.txt", "a\n");
    write("manifest-sha256.txt",
          "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  data/a.txt\n");
  }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((folder() / path).parent_path());
    std::ofstream(folder() / path, std::ios::binary) << text;
  }
  fs::path folder() const { return fs::path(temporary_.path()) / "bag"; }
  // Made by a stock program beside the bag.
  fs::path packed(const std::string& command, const std::string& name) const {
    const std::string line = "cd '" + fs::path(temporary_.path()).string() + "' && " + command;
    REQUIRE(std::system(line.c_str()) == 0);
    return fs::path(temporary_.path()) / name;
  }

 private:
  TemporaryFolder temporary_;
};

}  // namespace

TEST_CASE("the bags that the conformance suite calls valid are complete and valid") {
  if (!suite_is_here()) return;
  for (const std::string version : {"v0.93", "v0.94", "v0.95", "v0.96", "v0.97", "v1.0"}) {
    for (const fs::path& bag : bags_of(version + "/valid")) {
      CAPTURE(bag.string());
      const ForeignVerdict verdict = verdict_of(bag);
      CHECK(verdict.version == version.substr(1));
      CHECK(codes_of(verdict, Severity::kError) == Codes{});
    }
  }
}

TEST_CASE("the bags that the conformance suite calls invalid fail for what is wrong with them") {
  if (!suite_is_here()) return;
  const fs::path old = suite() / "v0.97/invalid";
  CHECK(errors_of(old / "baginfo-missing-encoding") == Codes{"bag.foreign-declaration"});
  CHECK(errors_of(old / "bom-in-bagit.txt") == Codes{"bag.foreign-declaration"});
  CHECK(errors_of(old / "corrupt-data-file") == Codes{"bag.oxum-mismatch", "file.digest-mismatch"});
  CHECK(errors_of(old / "corrupt-tag-file") == Codes{"file.digest-mismatch"});
  CHECK(errors_of(old / "extra-file-in-bag") == Codes{"bag.oxum-mismatch", "file.unlisted"});
  CHECK(errors_of(old / "invalid-version-number") == Codes{"bag.foreign-declaration"});
  CHECK(errors_of(old / "missing-baginfo") == Codes{"file.missing"});
  CHECK(errors_of(old / "missing-bagit.txt") == Codes{"bag.tag-file-missing"});
  CHECK(errors_of(old / "same-filename-listed-twice-with-different-hashes") ==
        Codes{"bag.listed-twice"});
  const fs::path recent = suite() / "v1.0/invalid";
  CHECK(errors_of(recent / "bagit-with-invalid-whitespace") == Codes{"bag.foreign-declaration"});
  CHECK(errors_of(recent / "notAllManifestsListAllFiles") == Codes{"file.unlisted"});
  CHECK(errors_of(recent / "same-filename-listed-twice-with-the-same-hash")
            .contains("bag.listed-twice"));
  CHECK(errors_of(recent / "same-filename-listed-twice-with-different-hashes")
            .contains("bag.listed-twice"));
}

TEST_CASE("a path that leads out of the bag on any system is refused on every system") {
  if (!suite_is_here()) return;
  for (const std::string folder : {"v0.97/linux-only", "v0.97/windows-only"}) {
    for (const fs::path& bag : bags_of(folder)) {
      CAPTURE(bag.string());
      CHECK(errors_of(bag) == Codes{"bag.path-outside"});
    }
  }
  const fs::path invalid = suite() / "v0.97/invalid";
  CHECK(errors_of(invalid / "out-of-scope-file-paths-using-dot-notation") ==
        Codes{"bag.path-outside"});
  CHECK(errors_of(invalid / "out-of-scope-file-paths-using-dot-notation-for-fetch") ==
        Codes{"bag.path-outside"});
}

TEST_CASE("what tools read differently is told, and is no error where the file is there") {
  if (!suite_is_here()) return;
  const fs::path folder = suite() / "v0.97/warning";
  for (const std::string name : {"made-with-md5sum-tools", "relative-path",
                                 "same-filename-listed-twice-with-the-same-hash"}) {
    CAPTURE(name);
    const ForeignVerdict verdict = verdict_of(folder / name);
    CHECK(codes_of(verdict, Severity::kError) == Codes{});
    CHECK(codes_of(verdict, Severity::kWarning).contains("bag.doubtful"));
  }
  for (const std::string name : {"duplicate-file-with-different-case", "special-system-files",
                                 "same-filename-listed-twice-with-different-normalization"}) {
    CAPTURE(name);
    CHECK(errors_of(folder / name).contains("file.missing"));
  }
}

TEST_CASE("a small bag is valid as a folder, and packed by stock tools") {
  const SmallBag bag;
  CHECK(codes_of(verdict_of(bag.folder()), Severity::kInfo) == Codes{});
  for (const auto& form : std::vector<std::pair<std::string, std::string>>{
           {"zip -qr bag.zip bag", "bag.zip"},
           {"tar -cf bag.tar bag", "bag.tar"},
           {"tar --format=pax -cf bag.pax.tar bag", "bag.pax.tar"},
           {"tar -czf bag.tgz bag", "bag.tgz"},
           {"tar -czf root.tgz -C bag .", "root.tgz"}}) {
    CAPTURE(form.first);
    const ForeignVerdict verdict = verdict_of(bag.packed(form.first, form.second));
    CHECK(verdict.version == "1.0");
    CHECK(verdict.files == 3);
    CHECK(codes_of(verdict, Severity::kInfo) == Codes{});
  }
}

TEST_CASE("a packed bag keeps names in all scripts") {
  const SmallBag bag;
  bag.write("data/\u00fcn\u00ef-\u540d.txt", "a\n");
  bag.write("manifest-sha256.txt",
            "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  data/a.txt\n"
            "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  "
            "data/\u00fcn\u00ef-\u540d.txt\n");
  for (const std::string format : {"gnu", "pax", "ustar"}) {
    CAPTURE(format);
    CHECK(codes_of(verdict_of(bag.packed("tar --format=" + format + " -cf bag.tar bag", "bag.tar")),
                   Severity::kInfo) == Codes{});
  }
}

TEST_CASE("an archive of a bag that is cut short is not valid") {
  const SmallBag bag;
  const fs::path archive = bag.packed("tar -cf bag.tar bag", "bag.tar");
  // Within the last file's data: three files of two blocks each, and a folder entry or two.
  fs::resize_file(archive, 512 * 4 + 100);
  CHECK(!errors_of(archive).empty());
}

TEST_CASE("links in a packed bag are refused") {
  const SmallBag bag;
  fs::create_symlink("a.txt", bag.folder() / "data/link.txt");
  CHECK(errors_of(bag.packed("tar -cf bag.tar bag", "bag.tar")) == Codes{"bag.foreign-entry"});
  CHECK(errors_of(bag.folder()) == Codes{"bag.foreign-entry"});
}

TEST_CASE("files beside the bag in its archive are refused") {
  const SmallBag bag;
  const fs::path archive = bag.packed("touch beside && tar -cf bag.tar bag beside", "bag.tar");
  CHECK(errors_of(archive) == Codes{"bag.foreign-outside"});
}

TEST_CASE("a file without a name is told at the archive") {
  const SmallBag bag;
  const fs::path archive = bag.packed(
      "python3 -c \"import tarfile; tar = tarfile.open('bag.tar', 'w'); tar.add('bag'); "
      "tar.addfile(tarfile.TarInfo(''))\"",
      "bag.tar");
  const ForeignVerdict verdict = verdict_of(archive);
  CHECK(codes_of(verdict, Severity::kError) == Codes{"bag.foreign-entry"});
  for (const Finding& finding : verdict.findings) CHECK(!finding.where.empty());
}

TEST_CASE("each other fault of a bag has its own code") {
  const SmallBag bag;
  SUBCASE("a digest that is not known") {
    bag.write("manifest-whirlpool.txt", "00  data/a.txt\n");
    CHECK(codes_of(verdict_of(bag.folder()), Severity::kInfo) == Codes{"bag.digest-unknown"});
  }
  SUBCASE("a line that is no manifest line") {
    bag.write("manifest-sha512.txt", "00  data/a.txt\n");
    CHECK(errors_of(bag.folder()) == Codes{"bag.foreign-manifest-line", "file.unlisted"});
  }
  SUBCASE("a line of bag-info.txt without a colon") {
    bag.write("bag-info.txt", "nothing\n");
    CHECK(errors_of(bag.folder()) == Codes{"bag.foreign-info"});
  }
  SUBCASE("a tag file in another encoding than declared") {
    bag.write("bag-info.txt", "Contact: \xE4\n");
    CHECK(errors_of(bag.folder()) == Codes{"bag.foreign-encoding"});
  }
  SUBCASE("fetch.txt with a line of two fields") {
    bag.write("fetch.txt", "address 12\n");
    CHECK(errors_of(bag.folder()) == Codes{"bag.foreign-fetch"});
  }
  SUBCASE("another Payload-Oxum") {
    bag.write("bag-info.txt", "Payload-Oxum: 3.1\n");
    CHECK(errors_of(bag.folder()) == Codes{"bag.oxum-mismatch"});
  }
  SUBCASE("weak digests alone") {
    fs::remove(bag.folder() / "manifest-sha256.txt");
    bag.write("manifest-md5.txt", "60b725f10c9c85c70d97880dfe8191b3  data/a.txt\n");
    CHECK(codes_of(verdict_of(bag.folder()), Severity::kInfo) == Codes{"bag.digest-weak"});
  }
  SUBCASE("a tag file that no tag manifest names") {
    bag.write("note.txt", "a\n");
    bag.write("tagmanifest-sha256.txt",
              "e91f941be5973ff71f1dccbdd1a32d598881893a7f21be516aca743da38b1689  bagit.txt\n");
    const ForeignVerdict verdict = verdict_of(bag.folder());
    CHECK(codes_of(verdict, Severity::kWarning).contains("bag.tag-file-unlisted"));
  }
}

TEST_CASE("what was packed as a dossier is never judged by the laxer rules") {
  const SmallBag bag;
  SUBCASE("its head record") {
    bag.write("data/dossier.json", "{}\n");
  }
  SUBCASE("its seal") {
    bag.write("seal/seal.json", "{}\n");
  }
  SUBCASE("its salt") {
    bag.write("data/seal/salt.txt", "\n");
  }
  SUBCASE("a seal signature") {
    bag.write("signatures/0001-seal.sig", "\n");
  }
  SUBCASE("its format in bag-info.txt") {
    bag.write("bag-info.txt", "Dossier-Format: 1\n");
  }
  CHECK(!check_foreign_bag(bag.folder().string(), 1, nullptr, {TrustFolder(), kNow}).has_value());
  CHECK(!check_foreign_bag(bag.packed("zip -qr bag.zip bag", "bag.zip").string(), 1, nullptr,
                           {TrustFolder(), kNow})
             .has_value());
}

}  // namespace dossier
