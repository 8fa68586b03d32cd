// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <set>
#include <signal.h>
#include <sys/resource.h>

#include <doctest/doctest.h>

#include "bundle/case_folder.h"
#include "crypto/sha256.h"
#include "manifests/records/dossier.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> kFixed = {{"SOURCE_DATE_EPOCH", "1772183560"},
                                                   {"DOSSIER_TEST_SEED", "test"}};
const std::string kSeedWarning =
    "dossier: DOSSIER_TEST_SEED is set: nonces can be guessed; only for tests\n";

// A new case in "case", and pages beside it.
class NewCase {
 public:
  NewCase() {
    const Ran ran = run_dossier({"init", "case", "--title", "T", "--author", "Alice Berg"},
                                {folder_.path(), kFixed, {}});
    REQUIRE(ran.status == 0);
    write_all(folder_ / "page.html", "<title>Page</title><p>One &amp; two.</p><p>Three.</p>");
    write_all(folder_ / "page.txt", "One & two.\r\n\r\nThree.\r\n");
    write_all(folder_ / "shot.png", "\x89PNG");
  }

  Ran add(std::vector<std::string> words) const {
    words.insert(words.begin(), "add");
    words.insert(words.end(), {"-C", "case"});
    return run_dossier(words, {folder_.path(), kFixed, {}});
  }
  std::string file(const std::string& path) const { return read_all(folder_ / ("case/" + path)); }
  std::string path(const std::string& name) const { return folder_ / name; }

  std::set<std::string> files() const {
    std::set<std::string> found;
    for (const auto& item : fs::recursive_directory_iterator(folder_ / "case")) {
      const std::string name = fs::relative(item.path(), folder_ / "case").string();
      if (item.is_regular_file() && name.rfind(".dossier/", 0) != 0) found.insert(name);
    }
    return found;
  }

  template <class T>
  T record(const std::string& path) const {
    const RecordFile read = read_record_file(path, file(path), Profile::kNewsroom);
    REQUIRE(read.sound);
    return std::get<T>(read.record);
  }

 private:
  TemporaryFolder folder_;
};

const std::vector<std::string> kPage = {
    "page.html",           "--title",       "A letter from Östmark",
    "--publisher",         "The Dispatch",  "--url",
    "https://a.example/x", "--captured-at", "2026-02-27T09:00:00Z"};

std::vector<std::string> with(std::vector<std::string> words, std::vector<std::string> more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("add copies the page, takes its text and writes article, source, capture and event") {
  const NewCase folder;
  const Ran ran = folder.add(kPage);
  CHECK(ran.status == 0);
  CHECK(ran.err == kSeedWarning +
                       "Next: dossier quote cap-a-letter-from-ostmark \"THE WORDS\" --kind KIND "
                       "--speaker ID\n");
  CHECK(
      ran.out ==
      "wrote records/sources/src-the-dispatch.json\n"
      "wrote records/articles/art-a-letter-from-ostmark.json\n"
      "wrote records/captures/cap-a-letter-from-ostmark.json\n"
      "wrote records/events/evt-0001-capture.json\n"
      "file  captures/cap-a-letter-from-ostmark/primary.html  text/html, 53 bytes\n"
      "text  captures/cap-a-letter-from-ostmark/text.txt  18 code points, dossier-text-1\n"
      "article art-a-letter-from-ostmark, capture cap-a-letter-from-ostmark, method browser-save, "
      "captured at 2026-02-27T09:00:00Z\n");
  CHECK(folder.file("captures/cap-a-letter-from-ostmark/primary.html") ==
        read_all(folder.path("page.html")));
  CHECK(folder.file("captures/cap-a-letter-from-ostmark/text.txt") == "One & two.\nThree.\n");
}

TEST_CASE("every record that add writes is sound, and the event names every file by its digest") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"page.txt", "--screenshot", "shot.png", "--id", "a"})).status ==
          0);
  const auto capture = folder.record<Capture>("records/captures/cap-a.json");
  const auto event = folder.record<Event>("records/events/evt-0001-capture.json");
  std::set<std::string> listed;
  for (const CaptureFile& file : capture.files) {
    CHECK(file.sha256 == sha256(as_bytes(folder.file(file.path))));
    CHECK(file.bytes == static_cast<std::int64_t>(folder.file(file.path).size()));
    listed.insert(file.path);
  }
  std::set<std::string> generated;
  for (const EventItem& item : event.generated) {
    if (item.path.empty()) continue;
    CHECK(item.sha256 == sha256(as_bytes(folder.file(item.path))));
    CHECK(generated.insert(item.path).second);
  }
  CHECK(listed == generated);
  CHECK(listed == std::set<std::string>{"captures/cap-a/primary.html", "captures/cap-a/media.txt",
                                        "captures/cap-a/screenshot.png", "captures/cap-a/text.txt",
                                        "captures/cap-a/text.map.json"});
  CHECK(event.nonce.size() == 32);
  CHECK(event.type == "capture");
}

