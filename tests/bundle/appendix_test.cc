// SPDX-License-Identifier: Apache-2.0
#include "bundle/appendix.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "bundle/appendix_names.h"
#include "bundle/entry_source.h"
#include "bundle/recover.h"
#include "bundle/zip_format.h"
#include "bundle/zip_writer.h"
#include "crypto/error.h"
#include "tests/bundle/temporary_folder.h"

using namespace dossier;

namespace {

constexpr std::uint64_t kAlwaysInPlace = 0;

std::string vector_bytes(const std::string& name) {
  std::ifstream in(DOSSIER_SOURCE_DIR "/tests/vectors/accept/" + name + "/bundle.dossier.zip",
                   std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string entry_bytes(const std::string& bundle, const std::string& path) {
  std::string content;
  const OpenedSource opened = open_zip_source(bundle);
  REQUIRE(opened.source);
  ReadOptions reading;
  reading.threads = 1;
  reading.tap = [&](std::size_t index, ByteView piece) {
    if (opened.source->path(index) == path) content += as_text(piece);
  };
  std::vector<Finding> findings;
  opened.source->read(
      0, opened.source->count(), reading, [](const EntryContent&) {}, findings);
  CHECK(findings.empty());
  return content;
}

Bytes bytes_of(const std::string& text) {
  return {text.begin(), text.end()};
}

// The old bundle, what is added, and the new bundle that the vectors' own writer has made.
struct Example {
  TemporaryFolder folder;
  std::string bundle = folder / "letters.dossier.zip";
  std::string old_bytes = vector_bytes("minimal");
  std::string new_bytes = vector_bytes("counter-signed");
  std::vector<AppendixFile> files;

  Example() {
    folder.write("new.zip", new_bytes);
    for (const char* path : {"signatures/0002-review.sig", "signatures/0003-receipt.sig",
                             "signatures/0004-witness.sig"}) {
      files.push_back({path, bytes_of(entry_bytes(folder / "new.zip", path))});
    }
    put(old_bytes);
  }
  void put(const std::string& bytes) const { folder.write("letters.dossier.zip", bytes); }
  std::string now() const { return folder.read("letters.dossier.zip"); }
};

// One signature only, so that there is nothing between the old and the new bundle.
struct SingleExample : Example {
  SingleExample() {
    files.resize(1);
    Appendix(bundle).add(files);
    new_bytes = now();
    put(old_bytes);
  }
};

std::uint64_t directory_offset(const std::string& bundle) {
  ZipEnd end;
  CHECK_FALSE(decode_end(as_bytes(bundle), bundle.size(), end));
  return end.directory_offset;
}

std::string only_code(const std::string& bundle) {
  const OpenedSource opened = open_zip_source(bundle);
  if (opened.findings.empty()) return "";
  return std::string(opened.findings.front().code);
}

void check_old_or_new(const Example& example, const std::string& state) {
  example.put(state);
  const std::string code = only_code(example.bundle);
  const bool is_old_or_new = state == example.old_bytes || state == example.new_bytes;
  CHECK(code == (is_old_or_new ? "" : "container.torn"));
  recover_bundle(example.bundle);
  const std::string now = example.now();
  const bool recovered = now == example.old_bytes || now == example.new_bytes;
  CHECK(recovered);
}

}  // namespace

TEST_CASE("a bundle with signatures added is the one that another writer makes") {
  for (const std::uint64_t rewrite_up_to : {Appendix::kRewriteBytes, kAlwaysInPlace}) {
    const Example example;
    Appendix(example.bundle, rewrite_up_to).add(example.files);
    CHECK(example.now() == example.new_bytes);
  }
}

TEST_CASE("signatures added one by one give the same bytes as together") {
  for (const std::uint64_t rewrite_up_to : {Appendix::kRewriteBytes, kAlwaysInPlace}) {
    const Example example;
    for (const AppendixFile& file : example.files) {
      Appendix(example.bundle, rewrite_up_to).add({file});
    }
    CHECK(example.now() == example.new_bytes);
  }
}

TEST_CASE("a large bundle stays the same file, a small one is another with the same permissions") {
  const Example example;
  struct stat before {
  }, after{};
  ::chmod(example.bundle.c_str(), 0640);
  ::stat(example.bundle.c_str(), &before);
  Appendix(example.bundle, kAlwaysInPlace).add({example.files[0]});
  ::stat(example.bundle.c_str(), &after);
  CHECK(before.st_ino == after.st_ino);
  Appendix(example.bundle).add({example.files[1]});
  ::stat(example.bundle.c_str(), &after);
  CHECK(before.st_ino != after.st_ino);
  CHECK((after.st_mode & 07777U) == 0640);
}

TEST_CASE("a symbolic link to a bundle stays a link") {
  const Example example;
  const std::string link = example.folder / "link";
  REQUIRE(::symlink(example.bundle.c_str(), link.c_str()) == 0);
  Appendix(link).add(example.files);
  CHECK(std::filesystem::is_symlink(link));
  CHECK(example.now() == example.new_bytes);
}

TEST_CASE("a write in place that stops after any byte leaves a torn bundle or the old or new one") {
  const SingleExample example;
  const std::size_t from = directory_offset(example.old_bytes);
  for (std::size_t done = from; done <= example.new_bytes.size(); ++done) {
    CAPTURE(done);
    std::string state = example.new_bytes.substr(0, done);
    if (done < example.old_bytes.size()) state += example.old_bytes.substr(done);
    check_old_or_new(example, state);
  }
}

TEST_CASE("blocks that reached the disk in any order are mended to the old or the new bundle") {
  const Example example;
  const std::size_t from = directory_offset(example.old_bytes);
  const std::size_t blocks = 8;
  const std::size_t size = (example.new_bytes.size() - from + blocks - 1) / blocks;
  for (unsigned written = 0; written < 1U << blocks; ++written) {
    CAPTURE(written);
    // A longer file reads as zeros where nothing was written yet.
    std::string state = example.old_bytes;
    if (written >> (blocks - 1) != 0) state.resize(example.new_bytes.size());
    for (std::size_t block = 0; block < blocks; ++block) {
      if ((written >> block & 1U) == 0) continue;
      const std::size_t at = from + block * size;
      const std::string part = example.new_bytes.substr(at, size);
      if (state.size() < at + part.size()) state.resize(at + part.size());
      state.replace(at, part.size(), part);
    }
    example.put(state);
    recover_bundle(example.bundle);
    // Several signatures at once: those that are whole are kept.
    const OpenedSource opened = open_zip_source(example.bundle);
    REQUIRE(opened.source);
    CHECK(opened.findings.empty());
    CHECK(example.now().substr(0, from) == example.old_bytes.substr(0, from));
    for (std::size_t i = 0; i < opened.source->count(); ++i) {
      const std::string path(opened.source->path(i));
      if (format_rank(path) != 6) continue;
      CHECK(entry_bytes(example.bundle, path) == entry_bytes(example.folder / "new.zip", path));
    }
  }
}

TEST_CASE("a recovery that is itself interrupted is done by the next") {
  const SingleExample example;
  const std::size_t from = directory_offset(example.new_bytes);
  for (std::size_t done = from; done <= example.new_bytes.size(); ++done) {
    CAPTURE(done);
    check_old_or_new(example, example.new_bytes.substr(0, done));
  }
}

TEST_CASE("a bundle that is whole is left alone by recover") {
  const Example example;
  struct stat before {
  }, after{};
  ::stat(example.bundle.c_str(), &before);
  const Recovery recovery = recover_bundle(example.bundle);
  ::stat(example.bundle.c_str(), &after);
  CHECK(recovery.was_whole);
  CHECK_FALSE(recovery.removed_leftover);
  CHECK(recovery.appendix == std::vector<std::string>{"signatures/0001-seal.sig"});
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(example.now() == example.old_bytes);
}

TEST_CASE("a timestamp's text without its token is undone") {
  const Example example;
  Appendix(example.bundle, kAlwaysInPlace)
      .add({{"signatures/0002-timestamp.txt", bytes_of("lines\n")},
            {"signatures/0002-timestamp.tsr", bytes_of("token")}});
  const std::string stamped = example.now();
  const std::size_t token = stamped.find("token");
  REQUIRE(token != std::string::npos);
  example.put(stamped.substr(0, token + 2));
  CHECK(recover_bundle(example.bundle).appendix ==
        std::vector<std::string>{"signatures/0001-seal.sig"});
  CHECK(example.now() == example.old_bytes);
  example.put(stamped.substr(0, token + 5));
  CHECK(recover_bundle(example.bundle).appendix.size() == 3);
  CHECK(example.now() == stamped);
}

TEST_CASE("an added signature whose bytes are not right is undone") {
  const Example example;
  std::string state = example.new_bytes.substr(0, directory_offset(example.new_bytes));
  state[state.size() - 100] = static_cast<char>(state[state.size() - 100] ^ 1);
  example.put(state);
  CHECK(recover_bundle(example.bundle).appendix.size() == 3);
}

TEST_CASE("recover refuses what is damaged in its sealed part, and does not touch it") {
  const Example example;
  const std::size_t from = directory_offset(example.old_bytes);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{20}, std::size_t{500}, from / 2}) {
    CAPTURE(cut);
    example.put(example.old_bytes.substr(0, cut));
    CHECK_THROWS_AS(recover_bundle(example.bundle), Error);
    CHECK(example.now() == example.old_bytes.substr(0, cut));
  }
  std::string state = example.old_bytes.substr(0, from);
  state[300] = static_cast<char>(state[300] ^ 1);
  example.put(state);
  CHECK_THROWS_AS(recover_bundle(example.bundle), Error);
  CHECK(example.now() == state);
}

