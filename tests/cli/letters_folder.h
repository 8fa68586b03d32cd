// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/cli/run_dossier.h"

namespace dossier::test {

// A copy of the sample's case in "case", on the evening after its review.
class LettersFolder {
 public:
  LettersFolder() {
    std::filesystem::copy(DOSSIER_SOURCE_DIR "/samples/letters-claim/case", folder_ / "case",
                          std::filesystem::copy_options::recursive);
  }

  Ran run(std::vector<std::string> words) const {
    words.insert(words.end(), {"-C", "case"});
    Ran ran = run_dossier(
        words,
        {folder_.path(), {{"SOURCE_DATE_EPOCH", "1772391600"}, {"DOSSIER_TEST_SEED", "test"}}, {}});
    const std::string warning =
        "dossier: DOSSIER_TEST_SEED is set: nonces can be guessed; only for tests\n";
    if (ran.err.rfind(warning, 0) == 0) ran.err.erase(0, warning.size());
    return ran;
  }
  Ran memo(const std::string& text, std::vector<std::string> more = {}) const {
    write_all(folder_ / "m.md", text);
    more.insert(more.begin(), {"memo", "m.md"});
    return run(more);
  }

  std::string path() const { return folder_ / "case"; }
  // Puts the file there as an editor would.
  void put(const std::string& path, const std::string& bytes) const {
    write_all(folder_ / ("case/" + path), bytes);
  }
  // The file with the first `from` of it replaced.
  void change(const std::string& path, const std::string& from, const std::string& to) const {
    std::string bytes = file(path);
    const std::size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    put(path, bytes.replace(at, from.size(), to));
  }
  std::string file(const std::string& path) const { return read_all(folder_ / ("case/" + path)); }
  bool has(const std::string& path) const {
    return std::filesystem::exists(folder_ / ("case/" + path));
  }
  // Every file of the case with its bytes: nothing was written when it stays equal.
  std::map<std::string, std::string> snapshot() const {
    std::map<std::string, std::string> files;
    for (const auto& item : std::filesystem::recursive_directory_iterator(folder_ / "case")) {
      const std::string path = std::filesystem::relative(item.path(), folder_ / "case").string();
      if (item.is_regular_file() && path.rfind(".dossier/", 0) != 0) {
        files[path] = read_all(item.path().string());
      }
    }
    return files;
  }
  template <class T>
  T record(const std::string& id) const {
    const std::string path = RecordId::parse(id)->path();
    const RecordFile read = read_record_file(path, file(path), Profile::kNewsroom);
    REQUIRE(read.sound);
    return std::get<T>(read.record);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace dossier::test