TEST_CASE("a second capture hangs on the known article and the chain goes on") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a"})).status == 0);
  const Ran ran = folder.add({"page.txt", "--article", "art-a", "--method", "received-file"});
  CHECK(ran.status == 0);
  CHECK(folder.record<Capture>("records/captures/cap-a-2.json").article.text() == "art-a");
  const auto event = folder.record<Event>("records/events/evt-0002-receive.json");
  REQUIRE(event.prev);
  CHECK(event.prev->event.text() == "evt-0001-capture");
  CHECK(event.prev->sha256 ==
        sha256(as_bytes(folder.file("records/events/evt-0001-capture.json"))));
  CHECK(folder.file("captures/cap-a-2/text.txt") == "One & two.\n\nThree.\n");
}

TEST_CASE("a publisher that is known by name or id is not written twice") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a", "--id", "src-d"})).status == 0);
  REQUIRE(folder.add(with(kPage, {"--id", "b"})).status == 0);
  REQUIRE(folder.add({"page.txt", "--title", "X", "--publisher", "src-d"}).status == 0);
  CHECK(folder.files().count("records/sources/src-d.json") == 1);
  std::size_t sources = 0;
  for (const std::string& path : folder.files()) sources += path.rfind("records/sources/", 0) == 0;
  CHECK(sources == 1);
}

TEST_CASE("what is missing with a reason is written down with it") {
  const NewCase folder;
  REQUIRE(folder
              .add({"page.html", "--title", "X", "--publisher", "missing: torn off", "--url",
                    "missing: handed over on paper", "--published", "missing: not printed", "--id",
                    "a"})
              .status == 0);
  const auto article = folder.record<Article>("records/articles/art-a.json");
  CHECK(article.publisher.missing == "torn off");
  CHECK(article.url.missing == "handed over on paper");
  CHECK(article.published.missing == "not printed");
  CHECK(folder.record<Capture>("records/captures/cap-a.json").requested_url.missing ==
        "handed over on paper");
}

TEST_CASE("titles in any script get ids, and equal titles get different ones") {
  const NewCase folder;
  REQUIRE(folder
              .add({"page.html", "--title", "편지", "--publisher", "Seoul Times", "--published",
                    "2026-02-26"})
              .status == 0);
  REQUIRE(folder.add({"page.html", "--title", "رسالة", "--publisher", "صحيفة"}).status == 0);
  REQUIRE(
      folder.add({"page.html", "--title", "Don’t “go”!", "--publisher", "Seoul Times"}).status ==
      0);
  REQUIRE(folder.add({"page.html", "--title", "Don't go", "--publisher", "Seoul Times"}).status ==
          0);
  const auto files = folder.files();
  for (const char* path :
       {"records/articles/art-seoul-times-2026-02.json", "records/articles/art-1.json",
        "records/articles/art-dont-go.json", "records/articles/art-dont-go-2.json",
        "records/sources/src-1.json", "records/captures/cap-dont-go-2.json"}) {
    CHECK_MESSAGE(files.count(path) == 1, path);
  }
}

TEST_CASE("the same commands write the same bytes, whatever the surroundings") {
  std::vector<std::map<std::string, std::string>> contents;
  for (const std::map<std::string, std::string>& extra :
       {std::map<std::string, std::string>{{"TZ", "Asia/Seoul"}, {"LC_ALL", "C"}},
        {{"TZ", "America/Lima"}, {"LC_ALL", "de_DE.UTF-8"}}}) {
    const NewCase folder;
    How how{folder.path("case"), kFixed, {}};
    how.environment.insert(extra.begin(), extra.end());
    std::vector<std::string> words = with({"add"}, kPage);
    words[1] = folder.path("page.html");
    REQUIRE(run_dossier(words, how).status == 0);
    std::map<std::string, std::string> found;
    for (const std::string& path : folder.files()) found[path] = folder.file(path);
    contents.push_back(found);
  }
  CHECK(contents[0] == contents[1]);
  CHECK(contents[0].size() == 10);
}

