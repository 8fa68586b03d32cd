// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/wait.h>

#include <doctest/doctest.h>

#include "crypto/bytes.h"

namespace dossier {

// A new folder that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dossier-crypto-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_whole(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

struct Outcome {
  int status;
  std::string output;
};

// Runs a shell command; its output and errors together.
inline Outcome run(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), count);
  }
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

inline void run_well(const std::string& command) {
  const Outcome outcome = run(command);
  REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
}

// The path of a third-party vector, or empty with a message when the vectors are not there.
inline std::string vector_file(const std::string& name) {
  const std::string path = std::string(DOSSIER_VECTORS_DIR) + "/" + name;
  if (std::filesystem::exists(path)) return path;
  MESSAGE("skipped: there is no " << path << " (set DOSSIER_VECTORS)");
  return {};
}

inline Bytes hex_bytes(const std::string& hex) {
  const std::optional<Bytes> bytes = from_hex(hex);
  REQUIRE(bytes);
  return *bytes;
}

}  // namespace dossier
