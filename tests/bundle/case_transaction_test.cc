// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_transaction.h"

#include <fcntl.h>
#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "tests/bundle/temporary_case.h"

using namespace dossier;
using namespace dossier::test;

namespace {

const Files kOld = {{"dossier.json", "old head"},
                    {"records/notes/note-a.json", "old note"},
                    {"captures/cap-old/text.txt", "gone later"}};
const Files kNew = {{"dossier.json", "new head"},
                    {"records/notes/note-a.json", "old note"},
                    {"records/agents/agt-b.json", "new agent"},
                    {"captures/cap-new/primary.html", "<p>copied</p>"}};

std::string source_file(const TemporaryCase& folder) {
  const std::string path = folder.path() + "-source";
  write_file(path, "<p>copied</p>");
  return path;
}

void change(const TemporaryCase& temporary) {
  const Descriptor source(::open(source_file(temporary).c_str(), O_RDONLY | O_CLOEXEC));
  CaseFolder folder(temporary.path(), CaseAccess::kWrite);
  CaseTransaction transaction(folder);
  transaction.create("records/agents/agt-b.json", as_bytes("new agent"));
  const StoredFile stored =
      transaction.create_from("captures/cap-new/primary.html", source.get(), "source");
  CHECK(stored.bytes == 13);
  CHECK(stored.sha256 == sha256(as_bytes("<p>copied</p>")));
  transaction.replace("dossier.json", as_bytes("new head"));
  transaction.remove("captures/cap-old/text.txt");
  transaction.commit();
}

int steps_left = 0;

void end_the_process(std::string_view) {
  if (steps_left-- == 0) ::_exit(9);
}

void fill_the_disk(std::string_view) {
  if (steps_left-- == 0) throw system_error(ENOSPC, "write", "the disk");
}

// Runs `work` in a process that ends without any clean-up before its step number `at`; false when
// it came to its end before that.
template <class Work>
bool killed_before_step(int at, Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    steps_left = at;
    before_disk_step = end_the_process;
    try {
      work();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int state = 0;
  ::waitpid(child, &state, 0);
  REQUIRE(WIFEXITED(state));
  REQUIRE((WEXITSTATUS(state) == 9 || WEXITSTATUS(state) == 0));
  return WEXITSTATUS(state) == 9;
}

bool only_lock_is_left(const TemporaryCase& folder) {
  std::size_t count = 0;
  for (const auto& item : std::filesystem::directory_iterator(folder.path() + "/.dossier")) {
    if (item.path().filename() != "lock") return false;
    ++count;
  }
  return count == 1;
}

}  // namespace

TEST_CASE("what is taken back is not written, leaves no folder, and may be staged again") {
  const TemporaryCase temporary(kOld);
  {
    CaseFolder folder(temporary.path(), CaseAccess::kWrite);
    CaseTransaction transaction(folder);
    transaction.create("records/agents/agt-b.json", as_bytes("new agent"));
    const std::size_t first = transaction.count();
    transaction.create("captures/cap-x/primary.html", as_bytes("x"));
    transaction.create("captures/cap-x/text.txt", as_bytes("x"));
    const std::vector<std::string> staged = transaction.staged_from(first);
    CHECK(staged ==
          std::vector<std::string>{"captures/cap-x/primary.html", "captures/cap-x/text.txt"});
    transaction.take_back({staged.begin(), staged.end()});
    CHECK(transaction.count() == first);
    transaction.create("captures/cap-y/primary.html", as_bytes("y"));
    transaction.commit();
  }
  Files expected = kOld;
  expected["records/agents/agt-b.json"] = "new agent";
  expected["captures/cap-y/primary.html"] = "y";
  CHECK(temporary.files() == expected);
  CHECK_FALSE(std::filesystem::exists(temporary.path() + "/captures/cap-x"));
}

TEST_CASE("a transaction makes all its changes") {
  const TemporaryCase folder(kOld);
  change(folder);
  CHECK(folder.files() == kNew);
  CHECK(only_lock_is_left(folder));
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/captures/cap-old"));
}

TEST_CASE("a transaction that is given up changes nothing") {
  const TemporaryCase temporary(kOld);
  {
    const CaseFolder folder(temporary.path(), CaseAccess::kWrite);
    CaseTransaction transaction(folder);
    transaction.create("captures/cap-x/a.txt", as_bytes("a"));
    transaction.remove("dossier.json");
  }
  CHECK(temporary.files() == kOld);
  CHECK(only_lock_is_left(temporary));
  CHECK_FALSE(std::filesystem::exists(temporary.path() + "/captures/cap-x"));
}

TEST_CASE("a command killed at any step leaves all old or all new") {
  int old_states = 0;
  int new_states = 0;
  bool killed = true;
  for (int at = 0; killed; ++at) {
    CAPTURE(at);
    const TemporaryCase folder(kOld);
    killed = killed_before_step(at, [&] { change(folder); });
    { const CaseFolder opened(folder.path(), CaseAccess::kWrite); }
    const Files files = folder.files();
    CHECK((files == kOld || files == kNew));
    (files == kOld ? old_states : new_states) += 1;
    CHECK(only_lock_is_left(folder));
    REQUIRE(at < 100);
  }
  CHECK(old_states > 5);
  CHECK(new_states > 5);
}

TEST_CASE("a recovery killed at any step is finished by the next one") {
  bool killed_first = true;
  for (int first = 0; killed_first; first += 3) {
    bool killed_second = true;
    for (int second = 0; killed_second; ++second) {
      CAPTURE(first);
      CAPTURE(second);
      const TemporaryCase folder(kOld);
      killed_first = killed_before_step(first, [&] { change(folder); });
      killed_second = killed_before_step(
          second, [&] { const CaseFolder opened(folder.path(), CaseAccess::kWrite); });
      { const CaseFolder opened(folder.path(), CaseAccess::kRead); }
      const Files files = folder.files();
      CHECK((files == kOld || files == kNew));
    }
  }
}

TEST_CASE("a reader finishes what was recorded and leaves alone what counts for nothing") {
  for (int at = 0;; ++at) {
    const TemporaryCase folder(kOld);
    if (!killed_before_step(at, [&] { change(folder); })) break;
    const bool recorded = std::filesystem::exists(folder.path() + "/.dossier/journal");
    const CaseFolder opened(folder.path(), CaseAccess::kRead);
    if (recorded) CHECK(folder.files() == kNew);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/.dossier/journal"));
  }
}

TEST_CASE("a disk that fills at any step leaves all old, or says that the rest will follow") {
  bool failed = true;
  for (int at = 0; failed; ++at) {
    CAPTURE(at);
    const TemporaryCase folder(kOld);
    steps_left = at;
    before_disk_step = fill_the_disk;
    std::string message;
    try {
      change(folder);
      failed = false;
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kUnavailable);
      message = error.message();
    }
    before_disk_step = nullptr;
    const bool follows = message.find("finished by the next command") != std::string::npos;
    if (failed && !follows) CHECK(folder.files() == kOld);
    { const CaseFolder opened(folder.path(), CaseAccess::kWrite); }
    CHECK(folder.files() == (failed && !follows ? kOld : kNew));
  }
}

