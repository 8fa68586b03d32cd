// SPDX-License-Identifier: Apache-2.0
// The vectors of html5lib: which encoding the prescan chooses, and the text of a page. The text
// that is expected is made from the tree of the vector by a small walk of its own, which shares
// nothing with the extraction.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

#include "manifests/text/charset.h"
#include "manifests/text/extract_text.h"

using namespace dossier;
namespace fs = std::filesystem;

namespace {

const fs::path kVectors = DOSSIER_VECTORS_DIR "/html";

using Sections = std::map<std::string, std::string>;

// The tests of a .dat file: the text below each "#name" line, without its last line feed.
std::vector<Sections> read_vectors(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  static const std::set<std::string> kNames = {
      "#data",      "#errors",     "#new-errors", "#document-fragment",
      "#script-on", "#script-off", "#document",   "#encoding"};
  std::vector<Sections> tests;
  std::string section;
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) {
    if (line == "#data" || (section.empty() && kNames.count(line) > 0)) {
      tests.emplace_back();
    }
    if (kNames.count(line) > 0) {
      section = line;
      tests.back()[section];
    } else if (!tests.empty()) {
      tests.back()[section] += line + "\n";
    }
  }
  for (Sections& test : tests) {
    std::string& data = test["#data"];
    data.resize(data.empty() ? 0 : data.size() - 1);
  }
  return tests;
}

struct Node {
  std::string name;  // "svg title" in a namespace; empty for text
  std::string text;
  std::map<std::string, std::string> attributes;
  std::vector<std::unique_ptr<Node>> children;
};

// Reads the "| " lines of #document.
class TreeReader {
 public:
  std::unique_ptr<Node> read(const std::string& document) {
    auto root = std::make_unique<Node>();
    path_ = {root.get()};
    std::istringstream lines(document);
    std::string item;
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("| ", 0) == 0) {
        add(item);
        item = line.substr(2);
      } else {
        item += "\n" + line;
      }
    }
    while (!item.empty() && item.back() == '\n') {
      item.pop_back();
    }
    add(item);
    return root;
  }

 private:
  void add(const std::string& item) {
    const std::size_t indent = item.find_first_not_of(' ');
    if (indent == std::string::npos) {
      return;
    }
    const std::string content = item.substr(indent);
    const std::size_t depth = indent / 2;
    if (content[0] == '<' && content.rfind("<!", 0) != 0 && content.rfind("<?", 0) != 0) {
      path_.resize(depth + 1);
      path_.push_back(child());
      path_.back()->name = content.substr(1, content.size() - 2);
    } else if (content[0] == '"') {
      path_.resize(depth + 1);
      child()->text = content.substr(1, content.size() - 2);
    } else if (content == "content") {
      path_.resize(depth + 1);
      path_.push_back(path_.back());
    } else if (content[0] != '<') {
      const std::size_t equals = content.find("=\"");
      path_[depth]->attributes[content.substr(0, equals)] =
          content.substr(equals + 2, content.size() - equals - 3);
    }
  }

  Node* child() {
    path_.back()->children.push_back(std::make_unique<Node>());
    return path_.back()->children.back().get();
  }

  std::vector<Node*> path_;
};

bool is_one_of(const std::string& name, const std::string& words) {
  return (" " + words + " ").find(" " + name + " ") != std::string::npos;
}

// \1 stands for a collapsible space and \2 for a line break until a block is closed.
class ExpectedText {
 public:
  std::string of(const Node& root) {
    for (const auto& child : root.children) {
      walk(*child, false);
    }
    close();
    return text_.empty() ? "\n" : text_;
  }

 private:
  void walk(const Node& node, bool pre) {
    if (node.name.empty()) {
      for (const char c : node.text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
        block_ += space && !pre ? '\1' : c == '\r' ? '\n' : c;
      }
      return;
    }
    const std::string local = node.name.substr(node.name.find(' ') + 1);
    const bool html = local == node.name;
    if (is_left_out(node, local, html)) {
      return;
    }
    const bool is_block =
        html &&
        is_one_of(local,
                  "address article aside blockquote body button caption center dd details dialog "
                  "dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
                  "hgroup hr html legend li listing main menu nav ol optgroup option p plaintext "
                  "pre search section summary table tbody tfoot thead tr ul xmp");
    if (is_block) {
      close();
    }
    if (html && local == "br") {
      block_ += '\2';
    }
    const bool cell = html && is_one_of(local, "td th");
    block_ += cell ? "\1" : "";
    const bool inner_pre = pre || (html && is_one_of(local, "pre listing xmp plaintext"));
    preformatted_ = is_block ? inner_pre : preformatted_;
    for (const auto& child : node.children) {
      walk(*child, inner_pre);
    }
    block_ += cell ? "\1" : "";
    if (is_block) {
      close();
    }
  }

