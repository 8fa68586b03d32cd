// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <doctest/doctest.h>

#include "crypto/sha256.h"
#include "tests/cli/letters_folder.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPage =
    "<!doctype html><meta charset=utf-8><title>P</title><p>Mira Sandoval said: “We never met, and "
    "we never wrote.”</p><p>Nobody could confirm this.</p>";

// A new case in "case", with an agent, a speaker, and a folder of pages beside a table.
class TableFolder {
 public:
  TableFolder() {
    REQUIRE(run({"init", "case", "--title", "T", "--author", "Alice Berg"}, false).status == 0);
    REQUIRE(run({"source", "Mira Sandoval", "--kind", "person", "--protected", "no", "--relation",
                 "secondary"})
                .status == 0);
    write_all(folder_ / "in/page.html", kPage);
    write_all(folder_ / "in/other.html", "<p>Another page altogether, in a few words.</p>");
    write_all(folder_ / "in/shot.png", "\x89PNG");
  }

  Ran run(std::vector<std::string> words, bool in_case = true) const {
    if (in_case) words.insert(words.end(), {"-C", "case"});
    return run_dossier(words, {folder_.path(), {{"SOURCE_DATE_EPOCH", "1772391600"}}, {}});
  }
  Ran import(const std::string& table, std::vector<std::string> more = {}) const {
    write_all(folder_ / "in/t.csv", table);
    more.insert(more.begin(), {"import", "in/t.csv"});
    return run(more);
  }
  std::string path(const std::string& name) const { return folder_ / name; }
  std::string file(const std::string& name) const { return read_all(folder_ / name); }
  std::set<std::string> files() const {
    std::set<std::string> found;
    for (const auto& item : fs::recursive_directory_iterator(folder_ / "case")) {
      const std::string name = fs::relative(item.path(), folder_ / "case").string();
      if (name.rfind(".dossier", 0) != 0) found.insert(name);
    }
    return found;
  }
  template <class T>
  T record(const std::string& id) const {
    const std::string path = RecordId::parse(id)->path();
    const RecordFile read = read_record_file(path, file("case/" + path), Profile::kNewsroom);
    REQUIRE(read.sound);
    return std::get<T>(read.record);
  }
  // Errors that 'check' would find are found by packing.
  void require_packs() const {
    const Ran ran = run({"pack", "--unsigned", "-o", folder_ / "out.zip"});
    CHECK_MESSAGE(ran.status == 0, ran.err);
  }

 private:
  TemporaryFolder folder_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a row becomes article, source, capture, quote, claim, note and events") {
  const TableFolder folder;
  const Ran ran = folder.import(
      "url,title,publisher,byline,published,captured_at,file,screenshot,quote,speaker,quote_kind,"
      "claim,note\r\n"
      "https://d.example/a,A letter,The Dispatch,J. Reporter,2026-02-26,2026-02-27T09:12:40Z,"
      "page.html,shot.png,\"We never met, and we never wrote.\",Mira Sandoval,direct-speech,"
      "They never met.,Asked for a document.\r\n");
  CHECK_MESSAGE(ran.status == 0, ran.err);
  CHECK(has(ran.out, "import: 1 row, 1 taken, 0 in the case already, 0 refused\n"));
  const auto article = folder.record<Article>("art-a-letter");
  CHECK(article.url.value == "https://d.example/a");
  CHECK(article.published.value->value == "2026-02-26");
  CHECK(article.bylines == std::vector<std::string>{"J. Reporter"});
  const auto capture = folder.record<Capture>("cap-a-letter");
  CHECK(capture.captured_at == Timestamp::parse("2026-02-27T09:12:40Z"));
  CHECK(capture.clock == "stated-by-supplier");
  CHECK(folder.file("case/captures/cap-a-letter/primary.html") == kPage);
  CHECK(fs::exists(folder.path("case/captures/cap-a-letter/screenshot.png")));
  const auto quote = folder.record<Quote>("quo-we-never-met-and");
  CHECK(quote.exact == "We never met, and we never wrote.");
  CHECK(quote.speaker.value == RecordId::parse("src-mira-sandoval"));
  const auto claim = folder.record<Claim>("clm-they-never-met");
  CHECK(claim.asserted_by == *RecordId::parse("src-mira-sandoval"));
  CHECK(claim.support.front().ref == quote.id);
  CHECK(claim.status == "unreviewed");
  const auto note = folder.record<Note>("note-asked-for-a-document");
  CHECK(note.about == std::vector<RecordId>{claim.id});
  const auto event = folder.record<Event>("evt-0001-capture");
  CHECK(event.started == capture.captured_at);
  CHECK(fs::exists(folder.path("case/records/events/evt-0002-quote.json")));
  CHECK(fs::exists(folder.path("case/records/events/evt-0003-review.json")));
  folder.require_packs();
}