TEST_CASE("without a seed no two nonces are alike") {
  std::set<std::string> nonces;
  for (int i = 0; i < 2; ++i) {
    const NewCase folder;
    std::vector<std::string> words = with({"add"}, kPage);
    REQUIRE(run_dossier(with(words, {"-C", "case"}), {folder.path(""), {}, {}}).status == 0);
    nonces.insert(folder.record<Event>("records/events/evt-0001-capture.json").nonce);
  }
  CHECK(nonces.size() == 2);
}

TEST_CASE("what add refuses changes nothing") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a"})).status == 0);
  const auto before = folder.files();
  struct Case {
    std::vector<std::string> words;
    int status;
    std::string message;
  };
  write_all(folder.path("empty.html"), "");
  for (const Case& wrong : std::initializer_list<Case>{
           {{"page.html"}, 2, "dossier: add: --title is missing\n"},
           {{"page.html", "--title", "X"}, 2, "dossier: add: --publisher is missing\n"},
           {{"nothing.html", "--title", "X", "--publisher", "Y"},
            3,
            "dossier: nothing.html: cannot open: No such file or directory\n"},
           {{"empty.html", "--title", "X", "--publisher", "Y"},
            1,
            "dossier: empty.html: is empty\n"},
           {{".", "--title", "X", "--publisher", "Y"}, 3, "dossier: .: is not a regular file\n"},
           {{"page.html", "--article", "art-b"},
            1,
            "dossier: --article: there is no article 'art-b' in this case\n"},
           {{"page.html", "--article", "art-a", "--title", "X"}, 2, "--article names an article"},
           {with(kPage, {"--id", "a"}), 1, "dossier: the id art-a is taken already\n"},
           {with(kPage, {"--id", "No"}), 2, "dossier: 'No' cannot be an id: "},
           {with(kPage, {"--published", "26.2.2026"}), 2, "/published"},
           {with(kPage, {"--published", "missing:"}), 2, "dossier: 'missing:' needs a reason\n"},
           {with(kPage, {"--vantage", "Germany"}), 2, "/vantage/country"},
           {with(kPage, {"--vantage", ","}), 2, "dossier: --vantage tells nothing\n"},
           {with(kPage, {"--completeness", "all"}), 2, "/completeness/value"},
           {with(kPage, {"--region", "5:2=nav"}), 2, "dossier: --region cannot be '5:2=nav'\n"},
           {with(kPage, {"--region", "0:99=nav"}), 2,
            "dossier: add: --region 0:99=nav reaches beyond the text, which has 18 code points\n"},
           {with(kPage, {"--captured-by", "Bob"}), 1,
            "dossier: --captured-by: there is no agent 'Bob' in this case\n"},
           {with(kPage, {"--method", "magic"}), 2, "--method cannot be 'magic'"},
           {{"page.html", "--title", "X", "--publisher", "Y", "--captured-at", "yesterday"},
            2,
            "dossier: --captured-at cannot be 'yesterday'\n"},
       }) {
    const Ran ran = folder.add(wrong.words);
    CAPTURE(ran.err);
    CHECK(ran.status == wrong.status);
    CHECK(ran.out.empty());
    CHECK(ran.err.find(wrong.message) != std::string::npos);
    CHECK(folder.files() == before);
    CHECK(std::distance(fs::directory_iterator(folder.path("case/.dossier")), {}) == 1);
  }
}

TEST_CASE("add outside of a case folder says how to make one") {
  const TemporaryFolder folder;
  write_all(folder / "page.html", "<p>x");
  const Ran ran = run_dossier({"add", "page.html", "--title", "X", "--publisher", "Y"},
                              {folder.path(), {}, {}});
  CHECK(ran.status == 3);
  CHECK(
      ran.err.find("is not in a case folder: neither it nor a folder above it holds "
                   "dossier.json\n  'dossier init DIR' makes a case folder; -C DIR names one.\n") !=
      std::string::npos);
}

TEST_CASE("a damaged chain of events is not continued") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a"})).status == 0);
  write_all(folder.path("case/records/events/evt-0001-capture.json"), "{");
  const Ran ran = folder.add(with(kPage, {"--id", "b"}));
  CHECK(ran.status == 1);
  CHECK(ran.err.find("records/events/evt-0001-capture.json: cannot be read, so no event can "
                     "follow\n") != std::string::npos);
}

