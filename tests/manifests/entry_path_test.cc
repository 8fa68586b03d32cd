// SPDX-License-Identifier: Apache-2.0
#include "manifests/entry_path.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <utf8proc.h>

#include "manifests/assigned_characters.h"
#include "manifests/text/unicode.h"

using namespace dossier;

namespace {

std::string fault_of(std::string_view text) {
  const auto parsed = EntryPath::parse(text);
  if (const auto* path = std::get_if<EntryPath>(&parsed)) {
    CHECK(path->text() == text);
    return "";
  }
  CHECK_FALSE(std::get<PathFault>(parsed).sentence.empty());
  return std::string(std::get<PathFault>(parsed).code);
}

std::string repeat(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

// "0041 030A" as UTF-8.
std::string utf8_of(const std::string& field) {
  std::istringstream numbers(field);
  std::string out;
  for (utf8proc_int32_t c = 0; numbers >> std::hex >> c;) {
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t count = utf8proc_encode_char(c, bytes);
    for (utf8proc_ssize_t i = 0; i < count; ++i) out += static_cast<char>(bytes[i]);
  }
  return out;
}

void check_all(std::initializer_list<std::string_view> paths, std::string_view code) {
  for (const std::string_view path : paths) {
    CAPTURE(path);
    CHECK(fault_of(path) == code);
  }
}

}  // namespace

TEST_CASE("ordinary names of all scripts are paths") {
  check_all({"a", "data/records/claims/clm-1.json", "data/a b/c-d_e.f", ".hidden", "a..b", "...a",
             "data/Gr\u00FC\u00DFe.html", "data/\u6587\u66F8.txt", "\u0E44\u0E17\u0E22",
             "\u0928\u093F", "\uAC00", "emoji \U0001F600", "a'b,c;d=e@f!g#h$i&(j)[k]{l}^`~+"},
            "");
}

TEST_CASE("a path is UTF-8") {
  check_all({"a\xFF", "\xC3", "\xC0\xAF", "a/\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
             "\xF8\x88\x80\x80\x80", "caf\xE9.html"},
            "path.encoding");
}

TEST_CASE("a path is in normalisation form C") {
  check_all({"e\u0301", "data/A\u030A.txt",  // decomposed
             "\u2126", "\u212B", "\uF900",   // singletons
             "\u0958",                       // excluded from composition
             "a\u0301\u0323",                // marks out of order
             "\u1100\u1161",                 // Hangul letters that compose
             "\uAC00\u11A8", "\u0F73\u0F73"},
            "path.not-normalised");
  check_all({"\u00E9", "\u1EA1\u0301", "\u0915\u093C", "\u1100", "\uAC00\u11A7"}, "");
}

TEST_CASE("the Unicode consortium's normalisation vectors are told apart") {
  const std::string file = DOSSIER_VECTORS_DIR "/unicode/NormalizationTest.txt";
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: there is no " << file);
    return;
  }
  std::ifstream lines(file, std::ios::binary);
  int vectors = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    std::istringstream fields(line);
    std::string field[3];  // source, NFC, NFD
    for (std::string& each : field) std::getline(fields, each, ';');
    const std::string nfc = utf8_of(field[1]);
    CAPTURE(line);
    ++vectors;
    CHECK(fault_of("_" + nfc) != "path.not-normalised");
    for (const std::string& other : {utf8_of(field[0]), utf8_of(field[2])}) {
      if (other == nfc) continue;
      const std::string fault = fault_of("_" + other);
      CHECK((fault == "path.not-normalised" || fault == "path.character"));
      CHECK(collision_key(other) == collision_key(nfc));
    }
  }
  CHECK(vectors == 18'853);
}