TEST_CASE("a table of auto-archiver is taken by its own column names") {
  const TableFolder folder;
  const std::string digest = sha256(as_bytes(std::string_view(kPage))).hex();
  const Ran ran = folder.import(
      "Link,Archive Status,Destination Folder,Archive Location,Archive Date,Thumbnail,Upload "
      "Timestamp,Upload Title,Text Content,Screenshot,Hash,Perceptual Hashes,WACZ,ReplayWebpage\n"
      "https://s.example/1,success,posts,page.html,2026-02-27T09:12:40.123456+00:00,t.jpg,"
      "2026-02-26T18:30:00+01:00,First,,https://store.example/shot.png,SHA-256:" +
      digest +
      ",p:1,,https://replay.example/1\n"
      "https://s.example/2,wayback: success,,https://store.example/2.mp4,"
      "2026-02-27T10:00:00+00:00,,,,Words of the post,,SHA3-512:abc,,,\n");
  CHECK_MESSAGE(ran.status == 0, ran.err);
  const auto first = folder.record<Capture>("cap-first");
  CHECK(first.captured_at == Timestamp::parse("2026-02-27T09:12:40Z"));
  REQUIRE(first.archived_copies.size() == 2);
  CHECK(first.archived_copies[0].url == "https://store.example/shot.png");
  CHECK(first.archived_copies[1].url == "https://replay.example/1");
  REQUIRE(first.extra.size() == 4);
  CHECK(first.extra[0].key == "x-archive-status");
  CHECK(folder.record<Article>("art-first").published.value->value == "2026-02-26T17:30:00Z");
  CHECK_FALSE(folder.record<Article>("art-first").publisher.missing.empty());
  // A post of which only the words are on this machine; its address stands for the title.
  const auto second = folder.record<Capture>("cap-https-s-example-2");
  CHECK(second.method == "manual-transcription");
  REQUIRE(second.text);
  CHECK(second.text->method == "transcript");
  CHECK(folder.file("case/" + second.text->path) == "Words of the post\n");
  CHECK(second.extra.back().key == "x-hash");
  CHECK(has(ran.err, "in/t.csv:3: note: no title is told; https://s.example/2 stands for it\n"));
  folder.require_packs();
}