TEST_CASE("what an interrupted run left beside a bundle is named, and removed by recover only") {
  const Example example;
  example.folder.write("letters.dossier.zip.partial", example.new_bytes);
  CHECK_THROWS_WITH_AS(Appendix{example.bundle},
                       doctest::Contains("letters.dossier.zip.partial: is left"), Error);
  const Recovery recovery = recover_bundle(example.bundle);
  CHECK(recovery.removed_leftover);
  CHECK(recovery.was_whole);
  CHECK_FALSE(std::filesystem::exists(example.bundle + ".partial"));
  Appendix(example.bundle).add(example.files);
  CHECK(example.now() == example.new_bytes);
}

TEST_CASE("two runs do not write to one bundle at a time") {
  const Example example;
  Appendix first(example.bundle);
  CHECK_THROWS_WITH_AS(Appendix{example.bundle}, doctest::Contains("another run"), Error);
  CHECK_THROWS_WITH_AS(recover_bundle(example.bundle), doctest::Contains("another run"), Error);
  first.add(example.files);
  CHECK(example.now() == example.new_bytes);
}

TEST_CASE("a bundle that changed since it was opened is not added to") {
  for (const std::uint64_t rewrite_up_to : {Appendix::kRewriteBytes, kAlwaysInPlace}) {
    const Example grown;
    Appendix to_grown(grown.bundle, rewrite_up_to);
    grown.put(grown.old_bytes + "x");
    CHECK_THROWS_WITH_AS(to_grown.add(grown.files), doctest::Contains("was changed"), Error);
    CHECK(grown.now() == grown.old_bytes + "x");

    const Example replaced;
    Appendix to_replaced(replaced.bundle, rewrite_up_to);
    replaced.folder.write("other", replaced.old_bytes);
    std::filesystem::rename(replaced.folder / "other", replaced.bundle);
    CHECK_THROWS_WITH_AS(to_replaced.add(replaced.files), doctest::Contains("was changed"), Error);
    CHECK(replaced.now() == replaced.old_bytes);
  }
}