TEST_CASE("normal form is judged alike for every character, alone and decomposed") {
  int judged = 0;
  for (char32_t c = 0xA0; c <= 0x10FFFF; ++c) {
    if (!is_assigned_character(c) || is_invisible_character(c)) continue;
    const std::u32string alone{c};
    for (const std::u32string& text : {alone, to_nfd(alone)}) {
      const std::string fault = fault_of(encode_utf8(U"_" + text));
      if (fault == "path.character") continue;  // the decomposition holds < or >
      const bool refused = fault == "path.not-normalised";
      if (refused != (to_nfc(text) != text)) FAIL("code point " << static_cast<unsigned>(c));
      ++judged;
    }
  }
  CHECK(judged > 290'000);
}

TEST_CASE("a path has 1 to 1,024 bytes and each part at most 255") {
  CHECK(fault_of("") == "path.length");
  const std::string part(254, 'a');
  CHECK(fault_of(part + "a") == "");
  CHECK(fault_of(part + "aa") == "path.length");
  CHECK(fault_of("x/" + part + "aa/y") == "path.length");
  const std::string longest = repeat(part + "/", 4);
  CHECK(fault_of(longest + "abcd") == "");
  CHECK(fault_of(longest + "abcde") == "path.length");
  CHECK(fault_of(repeat("\u00E9", 127) + "a") == "");
  CHECK(fault_of(repeat("\u00E9", 128)) == "path.length");
}

TEST_CASE("a path has at most 32 parts") {
  CHECK(fault_of(repeat("a/", 31) + "a") == "");
  CHECK(fault_of(repeat("a/", 32) + "a") == "path.depth");
}

TEST_CASE("a path cannot lead out of its folder") {
  check_all({"/", "/a", "a//b", "a/", ".", "..", "./a", "a/.", "a/..", "a/../b", "../a", "//a"},
            "path.component");
}

TEST_CASE("characters that some system cannot store or that deceive the eye are refused") {
  for (const char c : std::string_view("\\:*?\"<>|%")) {
    CAPTURE(c);
    CHECK(fault_of(std::string("a") + c + "b") == "path.character");
  }
  for (int c = 0; c < 0x20; ++c) {
    CAPTURE(c);
    CHECK(fault_of(std::string("a") + static_cast<char>(c) + "b") == "path.character");
  }
  check_all({"a\x7F",       "a\u0080",     "a\u0085",  "a\u009F",  // DEL, C1
             "a\u200E",     "a\u200F",     "a\u061C",  "a\u202Agpj.exe", "a\u202E", "a\u2066",
             "a\u2069",     "a\u200B",     "a\u200Cb", "a\u200Db",       "a\u2060", "\uFEFFa",
             "a\u00ADb",    "a\u034F",     "a\uFE0F",  "a\u3164",        "a\uFFA0", "a\u115F",
             "a\U000E0041", "a\U000E0100", "a\u2028",  "a\u180E"},
            "path.character");
  check_all({"a\u00A0b", "a\u00ACb", "a\u2010b", "a\uFFFDb"}, "");
}

TEST_CASE("only characters that Unicode 15.0 assigns stand in a path") {
  check_all({"\u0378", "\uFDD0", "\uFFFE", "\U0001FFFF", "\U0010FFFF",  // unassigned, noncharacters
             "\uE000", "\uF03A", "\U000F0000", "\U0010FFFD",            // private use
             "\u1C89", "\U0002EBF0", "\U00010D40"},                     // assigned later
            "path.unassigned");
  check_all({"\U00031350", "\U0001FAE8", "\u0CF3"}, "");  // new in 15.0
}

TEST_CASE("no part ends in a dot or a space") {
  check_all({"a.", "a ", "a./b", "a /b", "a/...", "a. ", " "}, "path.ending");
  check_all({" a", "a.b", "a b"}, "");
}

TEST_CASE("no part ends in what unzip takes for the version of a file") {
  check_all({"a;1", "a;", ";", ";0", "a;007", "a;1/b", "a;b;2"}, "path.ending");
  check_all({"a;b", "a;1b", ";a", "a;1.txt", "1", "a1", "a;1;b"}, "");
}

TEST_CASE("Windows device names are refused, also before an extension") {
  check_all({"CON",
             "con",
             "Prn",
             "AUX",
             "nul",
             "COM0",
             "com1",
             "COM9",
             "LPT0",
             "lpt9",
             "CONIN$",
             "conout$",
             "COM\u00B9",
             "lpt\u00B2",
             "LPT\u00B3",
             "nul.txt",
             "data/aux.tar.gz",
             "CON .txt",
             "con/a",
             "a/com5.d/b"},
            "path.device-name");
  check_all(
      {"CONSOLE", "COM", "COM10", "COMA", "LPT\u2074", "a.con", "xnul", "CONIN", "null", "com-1"},
      "");
}

TEST_CASE("files that an operating system leaves behind are refused") {
  check_all({"__MACOSX", "__MACOSX/a", "a/__MACOSX/b", "._a", "data/._index.html"},
            "path.platform-file");
  check_all({"__MACOSX2", "a._b", "_a"}, "");
}

TEST_CASE("the name of a bundle is a path of one part") {
  CHECK(std::get<EntryPath>(parse_bundle_name("letters-claim")).text() == "letters-claim");
  CHECK(std::get<PathFault>(parse_bundle_name("a/b")).code == "path.component");
  CHECK(std::get<PathFault>(parse_bundle_name("")).code == "path.length");
  CHECK(std::get<PathFault>(parse_bundle_name("..")).code == "path.component");
  CHECK(std::get<PathFault>(parse_bundle_name("nul")).code == "path.device-name");
}

TEST_CASE("names that differ only in case or normal form have one collision key") {
  const std::pair<std::string_view, std::string_view> twins[] = {
      {"data/README", "data/readme"},
      {"\u00C9", "\u00E9"},
      {"\u00C9", "e\u0301"},
      {"stra\u00DFe", "STRASSE"},
      {"\u1E9E", "ss"},
      {"\uFB01", "FI"},
      {"\u03A3", "\u03C2"},
      {"\u212A", "k"},
      {"\u0130", "i\u0307"},
      {"\u1FB3", "\u03B1\u03B9"},
      {"\u1FB3\u0323", "\u03B1\u0323\u03B9"},  // needs decomposition before folding (D145)
      {"\u01C4", "\u01C6"},
      {"\U00010400", "\U00010428"},
      {"\u13A0", "\uAB70"},
  };
  for (const auto& pair : twins) {
    CAPTURE(pair.first);
    CHECK(collision_key(pair.first) == collision_key(pair.second));
  }
  CHECK(collision_key("a") != collision_key("b"));
  CHECK(collision_key("e") != collision_key("\u00E9"));
  CHECK(collision_key("i") != collision_key("\u0131"));
  CHECK(collision_key("\xFF") == "\xFF");
}

TEST_CASE("the table of assigned characters is that of Unicode 15.0") {
  // The number of graphic and format characters in the standard's own count (149,186), and 65
  // controls.
  int assigned = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) assigned += is_assigned_character(c) ? 1 : 0;
  CHECK(assigned == 149'186 + 65);
}

TEST_CASE("the Unicode library knows every character that a path may hold") {
  const std::string version = utf8proc_unicode_version();
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    const bool known = category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CO &&
                       category != UTF8PROC_CATEGORY_CS;
    if (is_assigned_character(c) != known && (version == "15.0.0" || !known)) {
      FAIL("code point " << static_cast<unsigned>(c) << " with Unicode " << version);
    }
  }
}