  static bool is_left_out(const Node& node, const std::string& local, bool html) {
    const auto style = node.attributes.find("style");
    return is_one_of(local,
                     "head base link meta title script style noscript template iframe frame "
                     "frameset noframes noembed object embed applet param audio video source track "
                     "canvas svg picture img area input textarea select datalist meter progress rt "
                     "rp annotation annotation-xml") ||
           node.attributes.count("hidden") > 0 ||
           (html && local == "dialog" && node.attributes.count("open") == 0) ||
           (style != node.attributes.end() && style->second == "display: none");
  }

  void close() {
    std::string block = std::regex_replace(block_, std::regex("[\1]*[\2][\1\2]*"), "\n");
    block = std::regex_replace(block, std::regex("[\1]+"), "\1");
    block = std::regex_replace(block, std::regex("^[\1\n]+|[\1\n]+$"), "");
    std::replace(block.begin(), block.end(), '\1', ' ');
    if (!block.empty()) {
      text_ += block + "\n";
    }
    block_.clear();
  }

  std::string block_;
  std::string text_;
  bool preformatted_ = false;
};

// Vectors that are answered otherwise, each with the reason.
const std::string kBeyondPrescan =
    "the meta stands behind the first 1,024 bytes, beyond the prescan";
const std::map<std::string, std::string> kExceptions = {
    {"tests1.dat 48", kBeyondPrescan},
    {"tests1.dat 49", kBeyondPrescan},
    {"tests1.dat 50", kBeyondPrescan},
    {"tests1.dat 51", kBeyondPrescan},
    {"tests1.dat 52", kBeyondPrescan},
    {"tests1.dat 53", kBeyondPrescan},
    {"tests1.dat 54", kBeyondPrescan},
    {"tests18.dat 15",
     "plaintext counts inside select since 2025; libgumbo follows the older rule"},
};

bool is_exception(const char* folder, const std::string& name) {
  // Both folders have files of one name.
  return kExceptions.count(name) > 0 &&
         (std::string(folder) == "encoding") == (kExceptions.at(name) == kBeyondPrescan);
}

std::string name_of(const fs::path& path, std::size_t number) {
  return path.filename().string() + " " + std::to_string(number);
}

std::vector<fs::path> vector_files(const char* folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(kVectors / folder)) {
    for (const auto& entry : fs::directory_iterator(kVectors / folder)) {
      if (entry.path().extension() == ".dat") {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    MESSAGE("skipped: no vectors in " << (kVectors / folder).string());
  }
  return files;
}

std::string extracted(const std::string& html) {
  const auto result = extract_text(as_bytes(html), TextSource::kHtml, "text/html; charset=utf-8");
  const auto* text = std::get_if<ExtractedText>(&result);
  return text != nullptr ? text->text : "refused: " + std::get<TextRefusal>(result).limit;
}

}  // namespace

TEST_CASE("the prescan chooses the encodings of html5lib's vectors") {
  std::size_t count = 0;
  for (const fs::path& path : vector_files("encoding")) {
    std::size_t number = 0;
    for (Sections& test : read_vectors(path)) {
      ++count;
      const std::string name = name_of(path, ++number);
      const std::string& data = test["#data"];
      std::string expected = test["#encoding"];
      expected.resize(expected.find('\n'));
      std::transform(expected.begin(), expected.end(), expected.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      const Charset found = detect_charset(as_bytes(data), "", true);
      const bool equal = (found.rule == "valid-utf8" ? "windows-1252" : found.name) == expected;
      CHECK_MESSAGE(equal != is_exception("encoding", name), name);
    }
  }
  CHECK((count == 0 || count == 82));
}

TEST_CASE("the text of html5lib's pages is that of the trees that they expect") {
  std::size_t compared = 0;
  std::size_t only_read = 0;
  std::size_t excepted = 0;
  for (const fs::path& path : vector_files("tree-construction")) {
    std::size_t number = 0;
    for (Sections& test : read_vectors(path)) {
      const std::string name = name_of(path, ++number);
      const std::string found = extracted(test["#data"]);
      // A page is never parsed as a fragment, and always as a browser does with scripting on; these
      // must only not crash.
      if (test.count("#document-fragment") + test.count("#script-off") > 0) {
        ++only_read;
        continue;
      }
      const std::string expected = ExpectedText().of(*TreeReader().read(test["#document"]));
      if (is_exception("tree-construction", name)) {
        ++excepted;
        CHECK_MESSAGE(found != expected, name << " no longer differs");
        continue;
      }
      ++compared;
      CHECK_MESSAGE(found == expected, name << ": " << test["#data"]);
    }
  }
  MESSAGE(compared << " compared, " << excepted << " with a reason to differ, " << only_read
                   << " fragments and pages without scripting only read");
  CHECK((compared == 0 || compared + excepted + only_read == 1792));
}
