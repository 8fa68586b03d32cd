// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace dossier::test {

// A new empty folder that goes away with this object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dossier-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_all(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

struct Ran {
  int status = -1;  // 128 + the signal when one ended it
  std::string out;
  std::string err;
};

struct How {
  std::string folder;  // where it runs; empty: here
  std::map<std::string, std::string> environment;
  std::string out_file;  // where standard output goes, in place of Ran::out
};

// Runs the program itself in an environment that holds only PATH, a HOME that does not exist, the
// sanitizers' options and what `how` names. Standard input is empty and no terminal.
inline Ran run_dossier(const std::vector<std::string>& arguments, const How& how = {}) {
  const TemporaryFolder scratch;
  const std::string out_path = how.out_file.empty() ? scratch / "out" : how.out_file;
  const std::string err_path = scratch / "err";
  std::vector<std::string> words{DOSSIER_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::map<std::string, std::string> environment{{"PATH", "/usr/bin:/bin"},
                                                 {"HOME", scratch / "home"}};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) environment[name] = value;
  }
  for (const auto& [name, value] : how.environment) environment[name] = value;
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
  std::vector<char*> argv;
  std::vector<char*> envp;
  for (std::string& word : words) argv.push_back(word.data());
  for (std::string& setting : settings) envp.push_back(setting.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    ::setsid();
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(::open(out_path.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    ::dup2(::open(err_path.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
    if (!how.folder.empty() && ::chdir(how.folder.c_str()) != 0) ::_exit(126);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  int state = 0;
  while (::waitpid(child, &state, 0) < 0) {
  }
  Ran ran;
  ran.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  if (how.out_file.empty()) ran.out = read_all(out_path);
  ran.err = read_all(err_path);
  return ran;
}

}  // namespace dossier::test
