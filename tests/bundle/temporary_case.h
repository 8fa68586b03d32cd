// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <stdlib.h>
#include <string>

namespace dossier::test {

using Files = std::map<std::string, std::string>;  // paths and contents

inline void write_file(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

// A folder with the files given, which goes away with this object.
class TemporaryCase {
 public:
  explicit TemporaryCase(const Files& files) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dossier-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    above_ = pattern;
    std::filesystem::create_directory(path());
    for (const auto& [name, bytes] : files) write_file(path() + "/" + name, bytes);
  }
  ~TemporaryCase() {
    std::error_code ignored;
    std::filesystem::remove_all(above_, ignored);
  }
  TemporaryCase(const TemporaryCase&) = delete;
  TemporaryCase& operator=(const TemporaryCase&) = delete;

  std::string path() const { return above_ + "/case"; }

  // All regular files with their contents, .dossier left out.
  Files files() const {
    Files found;
    for (const auto& item : std::filesystem::recursive_directory_iterator(path())) {
      const std::string name = std::filesystem::relative(item.path(), path()).string();
      if (!item.is_regular_file() || name.rfind(".dossier/", 0) == 0) continue;
      std::ifstream in(item.path(), std::ios::binary);
      found[name] = {std::istreambuf_iterator<char>(in), {}};
    }
    return found;
  }

 private:
  std::string above_;
};

}  // namespace dossier::test
