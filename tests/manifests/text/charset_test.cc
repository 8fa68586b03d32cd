// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/charset.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

std::string rule(const std::string& bytes, const std::string& content_type, bool is_html = true) {
  const Charset charset = detect_charset(as_bytes(bytes), content_type, is_html);
  return std::string(charset.rule) + " " + std::string(charset.name);
}

std::string decoded(const std::string& bytes, std::string_view name) {
  const auto result = decode_charset(as_bytes(bytes), name);
  return result ? result->text : "no converter";
}

std::int64_t replacements(const std::string& bytes, std::string_view name) {
  return decode_charset(as_bytes(bytes), name)->replacements;
}

}  // namespace

TEST_CASE("labels mean the encodings that the Encoding Standard gives them") {
  CHECK(encoding_name("iso-8859-1") == "windows-1252");
  CHECK(encoding_name("US-ASCII") == "windows-1252");
  CHECK(encoding_name("iso-8859-9") == "windows-1254");
  CHECK(encoding_name("gb2312") == "gbk");
  CHECK(encoding_name("ks_c_5601-1987") == "euc-kr");
  CHECK(encoding_name(" \tUTF8\n") == "utf-8");
  CHECK(encoding_name("utf-16") == "utf-16le");
  CHECK(encoding_name("iso-2022-kr") == "replacement");
  CHECK(encoding_name("utf-7") == "");
  CHECK(encoding_name("utf-32") == "");
  CHECK(encoding_name("") == "");
}

TEST_CASE("the first rule that answers decides the charset") {
  const std::string meta = "<meta charset=koi8-r>";
  CHECK(rule("\xEF\xBB\xBF" + meta, "text/html; charset=big5") == "bom utf-8");
  CHECK(rule("\xFF\xFEm", "") == "bom utf-16le");
  CHECK(rule("\xFE\xFFm", "") == "bom utf-16be");
  CHECK(rule(meta, "text/html; charset=big5") == "http big5");
  CHECK(rule(meta, "text/html; charset=nonsense") == "meta koi8-r");
  CHECK(rule(meta, "text/html") == "meta koi8-r");
  CHECK(rule(meta, "", false) == "valid-utf8 utf-8");
  CHECK(rule("<meta charset=utf-16le>", "") == "meta utf-8");
  CHECK(rule("caf\xC3\xA9", "") == "valid-utf8 utf-8");
  CHECK(rule("caf\xE9", "") == "fallback windows-1252");
  CHECK(rule("", "") == "valid-utf8 utf-8");
}

TEST_CASE("a meta is looked for in the first 1,024 bytes only") {
  const std::string meta = "<meta charset=koi8-r>";
  const std::string padding(kPrescanBytes - meta.size(), ' ');
  CHECK(rule(padding + meta, "") == "meta koi8-r");
  CHECK(rule(" " + padding + meta, "") == "valid-utf8 utf-8");
  CHECK(rule("<!--" + meta + "-->", "") == "valid-utf8 utf-8");
  CHECK(rule("<meta http-equiv=refresh content='text/html; charset=koi8-r'>", "") ==
        "valid-utf8 utf-8");
  CHECK(rule("<meta charset=bogus http-equiv=content-type content='a; charset=koi8-r'>", "") ==
        "valid-utf8 utf-8");
}

TEST_CASE("the charset parameter of a Content-Type may be quoted and stand anywhere") {
  CHECK(content_type_charset("text/html; charset=utf-8") == "utf-8");
  CHECK(content_type_charset("text/html;CharSet=\"KOI8-R\"") == "KOI8-R");
  CHECK(content_type_charset("text/html; a=\"; charset=big5\"; charset=euc-kr") == "euc-kr");
  CHECK(content_type_charset("text/html; charset=\"a\\\"b\"") == "a\"b");
  CHECK(content_type_charset("text/html") == "");
  CHECK(content_type_charset("charset=utf-8") == "");
  CHECK(content_type_charset("text/html; charset=\"") == "\"");
  CHECK(content_type_charset("text/html; a=\"\\") == "");
}

TEST_CASE("windows-1252 has the five C1 controls of the standard") {
  CHECK(decoded("\x80\x93quoted\x94 \x81\x8D\x8F\x90\x9D\xFF", "windows-1252") ==
        "\u20AC\u201Cquoted\u201D \u0081\u008D\u008F\u0090\u009D\u00FF");
  CHECK(replacements("\x81\x8D\x8F\x90\x9D", "windows-1252") == 0);
}

TEST_CASE("bytes without a character become U+FFFD and are counted") {
  CHECK(decoded("a\xD2z", "windows-1253") == "a\uFFFDz");
  CHECK(replacements("a\xD2\xFFz", "windows-1253") == 2);
  CHECK(decoded("a\xE2\x82z\xFF", "utf-8") == "a\uFFFDz\uFFFD");
  CHECK(replacements("a\xE2\x82z\xFF", "utf-8") == 2);
  CHECK(replacements("a\xEF\xBF\xBDz", "utf-8") == 0);  // the page's own U+FFFD
}

TEST_CASE("UTF-16 is decoded with its surrogates, and what is cut off counts once") {
  CHECK(decoded(std::string("\xFF\xFE\x3D\xD8\x00\xDE!\0", 8), "utf-16le") == "\U0001F600!");
  CHECK(decoded(std::string("\xFE\xFF\xD8\x3D\xDE\x00\0!", 8), "utf-16be") == "\U0001F600!");
  CHECK(decoded(std::string("\x3D\xD8!\0", 4), "utf-16le") == "\uFFFD!");
  CHECK(decoded(std::string("\x00\xDE!\0", 4), "utf-16le") == "\uFFFD!");
  CHECK(decoded(std::string("!\0\x3D\xD8", 4), "utf-16le") == "!\uFFFD");
  CHECK(decoded(std::string("!\0\x3D\xD8\x00", 5), "utf-16le") == "!\uFFFD");
  CHECK(decoded(std::string("!\0x", 3), "utf-16le") == "!\uFFFD");
}

TEST_CASE("East Asian encodings are decoded, and an ASCII byte behind a lone lead byte is kept") {
  CHECK(decoded("\xB1\xB9\xB9\xAE", "euc-kr") == "국문");
  CHECK(decoded("\x93\xFA\x96\x7B\xB1", "shift_jis") == "日本ｱ");
  CHECK(decoded("\xC6\xFC\xCB\xDC\x8E\xB1\x8F\xB0\xA1", "euc-jp") == "日本ｱ丂");
  CHECK(decoded("\xD6\xD0\xCE\xC4\x80\x81\x30\x81\x30", "gb18030") == "中文€\u0080");
  CHECK(decoded("\xA4\xA4\xA4\xE5\x88\x62", "big5") == "中文\u00CA\u0304");
  CHECK(decoded("\x1B$BF|K\\\x1B(B!", "iso-2022-jp") == "日本!");
  CHECK(decoded("\xB1<p>", "euc-kr") == "\uFFFD<p>");
  CHECK(decoded("\x81<p>", "shift_jis") == "\uFFFD<p>");
  CHECK(decoded("\xB1\xFFx", "euc-kr") == "\uFFFDx");
  CHECK(decoded("\x81\x30<x", "gb18030") == "\uFFFD0<x");
  CHECK(decoded("x\xB1", "big5") == "x\uFFFD");
}

TEST_CASE("an encoding that would be unsafe to read is one replacement character") {
  CHECK(decoded("<script>", "replacement") == "\uFFFD");
  CHECK(decoded("", "replacement") == "");
}
