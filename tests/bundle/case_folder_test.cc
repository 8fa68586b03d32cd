// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_folder.h"

#include <array>
#include <filesystem>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "tests/bundle/temporary_case.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

const Files kCase = {{"dossier.json", "{}"}};

std::string refusal(const std::string& path, CaseAccess access) {
  try {
    const CaseFolder folder(path, access);
  } catch (const Error& error) {
    return error.message();
  }
  return "opened";
}

std::string boot_id() {
  std::ifstream in("/proc/sys/kernel/random/boot_id");
  std::string line;
  std::getline(in, line);
  return line;
}

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string lock_text(const std::string& host, const std::string& boot, long process,
                      const std::string& started) {
  return "host " + host + "\nboot " + boot + "\nprocess " + std::to_string(process) + "\nstarted " +
         started + "\nsince 2026-02-27T09:12:40Z\n";
}

}  // namespace

TEST_CASE("the case folder is the nearest one upwards") {
  const TemporaryCase outer(
      Files{{"dossier.json", "{}"}, {"a/dossier.json", "{}"}, {"a/b/c/x", ""}});
  const fs::path before = fs::current_path();
  fs::current_path(outer.path() + "/a/b/c");
  CHECK(fs::equivalent(find_case_folder(""), outer.path() + "/a"));
  fs::current_path(outer.path());
  CHECK(fs::equivalent(find_case_folder(""), outer.path()));
  fs::current_path(before);
}

TEST_CASE("a named folder must be a case folder itself") {
  const TemporaryCase outer(Files{{"dossier.json", "{}"}, {"a/x", ""}});
  CHECK(find_case_folder(outer.path()) == outer.path());
  CHECK_THROWS_WITH_AS(find_case_folder(outer.path() + "/a"),
                       (outer.path() + "/a: is no case folder: it holds no dossier.json").c_str(),
                       Error);
}

TEST_CASE("writing keeps everybody else out, reading only writers") {
  const TemporaryCase temporary(kCase);
  {
    const CaseFolder writer(temporary.path(), CaseAccess::kWrite);
    for (const CaseAccess access : {CaseAccess::kWrite, CaseAccess::kRead}) {
      const std::string message = refusal(temporary.path(), access);
      CHECK(message.rfind("another dossier command is at work here: process " +
                              std::to_string(::getpid()) + " on " + host_name() + " since 2",
                          0) == 0);
    }
  }
  {
    const CaseFolder reader(temporary.path(), CaseAccess::kRead);
    CHECK(refusal(temporary.path(), CaseAccess::kRead) == "opened");
    CHECK(refusal(temporary.path(), CaseAccess::kWrite) == "another dossier command is reading it");
  }
  CHECK(refusal(temporary.path(), CaseAccess::kWrite) == "opened");
}

TEST_CASE("reading leaves no trace") {
  const TemporaryCase temporary(kCase);
  { const CaseFolder reader(temporary.path(), CaseAccess::kRead); }
  CHECK_FALSE(fs::exists(temporary.path() + "/.dossier"));
}