TEST_CASE("files in the way, missing files and links are refused before anything changes") {
  const TemporaryCase temporary(kOld);
  std::filesystem::create_directory_symlink("/tmp", temporary.path() + "/records/claims");
  const CaseFolder folder(temporary.path(), CaseAccess::kWrite);
  CaseTransaction transaction(folder);
  CHECK_THROWS_WITH_AS(transaction.create("dossier.json", as_bytes("x")),
                       (temporary.path() + "/dossier.json: exists already").c_str(), Error);
  CHECK_THROWS_AS(transaction.replace("records/agents/agt-b.json", as_bytes("x")), Error);
  CHECK_THROWS_AS(transaction.remove("records/nowhere/a.json"), Error);
  CHECK_THROWS_AS(transaction.remove("records/notes"), Error);
  CHECK_THROWS_AS(transaction.create("records/claims/clm-a.json", as_bytes("x")), Error);
  CHECK_THROWS_AS(transaction.create("../outside", as_bytes("x")), Error);
  CHECK_THROWS_AS(transaction.create("/outside", as_bytes("x")), Error);
  CHECK_THROWS_AS(transaction.create(".dossier/lock", as_bytes("x")), Error);
  CHECK_THROWS_AS(transaction.create(".dossier/x", as_bytes("x")), Error);
}

TEST_CASE("a journal that this program did not write is refused, and nothing is done") {
  const std::string good = journal_text({{"1", "records/notes/note-b.json"}, {"", "dossier.json"}});
  CHECK(parse_journal(good) ==
        std::vector<CaseChange>{{"1", "records/notes/note-b.json"}, {"", "dossier.json"}});
  for (std::size_t end = 0; end < good.size(); ++end)
    CHECK_FALSE(parse_journal(good.substr(0, end)));
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    CHECK_FALSE(parse_journal(bad));
  }
  for (const char* path : {"../evil", "/etc/passwd", ".dossier/lock", "a/../../b", "", "a//b"}) {
    CHECK_FALSE(parse_journal(journal_text({{"1", path}})));
    CHECK_FALSE(parse_journal(journal_text({{"", path}})));
  }
  CHECK_FALSE(parse_journal(journal_text({{"../1", "a"}})));

  const TemporaryCase folder(kOld);
  write_file(folder.path() + "/.dossier/journal", journal_text({{"", "../x"}}));
  CHECK_THROWS_AS(CaseFolder(folder.path(), CaseAccess::kWrite), Error);
  CHECK(folder.files() == kOld);
}

TEST_CASE("a journal cannot write through a link that was put into the case folder") {
  const TemporaryCase outside(Files{{"notes/x", "x"}});
  const TemporaryCase folder(kOld);
  std::filesystem::create_directory_symlink(outside.path(), folder.path() + "/records/claims");
  write_file(folder.path() + "/.dossier/staging/1", "evil");
  write_file(folder.path() + "/.dossier/journal", journal_text({{"1", "records/claims/evil"}}));
  CHECK_THROWS_AS(CaseFolder(folder.path(), CaseAccess::kWrite), Error);
  CHECK_FALSE(std::filesystem::exists(outside.path() + "/evil"));
}
