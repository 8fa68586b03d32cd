// SPDX-License-Identifier: Apache-2.0
// Names, titles and quotes in any script, from the page to the verified bundle.
#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using namespace dossier::test;

namespace {

struct Script {
  const char* name;
  const char* title;
  const char* speaker;
  const char* before;  // of the quote, in its paragraph
  const char* words;
  const char* after;
  std::int64_t start;  // code points before the quote: counted by hand in `before`
  std::int64_t length;
};

// A flag has two code points, a family of emoji as many as it has parts and joiners.
const Script kScripts[] = {
    {"arabic", "رسالة إلى المدينة", "ميرا ساندوفال", "قالت: «", "لم نلتق أبداً", "»", 7, 13},
    {"korean", "도시에서 온 편지", "미라 산도발", "그는 말했다: “", "우리는 만난 적이 없다", "”", 9,
     12},
    {"german", "Über die Briefe aus Östmark", "Jörg Müßig", "Er sagte: „", "Wir schrieben uns nie",
     "“", 11, 21},
    {"emoji", "Letters 📬 from 🇺🇳", "Mira 👩🏽‍🔬", "👍🏽 She said: “",
     "never 👩🏽‍🔬 again", "”", 14, 16},
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Arabic, Korean, German and emoji go through init, add, source, quote, pack and verify") {
  for (const Script& script : kScripts) {
    CAPTURE(script.name);
    const TemporaryFolder folder;
    const auto run = [&](const std::vector<std::string>& words) {
      const Ran ran =
          run_dossier(words, {folder.path(), {{"SOURCE_DATE_EPOCH", "1772391600"}}, {}});
      CHECK_MESSAGE((ran.status == 0 || words[0] == "verify"), ran.err);
      return ran;
    };
    write_all(folder / "p.html", std::string("<meta charset=utf-8><p>") + script.before +
                                     script.words + script.after + "</p>");
    run({"init", "case", "--title", script.title, "--author", script.speaker, "--purpose",
         script.title});
    run({"source", script.speaker, "--kind", "person", "--protected", "no", "--relation",
         "secondary", "--id", "s", "-C", "case"});
    run({"add", "p.html", "--title", script.title, "--publisher", script.title, "--id", "a", "-C",
         "case"});
    const Ran quoted = run({"quote", "cap-a", script.words, "--kind", "direct-speech", "--speaker",
                            script.speaker, "--id", "q", "-C", "case"});
    CHECK_MESSAGE(has(quoted.out, std::string("words  ") + script.words + "\n"), quoted.out);
    const std::string path = "records/quotes/quo-q.json";
    const RecordFile read =
        read_record_file(path, read_all(folder / ("case/" + path)), Profile::kNewsroom);
    REQUIRE(read.sound);
    const auto& quote = std::get<Quote>(read.record);
    CHECK(quote.exact == script.words);
    CHECK(quote.start == script.start);
    CHECK(quote.end - quote.start == script.length);
    CHECK(quote.speaker.value == RecordId::parse("src-s"));
    // The text is stored raw: it can be found with grep.
    CHECK(has(read_all(folder / ("case/" + path)), script.words));
    run({"pack", "--unsigned", "-o", "a.zip", "-C", "case"});
    const Ran verified = run({"verify", "a.zip"});
    CHECK(verified.status == 4);
    CHECK_MESSAGE(has(verified.out, "1 of 1 quote exact"), verified.out);
    const Ran inspected = run({"inspect", "a.zip"});
    CHECK_MESSAGE(has(inspected.out, script.title), inspected.out);
    CHECK_MESSAGE(has(inspected.out, script.words), inspected.out);
    CHECK_FALSE(has(inspected.out, "\\u{"));
  }
}

TEST_CASE("what would turn the reading order of a terminal is shown as its code") {
  const TemporaryFolder folder;
  const Ran ran = run_dossier({"init", "case", "--title", "T\u202Edetrevni", "--author", "A"},
                              {folder.path(), {}, {}});
  CHECK_FALSE(has(ran.out + ran.err, "\u202E"));
}