TEST_CASE("the lock of a command that died is told and taken over") {
  const TemporaryCase temporary(kCase);
  const pid_t child = ::fork();
  if (child == 0) {
    const CaseFolder folder(temporary.path(), CaseAccess::kWrite);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  {
    const CaseFolder folder(temporary.path(), CaseAccess::kWrite);
    REQUIRE(folder.notices().size() == 1);
    CHECK(folder.notices()[0].rfind("the last command in this case folder ended before it had "
                                    "finished (process " +
                                        std::to_string(child) + " on ",
                                    0) == 0);
  }
  const CaseFolder again(temporary.path(), CaseAccess::kWrite);
  CHECK(again.notices().empty());
}

TEST_CASE("a lock from before the machine was started anew is dead") {
  const TemporaryCase temporary(kCase);
  write_file(temporary.path() + "/.dossier/lock", lock_text(host_name(), "other", 1, "5"));
  const CaseFolder folder(temporary.path(), CaseAccess::kWrite);
  CHECK(folder.notices().size() == 1);
}

TEST_CASE("a lock of another machine is not taken over") {
  const TemporaryCase temporary(kCase);
  write_file(temporary.path() + "/.dossier/lock", lock_text("elsewhere", "other", 1, "5"));
  CHECK(refusal(temporary.path(), CaseAccess::kWrite) ==
        "was locked on another machine and not given back: process 1 on elsewhere since "
        "2026-02-27T09:12:40Z");
}

TEST_CASE("a holder that still runs is believed even if the system's lock is free") {
  if (boot_id().empty()) return;
  std::ifstream in("/proc/" + std::to_string(::getppid()) + "/stat");
  std::string text;
  std::getline(in, text);
  if (text.empty()) return;
  std::string field;
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  for (int number = 3; number <= 22; ++number) fields >> field;
  const TemporaryCase temporary(kCase);
  const auto write_lock = [&](const std::string& started) {
    write_file(temporary.path() + "/.dossier/lock",
               lock_text(host_name(), boot_id(), ::getppid(), started));
  };
  write_lock(field);
  CHECK(refusal(temporary.path(), CaseAccess::kWrite).find("is at work here") != std::string::npos);
  write_lock(field + "1");  // another process got the number since
  CHECK(refusal(temporary.path(), CaseAccess::kWrite) == "opened");
}

TEST_CASE("a lock file that tells nothing useful does no harm") {
  for (const std::string text :
       {"", "x", "process -1\n", "process 99999999999999999999\n", "process 0\n", "host\nboot\n"}) {
    const TemporaryCase temporary(kCase);
    write_file(temporary.path() + "/.dossier/lock", text);
    CHECK(refusal(temporary.path(), CaseAccess::kWrite) == "opened");
  }
}

TEST_CASE("links in place of .dossier or its lock are refused") {
  const TemporaryCase outside(Files{{"lock", "precious"}});
  {
    const TemporaryCase temporary(kCase);
    fs::create_directory_symlink(outside.path(), temporary.path() + "/.dossier");
    CHECK(refusal(temporary.path(), CaseAccess::kWrite) ==
          "must be a folder, not a link or a file");
  }
  const TemporaryCase temporary(kCase);
  fs::create_directory(temporary.path() + "/.dossier");
  fs::create_symlink(outside.path() + "/lock", temporary.path() + "/.dossier/lock");
  CHECK(refusal(temporary.path(), CaseAccess::kWrite) != "opened");
  CHECK(outside.files().at("lock") == "precious");
}

TEST_CASE("files are read without following links, within a limit") {
  const TemporaryCase temporary(Files{{"dossier.json", "{}"}, {"a/b.txt", "12345"}});
  fs::create_symlink(temporary.path() + "/a/b.txt", temporary.path() + "/link");
  const CaseFolder folder(temporary.path(), CaseAccess::kRead);
  CHECK(as_text(folder.read("a/b.txt", 5)) == "12345");
  CHECK_THROWS_AS(folder.read("a/b.txt", 4), Error);
  CHECK_THROWS_AS(folder.read("link", 5), Error);
  CHECK_THROWS_AS(folder.read("a", 5), Error);
  CHECK_THROWS_AS(folder.read("nothing", 5), Error);
  CHECK_THROWS_AS(folder.read("../case/dossier.json", 5), Error);
}

TEST_CASE("a new case folder that gets no head is removed again") {
  const TemporaryCase above(Files{});
  const std::string path = above.path() + "/new";
  { const CaseFolder folder(path, CaseAccess::kCreate); }
  CHECK_FALSE(fs::exists(path));
  fs::create_directory(path);
  { const CaseFolder folder(path, CaseAccess::kCreate); }
  CHECK(fs::is_empty(path));
}

TEST_CASE("a case is created only where nothing is") {
  const TemporaryCase full(Files{{"x", "1"}});
  CHECK(refusal(full.path(), CaseAccess::kCreate) == "exists and is not empty");
  CHECK_FALSE(fs::exists(full.path() + "/.dossier"));
  const TemporaryCase existing(kCase);
  CHECK(refusal(existing.path(), CaseAccess::kCreate) == "is a case folder already");
  CHECK(refusal(existing.path() + "/dossier.json", CaseAccess::kCreate) != "opened");
  CHECK(refusal(existing.path() + "/no/such", CaseAccess::kCreate) ==
        "cannot make the folder: No such file or directory");
}