TEST_CASE("time never runs backwards along the chain, even if the clock was set back") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a"})).status == 0);
  std::map<std::string, std::string> earlier = kFixed;
  earlier["SOURCE_DATE_EPOCH"] = "1000000000";
  REQUIRE(run_dossier(with(with({"add"}, kPage), {"--id", "b", "-C", "case"}),
                      {folder.path(""), earlier, {}})
              .status == 0);
  CHECK(folder.record<Event>("records/events/evt-0002-capture.json").recorded_at ==
        folder.record<Event>("records/events/evt-0001-capture.json").recorded_at);
}

TEST_CASE("a page whose text cannot be read is kept without text, and that is said") {
  const NewCase folder;
  write_all(folder.path("page.tiff"), "II*");
  const Ran ran = folder.add({"page.tiff", "--title", "X", "--publisher", "Y", "--id", "a"});
  CHECK(ran.status == 0);
  CHECK(ran.out.find("no text: this program reads no text of image/tiff\n") != std::string::npos);
  const auto capture = folder.record<Capture>("records/captures/cap-a.json");
  CHECK_FALSE(capture.text);
  CHECK(capture.files.size() == 1);
  CHECK(capture.method == "received-file");
}

TEST_CASE("while one command works in the case, another one is told so") {
  const NewCase folder;
  const auto before = folder.files();
  Ran ran;
  {
    const CaseFolder busy(folder.path("case"), CaseAccess::kWrite);
    ran = folder.add(kPage);
  }
  CHECK(ran.status == 3);
  CHECK(ran.err.find("dossier: case: another dossier command is at work here: process ") !=
        std::string::npos);
  CHECK(ran.err.find("\n  Wait until it has finished, then try again.\n") != std::string::npos);
  CHECK(folder.files() == before);
  CHECK(folder.add(kPage).status == 0);
}

TEST_CASE("a file that cannot be written whole leaves the case as it was") {
  const NewCase folder;
  write_all(folder.path("large.html"), "<p>" + std::string(200'000, 'x'));
  const auto before = folder.files();
  rlimit former{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &former) == 0);
  const rlimit small{100'000, former.rlim_max};
  ::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const Ran ran = folder.add({"large.html", "--title", "X", "--publisher", "Y"});
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &former) == 0);
  CHECK(ran.status == 3);
  CHECK(ran.err.find("primary.html: cannot write: File too large\n") != std::string::npos);
  CHECK(folder.files() == before);
  CHECK(std::distance(fs::directory_iterator(folder.path("case/.dossier")), {}) == 1);
}

TEST_CASE("a full and a read-only disk leave the case as it was") {
  const NewCase folder;
  write_all(folder.path("large.html"), "<p>" + std::string(200'000, 'x'));
  write_all(folder.path("try.sh"), R"(
set -e
mkdir disk
mount -t tmpfs -o size=200k none disk
cp -r case disk/case
cd disk/case
add() { HOME=/nowhere "$1" add ../../"$2" --title X --publisher Y --id a 2>../../"$3"; }
find . -type f | grep -v .dossier | sort > ../../before
add "$1" large.html err-full && exit 1 || echo $? > ../../status-full
find . -type f | grep -v .dossier | sort > ../../after
mount -o remount,ro ..
add "$1" page.html err-read-only && exit 1 || echo $? > ../../status-read-only
mount -o remount,rw ..
add "$1" page.html err-last
)");
  const std::string command = "cd '" + folder.path("") + "' && unshare --user --map-root-user " +
                              "--mount sh try.sh '" + DOSSIER_PROGRAM + "' >out 2>&1";
  if (std::system("unshare --user --map-root-user --mount true 2>/dev/null") != 0) {
    MESSAGE("skipped: this machine allows no file system of one's own");
    return;
  }
  CHECK_MESSAGE(std::system(command.c_str()) == 0, read_all(folder.path("out")));
  CHECK(read_all(folder.path("status-full")) == "3\n");
  CHECK(read_all(folder.path("err-full")).find("cannot write: No space left on device\n") !=
        std::string::npos);
  CHECK(read_all(folder.path("after")) == read_all(folder.path("before")));
  CHECK(read_all(folder.path("status-read-only")) == "3\n");
  CHECK(read_all(folder.path("err-read-only")).find("Read-only file system\n") !=
        std::string::npos);
}

TEST_CASE("the same bytes a second time are noticed") {
  const NewCase folder;
  REQUIRE(folder.add(with(kPage, {"--id", "a"})).status == 0);
  CHECK(folder.add(with(kPage, {"--id", "b"})).err ==
        kSeedWarning +
            "dossier: note: cap-a holds the same bytes already\n"
            "Next: dossier quote cap-b \"THE WORDS\" --kind KIND --speaker ID\n");
}
