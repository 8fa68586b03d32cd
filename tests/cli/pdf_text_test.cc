// SPDX-License-Identifier: Apache-2.0
// Text of PDF, with the program that reads it replaced by scripts, and with the real one if there
// is one.
#include <doctest/doctest.h>

#include "manifests/records/record.h"
#include "tests/cli/run_dossier.h"

using namespace dossier;
using namespace dossier::test;
namespace fs = std::filesystem;

namespace {

// A PDF of one page with the words in it.
std::string make_pdf(const std::string& words) {
  const std::string drawing = "BT /F1 12 Tf 72 720 Td (" + words + ") Tj ET";
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 "
      "R>>>>>>",
      "<</Length " + std::to_string(drawing.size()) + ">>\nstream\n" + drawing + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places.push_back(pdf.size());
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = pdf.size();
  pdf += "xref\n0 6\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    const std::string digits = std::to_string(place);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

class PdfCase {
 public:
  PdfCase() {
    REQUIRE(run({"init", "case", "--title", "T", "--author", "Alice Berg"}, false).status == 0);
    write_all(folder_ / "page.pdf", make_pdf("He never wrote to her again."));
  }
  // A program of that name, first in PATH.
  void pretend(const std::string& script) {
    write_all(folder_ / "bin/pdftotext", "#!/bin/sh\n" + script + "\n");
    fs::permissions(folder_ / "bin/pdftotext", fs::perms::owner_all);
    path_ = folder_ / "bin";
  }
  void hide_programs() { path_ = folder_ / "none"; }

  Ran run(std::vector<std::string> words, bool in_case = true) const {
    if (in_case) words.insert(words.end(), {"-C", "case"});
    std::map<std::string, std::string> environment{{"SOURCE_DATE_EPOCH", "1772391600"}};
    if (!path_.empty()) environment["PATH"] = path_;
    return run_dossier(words, {folder_.path(), environment, {}});
  }
  Ran add() const {
    return run({"add", "page.pdf", "--title", "X", "--publisher", "Y", "--id", "a"});
  }
  std::string file(const std::string& name) const { return read_all(folder_ / ("case/" + name)); }
  bool has(const std::string& name) const { return fs::exists(folder_ / ("case/" + name)); }
  Capture capture() const {
    const std::string path = "records/captures/cap-a.json";
    const RecordFile read = read_record_file(path, file(path), Profile::kNewsroom);
    REQUIRE(read.sound);
    return std::get<Capture>(read.record);
  }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

}  // namespace

TEST_CASE("text of a PDF is stored as derived, with the program that read it, and can be quoted") {
  PdfCase folder;
  folder.pretend(
      "if [ \"$1\" = -v ]; then echo 'pdftotext version 9.8.7' >&2; exit; fi\n"
      "[ \"$(/usr/bin/head -c 5)\" = %PDF- ] || exit 1\n"
      "printf 'He never wrote\\nto her again.\\n\\n\\n'");
  const Ran ran = folder.add();
  CHECK_MESSAGE(ran.status == 0, ran.err);
  CHECK(ran.err.find("compare it with the PDF") != std::string::npos);
  const Capture capture = folder.capture();
  REQUIRE(capture.text);
  CHECK(capture.text->method == "pdf-text");
  CHECK(capture.text->algorithm == "pdftotext 9.8.7");
  CHECK(folder.file("captures/cap-a/text.txt") == "He never wrote\nto her again.\n");
  CHECK(capture.text->code_points == 29);
  CHECK_FALSE(folder.has("captures/cap-a/text.map.json"));
  CHECK(folder.file("records/events/evt-0001-capture.json").find("pdftotext 9.8.7") !=
        std::string::npos);
  const Ran quote = folder.run({"quote", "cap-a", "never wrote to her"});
  CHECK_MESSAGE(quote.status == 0, quote.err);
  CHECK(folder.run({"quote", "cap-a", "always wrote to her"}).status == 1);
}

TEST_CASE("derived text is not made again as proof, and nobody having compared it is a warning") {
  PdfCase folder;
  folder.pretend("echo 'He never wrote to her again.'");
  REQUIRE(folder.add().status == 0);
  REQUIRE(folder.run({"quote", "cap-a", "never wrote to her again"}).status == 0);
  folder.pretend("echo 'something else'; exit 1");
  const Ran packed = folder.run({"pack", "--unsigned", "-o", "a.zip"});
  CHECK_MESSAGE(packed.status == 0, packed.err);
  const Ran verified = folder.run({"verify", "a.zip"}, false);
  CHECK(verified.status == 4);
  CHECK(verified.out.find("text.derived-unreviewed") != std::string::npos);
  CHECK(verified.out.find("1 of 1 quote") != std::string::npos);
}

TEST_CASE("without pdftotext the PDF is taken without text, and that is said plainly") {
  PdfCase folder;
  folder.hide_programs();
  const Ran ran = folder.add();
  CHECK(ran.status == 0);
  CHECK(ran.out.find("no text: pdftotext is not installed, which reads the text of a PDF (package "
                     "poppler-utils)\n") != std::string::npos);
  CHECK_FALSE(folder.capture().text);
}

TEST_CASE("a program that fails or writes nothing leaves no text, and it can write no file") {
  for (const std::string script :
       {"exit 1", "kill -9 $$", "exit 0", "printf '\\n\\n'", "(echo x > f) 2>/dev/null; echo y"}) {
    CAPTURE(script);
    PdfCase folder;
    folder.pretend(script);
    const Ran ran = folder.add();
    CHECK(ran.status == 0);
    const bool writes_files = script.find('>') != std::string::npos;
    CHECK((ran.out.find("no text: ") != std::string::npos) != writes_files);
    CHECK_FALSE(folder.has("captures/cap-a/text.map.json"));
  }
}

TEST_CASE("a program that writes without end is stopped") {
  PdfCase folder;
  folder.pretend("exec /bin/cat /dev/zero");
  const Ran ran = folder.add();
  CHECK(ran.status == 0);
  CHECK(ran.out.find("no text: pdftotext wrote more than 32 MiB\n") != std::string::npos);
}

TEST_CASE("the installed pdftotext reads a page") {
  if (!fs::exists("/usr/bin/pdftotext")) {
    MESSAGE("skipped: pdftotext is not installed");
    return;
  }
  const PdfCase folder;
  const Ran ran = folder.add();
  CHECK(ran.status == 0);
  CHECK(folder.file("captures/cap-a/text.txt") == "He never wrote to her again.\n");
  CHECK(folder.capture().text->algorithm.rfind("pdftotext ", 0) == 0);
}