TEST_CASE("a bundle as a folder gets the files") {
  const TemporaryFolder folder;
  folder.write("bag/tagmanifest-sha256.txt", "lines\n");
  Appendix(folder / "bag").add({{"signatures/0001-seal.sig", bytes_of("armour\n")}});
  CHECK(folder.read("bag/signatures/0001-seal.sig") == "armour\n");
  Appendix again(folder / "bag");
  CHECK_THROWS_AS(again.add({{"signatures/0001-seal.sig", bytes_of("other\n")}}), Error);
  CHECK(folder.read("bag/signatures/0001-seal.sig") == "armour\n");
}

TEST_CASE("the signature that makes the 65,535th entry brings the zip64 records") {
  for (const std::uint64_t rewrite_up_to : {Appendix::kRewriteBytes, kAlwaysInPlace}) {
    const TemporaryFolder folder;
    const std::string path = folder / "many.dossier.zip";
    std::vector<std::string> names;
    for (int i = 0; i < 65'533; ++i) names.push_back("data/" + std::to_string(100'000 + i));
    names.emplace_back("tagmanifest-sha256.txt");
    {
      const Descriptor file(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
      ZipWriter writer(file.get(), path, "many/");
      for (const std::string& name : names) writer.put(writer.add(name, 0), {});
      writer.finish();
    }
    for (unsigned number = 1; number <= 3; ++number) {
      Appendix(path, rewrite_up_to)
          .add({{appendix_path(number, "review", "sig"), bytes_of("armour\n")}});
      const OpenedSource opened = open_zip_source(path);
      CHECK(opened.findings.empty());
      REQUIRE(opened.source);
      CHECK(opened.source->count() == names.size() + number);
    }
  }
}

TEST_CASE("numbers of the appendix go on from the last") {
  CHECK(next_appendix_number({}) == 1);
  CHECK(next_appendix_number({"signatures/0001-seal.sig"}) == 2);
  CHECK(next_appendix_number({"signatures/0001-seal.sig", "signatures/0002-timestamp.txt",
                              "signatures/0002-timestamp.tsr"}) == 3);
  CHECK(appendix_path(7, "receipt", "sig") == "signatures/0007-receipt.sig");
  CHECK_THROWS_AS(next_appendix_number({"signatures/9999-review.sig"}), Error);
}