TEST_CASE("one bad row is told with its line and does not stop the others") {
  const TableFolder folder;
  const Ran ran = folder.import(
      "title,publisher,file,captured_at,quote,sha256,colour\n"
      "One,P,page.html,2026-02-27T09:00:00Z,,,red\n"
      "Two,P,nothing.html,2026-02-27T09:00:00Z,,,\n"
      "Three,P,page.html,27.2.2026,,,\n"
      "Four,P,page.html,2026-02-27T09:00:00Z,We often met,,\n"
      "Five,P,page.html,2026-02-27T09:00:00Z,,1111111111111111111111111111111111111111111111111111"
      "111111111111,\n"
      "Six,P\n"
      "Se\"ven,P,page.html,,,,\n"
      "Eight,P,,2026-02-27T09:00:00Z,,,\n"
      "Nine,P,other.html,2026-02-27T09:00:00Z,,,\n");
  CHECK(ran.status == 1);
  CHECK(has(ran.out, "import: 9 rows, 2 taken, 0 in the case already, 7 refused\n"));
  CHECK(has(ran.err, "the column 'colour' is not read\n"));
  for (const char* told : {"in/t.csv:3: ", "in/t.csv:4: captured_at: '27.2.2026' is no time",
                           "in/t.csv:5: quote: ", "in/t.csv:6: sha256: the file has ",
                           "in/t.csv:7: has 2 fields, and the header has 7",
                           "in/t.csv:8: a quotation mark stands in field 1",
                           "in/t.csv:9: has neither a file on this machine nor text"}) {
    CHECK_MESSAGE(has(ran.err, told), ran.err);
  }
  const std::set<std::string> files = folder.files();
  CHECK(files.contains("captures/cap-one/primary.html"));
  CHECK(files.contains("captures/cap-nine/primary.html"));
  for (const std::string& name : files) {
    CHECK_MESSAGE((!has(name, "-four") && !has(name, "-five") && !has(name, "-two")), name);
  }
  folder.require_packs();
}

TEST_CASE("a table with no row that can be taken changes nothing") {
  const TableFolder folder;
  const auto before = folder.files();
  const Ran ran = folder.import("title,file\nOne,nothing.html\n");
  CHECK(ran.status == 1);
  CHECK(folder.files() == before);
}

TEST_CASE(
    "rows of one address are captures of one article, rows of one page quotes of one capture") {
  const TableFolder folder;
  const Ran ran = folder.import(
      "url,title,publisher,captured_at,file,quote\n"
      "https://d.example/a,A,P,2026-02-27T09:00:00Z,page.html,Nobody could confirm this.\n"
      "https://d.example/a,A,P,2026-02-27T09:00:00Z,page.html,Mira Sandoval said\n"
      "https://d.example/a,A,P,2026-02-28T09:00:00Z,page.html,\n");
  CHECK_MESSAGE(ran.status == 0, ran.err);
  CHECK(folder.record<Quote>("quo-nobody-could-confirm-this").capture.text() == "cap-a");
  CHECK(folder.record<Quote>("quo-mira-sandoval-said").capture.text() == "cap-a");
  CHECK(folder.record<Capture>("cap-a-2").article.text() == "art-a");
  std::size_t articles = 0;
  for (const std::string& name : folder.files())
    articles += has(name, "records/articles/") ? 1U : 0U;
  CHECK(articles == 1);
  folder.require_packs();
}

TEST_CASE("a table that is imported again adds only what is new in it") {
  const TableFolder folder;
  const std::string table =
      "url,title,publisher,captured_at,file,quote,claim,note\n"
      "https://d.example/a,A,P,2026-02-27T09:00:00Z,page.html,Nobody could confirm this.,It is "
      "open.,Looked at.\n";
  REQUIRE(folder.import(table).status == 0);
  const auto before = folder.files();
  const Ran again = folder.import(table);
  CHECK(again.status == 0);
  CHECK(has(again.out, "import: 1 row, 0 taken, 1 in the case already, 0 refused\n"));
  CHECK(folder.files() == before);
  const Ran more = folder.import(table +
                                 "https://d.example/a,A,P,2026-02-27T09:00:00Z,page.html,Mira "
                                 "Sandoval said,,\n");
  CHECK_MESSAGE(more.status == 0, more.err);
  CHECK(folder.record<Quote>("quo-mira-sandoval-said").capture.text() == "cap-a");
  folder.require_packs();
}

