// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dossier::test {

struct Talk {
  int status = -1;
  std::string shown;  // all that the terminal showed
};

// Runs the program on a terminal of its own and types each answer once its question is shown after
// the one before. Its HOME is `folder`/home.
inline Talk talk_to_dossier(const std::vector<std::string>& arguments, const std::string& folder,
                            const std::vector<std::pair<std::string, std::string>>& answers) {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) {
    throw std::runtime_error("no pseudo-terminal");
  }
  const std::string terminal = ::ptsname(master);
  std::vector<std::string> words{DOSSIER_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string home = "HOME=" + folder + "/home";
  char* envp[] = {home.data(), nullptr};

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    ::setsid();
    const int slave = ::open(terminal.c_str(), O_RDWR);
    ::ioctl(slave, TIOCSCTTY, 0);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(slave, fd);
    ::close(master);
    ::execve(argv[0], argv.data(), envp);
    ::_exit(127);
  }
  Talk talk;
  std::size_t answered = 0;
  std::size_t seen = 0;
  char buffer[1024];
  for (ssize_t count; (count = ::read(master, buffer, sizeof buffer)) > 0;) {
    talk.shown.append(buffer, static_cast<std::size_t>(count));
    while (answered < answers.size()) {
      const std::size_t at = talk.shown.find(answers[answered].first, seen);
      if (at == std::string::npos) break;
      seen = at + answers[answered].first.size();
      const std::string& typed = answers[answered++].second;
      if (::write(master, typed.data(), typed.size()) < 0) break;
    }
  }
  ::close(master);
  int state = 0;
  while (::waitpid(child, &state, 0) < 0) {
  }
  talk.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  return talk;
}

}  // namespace dossier::test
