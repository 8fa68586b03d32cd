// SPDX-License-Identifier: Apache-2.0
// Commands in a case folder that are killed, meet each other, or find no room: the records are all
// old or all new, and the person is told.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "bundle/case_folder.h"
#include "bundle/case_journal.h"
#include "cli/program.h"
#include "crypto/error.h"
#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;

namespace {

using Words = std::vector<std::string>;

const std::vector<Words> kCommands = {
    {"edit", "clm-contact", "status=disputed"},
    {"edit", "quo-crates", "exact=papers in 12 crates"},
    {"remove", "quo-crates", "--reason", "wrong", "--with-dependants"},
    {"remove", "cap-dispatch-text", "--reason", "wrong", "--with-dependants"},
    {"quote", "cap-dispatch", "papers in 12 crates"},
};

int steps_left = 0;

void kill_this_process(std::string_view) {
  if (steps_left-- == 0) ::raise(SIGKILL);
}

void fill_the_disk(std::string_view) {
  if (steps_left-- == 0) throw system_error(ENOSPC, "write", "the case folder");
}

// Runs the program in a process of its own, with `hook` before each step that changes the disk;
// the exit status, or 128 and the signal.
int run_with_hook(const LettersFolder& folder, Words words, void (*hook)(std::string_view), int at,
                  const std::string& err_path) {
  words.insert(words.begin(), "dossier");
  words.insert(words.end(), {"-C", folder.path()});
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setenv("SOURCE_DATE_EPOCH", "1772391600", 1);
    ::setenv("DOSSIER_TEST_SEED", "test", 1);
    ::setenv("HOME", "/nonexistent", 1);
    ::unsetenv("XDG_CONFIG_HOME");
    ::dup2(::open("/dev/null", O_RDWR), STDOUT_FILENO);
    ::dup2(::open(err_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    steps_left = at;
    before_disk_step = hook;
    ::_exit(run_program(static_cast<int>(argv.size()), argv.data()));
  }
  int state = 0;
  ::waitpid(child, &state, 0);
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

std::map<std::string, std::string> after(const Words& words) {
  const LettersFolder folder;
  const Ran ran = folder.run(words);
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  return folder.snapshot();
}

bool can_mount() {
  return std::system("unshare -m true 2>/dev/null") == 0;
}

// Copies the case to a small file system of its own, makes it full or read-only, runs the script
// there with $program and $case, and gives back what it printed.
std::string on_small_disk(const LettersFolder& folder, const std::string& script) {
  const TemporaryFolder scratch;
  write_all(scratch / "script", "set -eu\nprogram='" DOSSIER_PROGRAM "'\ncase='" +
                                    (scratch / "disk/case") +
                                    "'\nmount -t tmpfs -o size=600k none '" + (scratch / "disk") +
                                    "'\ncp -r '" + folder.path() + "' '" + (scratch / "disk") +
                                    "'\nexport HOME=/nonexistent\n" + script);
  std::filesystem::create_directory(scratch / "disk");
  const std::string command =
      "unshare -m sh '" + (scratch / "script") + "' >'" + (scratch / "out") + "' 2>&1";
  const int state = std::system(command.c_str());
  INFO(read_all(scratch / "out"));
  CHECK(state == 0);
  std::string out = read_all(scratch / "out");
  const std::string place = scratch / "disk/";
  for (std::size_t at; (at = out.find(place)) != std::string::npos;) out.erase(at, place.size());
  return out;
}

}  // namespace

TEST_CASE("a command killed at any step leaves the records all old or all new") {
  const LettersFolder untouched;
  const auto old_files = untouched.snapshot();
  const TemporaryFolder scratch;
  for (const Words& words : kCommands) {
    INFO(words[0] << ' ' << words[1]);
    const auto new_files = after(words);
    REQUIRE(new_files != old_files);
    int old_states = 0;
    int new_states = 0;
    int status = 128 + SIGKILL;
    for (int at = 0; status != 0; ++at) {
      CAPTURE(at);
      const LettersFolder folder;
      status = run_with_hook(folder, words, kill_this_process, at, scratch / "err");
      REQUIRE((status == 0 || status == 128 + SIGKILL));
      const Ran next = folder.run({"list"});  // finishes what was recorded
      CHECK(next.status == 0);
      auto files = folder.snapshot();
      CHECK((files == old_files || files == new_files));
      (files == old_files ? old_states : new_states) += 1;
      // A writer takes over the dead one's lock, and says so.
      if (status != 0 && at % 7 == 0) {
        const Ran writer = folder.run({"edit", "head", "purpose=x"});
        CHECK(writer.status == 0);
        CHECK(folder.run({"check"}).status == 0);
      }
      REQUIRE(at < 200);
    }
    CHECK(old_states >= 5);
    CHECK(new_states >= 3);
  }
}

TEST_CASE("a disk that is full at any step is told, and the records are all old or all new") {
  const LettersFolder untouched;
  const auto old_files = untouched.snapshot();
  const TemporaryFolder scratch;
  for (const Words& words : {kCommands[0], kCommands[3]}) {
    INFO(words[0] << ' ' << words[1]);
    const auto new_files = after(words);
    int status = 3;
    for (int at = 0; status != 0; ++at) {
      CAPTURE(at);
      const LettersFolder folder;
      status = run_with_hook(folder, words, fill_the_disk, at, scratch / "err");
      const std::string err = read_all(scratch / "err");
      INFO(err);
      REQUIRE((status == 0 || status == 3));
      if (status == 3) CHECK(err.find("No space left on device") != std::string::npos);
      const bool follows = err.find("finished by the next command") != std::string::npos;
      CHECK(folder.run({"list"}).status == 0);
      CHECK(folder.snapshot() == (status == 3 && !follows ? old_files : new_files));
      REQUIRE(at < 200);
    }
  }
}

TEST_CASE("on a disk without room a command says so and changes nothing") {
  if (!can_mount()) {
    MESSAGE("skipped: no file system can be mounted here");
    return;
  }
  const LettersFolder folder;
  const std::string out = on_small_disk(folder, R"(
cp -r "$case" /tmp/old-$$
trap 'rm -rf /tmp/old-$$' EXIT
cat /dev/zero >"$case/../fill" 2>/dev/null || true
status=0; "$program" -C "$case" edit clm-contact status=disputed || status=$?
echo "status $status"
diff -r -x .dossier /tmp/old-$$ "$case" && echo "all old"
rm "$case/../fill"
"$program" -C "$case" edit clm-contact status=disputed | tail -5
"$program" -C "$case" check >/dev/null && echo sound
)");
  CHECK(out.find("No space left on device") != std::string::npos);
  CHECK(out.find("status 3\nall old\n") != std::string::npos);
  CHECK(out.find("clm-contact: changed status\n") != std::string::npos);
  CHECK(out.find("sound\n") != std::string::npos);
}

TEST_CASE("a case on a read-only disk can be looked at and checked, and not changed") {
  if (!can_mount()) {
    MESSAGE("skipped: no file system can be mounted here");
    return;
  }
  const LettersFolder folder;
  const std::string out = on_small_disk(folder, R"(
mount -o remount,ro none "$case/.."
"$program" -C "$case" list claims | head -1
"$program" -C "$case" show clm-contact | head -1
"$program" -C "$case" check >/dev/null && echo sound
status=0; "$program" -C "$case" edit clm-contact status=disputed || status=$?
echo "status $status"
)");
  CHECK(out ==
        "Claims (4)\n"
        "records/claims/clm-contact.json\n"
        "sound\n"
        "dossier: case: cannot write into the case folder: Read-only file system\n"
        "status 3\n");
}

TEST_CASE("while a command is at work in a case folder, another one is sent away") {
  const LettersFolder folder;
  {
    const CaseFolder at_work(folder.path(), CaseAccess::kWrite);
    const auto before = folder.snapshot();
    for (const Words& words : {Words{"edit", "clm-contact", "status=disputed"}, Words{"list"},
                               Words{"remove", "quo-crates", "--reason", "r"}, Words{"check"}}) {
      const Ran ran = folder.run(words);
      CHECK(ran.status == 3);
      CHECK(ran.out == "");
      CHECK(ran.err.find("dossier: case: another dossier command is at work here: process " +
                         std::to_string(::getpid())) == 0);
      CHECK(ran.err.find("  Wait until it has finished, then try again.\n") != std::string::npos);
    }
    CHECK(folder.snapshot() == before);
  }
  CHECK(folder.run({"edit", "clm-contact", "status=disputed"}).status == 0);
}

TEST_CASE("of many commands at once each does all of its work or none, and the chain holds") {
  const LettersFolder folder;
  constexpr std::size_t kAtOnce = 6;
  std::vector<Ran> ran(kAtOnce);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    threads.emplace_back([&, i] {
      ran[i] = folder.run({"note", "Asked.", "--kind", "finding", "--about", "clm-contact", "--id",
                           "n" + std::to_string(i)});
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::size_t done = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    INFO(ran[i].err);
    CHECK((ran[i].status == 0 || ran[i].status == 3));
    CHECK(folder.has("records/notes/note-n" + std::to_string(i) + ".json") == (ran[i].status == 0));
    done += ran[i].status == 0;
  }
  CHECK(done >= 1);
  CHECK(folder.run({"check"}).status == 0);
  std::size_t events = 0;
  for (const auto& [path, bytes] : folder.snapshot())
    events += path.rfind("records/events/", 0) == 0;
  CHECK(events == 4 + done);
}