TEST_CASE(
    "what a rule calls an error is refused by row, and what it shares is kept for the others") {
  const TableFolder folder;
  const Ran ran = folder.import(
      "url,title,publisher,published,captured_at,file,claim,claim_kind,status,note\n"
      // Captured before it was published.
      "https://d.example/a,A,P,2026-02-26,2026-02-20T09:00:00Z,page.html,,,,\n"
      "https://d.example/a,A,P,2026-02-26,2026-02-27T09:00:00Z,page.html,,,,\n"
      // Nothing but hearsay under it, and called verified.
      "https://d.example/b,B,P,2026-02-26,2026-02-27T09:00:00Z,other.html,It is so.,content,"
      "verified,Read it.\n");
  CHECK(ran.status == 1);
  CHECK_MESSAGE(has(ran.err, "(time.impossible-order)"), ran.err);
  CHECK(has(ran.err, "in/t.csv:2: "));
  CHECK(has(ran.out, "taken"));
  CHECK(folder.files().contains("records/articles/art-a.json"));
  CHECK(folder.files().contains("records/sources/src-p.json"));
  folder.require_packs();
}

TEST_CASE("a table does not draw in files from outside of its folder") {
  const TableFolder folder;
  write_all(folder.path("secret.html"), "<p>secret</p>");
  fs::create_symlink("../secret.html", folder.path("in/link.html"));
  const auto before = folder.files();
  for (const std::string& cell :
       {std::string("../secret.html"), folder.path("secret.html"), std::string("link.html")}) {
    const Ran ran = folder.import("title,file\nA," + cell + "\n");
    CHECK(ran.status == 1);
    CHECK_MESSAGE(has(ran.err, "does not lie below"), ran.err);
  }
  CHECK(folder.files() == before);
  CHECK(folder.import("title,file\nA,secret.html\n", {"--files", "."}).status == 0);
}

TEST_CASE("the result table tells the ids and the fate of each row") {
  const TableFolder folder;
  const std::string out = folder.path("result.csv");
  const Ran ran = folder.import("title,file\n=A,page.html\nB,gone.html\n", {"--result", out});
  CHECK(ran.status == 1);
  const std::string result = read_all(out);
  CHECK(has(result,
            "title,file,dossier_status,dossier_article,dossier_capture,dossier_quote,dossier_claim,"
            "dossier_note,dossier_message\r\n"
            "'=A,page.html,taken,art-a,cap-a,,,,\r\n"
            "B,gone.html,refused,,,,,,"));
  CHECK(folder.import("title,file\nC,page.html\n", {"--result", out}).status == 1);
  CHECK(read_all(out) == result);
}

TEST_CASE("what cannot be imported is named for what it is") {
  const TableFolder folder;
  write_all(folder.path("in/a.csv"), "%PDF-1.7\n");
  write_all(folder.path("in/a.gz"), "\x1F\x8Bxxxx");
  write_all(folder.path("in/a.bin"), std::string("a\0b", 3));
  const auto before = folder.files();
  struct Case {
    const char* path;
    const char* told;
  };
  for (const Case& each :
       {Case{"in/a.csv", "is a PDF, which cannot be imported"},
        Case{"in/a.gz", "is a compressed file"}, Case{"in/a.bin", "is a binary file"},
        Case{"in/shot.png", "is a picture (PNG)"}}) {
    const Ran ran = folder.run({"import", each.path});
    CHECK(ran.status == 1);
    CHECK_MESSAGE(has(ran.err, each.told), ran.err);
  }
  CHECK(folder.run({"import", "in/none.csv"}).status == 3);
  CHECK(folder.files() == before);
}

TEST_CASE("options of a table and of an archive are not mixed up") {
  const TableFolder folder;
  write_all(folder.path("in/t.csv"), "title,file\nA,page.html\n");
  write_all(folder.path("in/a.warc"), "WARC/1.1\r\n");
  CHECK(folder.run({"import", "in/t.csv", "--publisher", "P"}).status == 2);
  CHECK(folder.run({"import", "in/t.csv", "--captured-by", "Alice Berg"}).status == 2);
  CHECK(folder.run({"import", "in/a.warc", "--result", "r.csv"}).status == 2);
  CHECK(folder.run({"import", "in/a.warc", "--captured-by", "Nobody"}).status == 1);
  CHECK(folder.run({"import", "in/a.warc", "--publisher", "src-nobody"}).status == 1);
}
