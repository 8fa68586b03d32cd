// SPDX-License-Identifier: Apache-2.0
#include "bundle/warc_pages.h"

#include <doctest/doctest.h>

#include "bundle/http_message.h"
#include "bundle/told_digest.h"

using namespace dossier;

namespace {

std::string record(const std::string& fields, const std::string& block) {
  return "WARC/1.1\r\n" + fields + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" +
         block + "\r\n\r\n";
}

std::string page_record(const std::string& number, const std::string& body) {
  return record("WARC-Type: response\r\nWARC-Record-ID: <urn:x:" + number +
                    ">\r\nWARC-Date: 2026-02-27T09:12:40Z\r\nWARC-Target-URI: "
                    "https://d.example/" +
                    number + "\r\nContent-Type: application/http;msgtype=response\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body);
}

struct Given {
  std::vector<WarcItem> items;
  std::string damage;
  WarcPlace place;
};

Given read(const std::string& bytes, std::size_t piece) {
  WarcPages pages(pieces_of_bytes(as_bytes(bytes), piece));
  Given given;
  WarcItem item;
  while (pages.next(item)) given.items.push_back(item);
  given.damage = pages.damage();
  given.place = pages.place();
  return given;
}

std::string dechunked(const std::string& text, std::size_t piece, ChunkedDecoder& decoder) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    decoder.update(as_bytes(std::string_view(text).substr(at, piece)),
                   [&](ByteView bytes) { out += as_text(bytes); });
  }
  return out;
}

}  // namespace

TEST_CASE("records of a WARC are the same however the stream is cut into pieces") {
  const std::string bytes = page_record("1", "<p>one") + page_record("2", "<p>two");
  for (const std::size_t piece : {1U, 2U, 7U, 64U, 100000U}) {
    const Given given = read(bytes, piece);
    REQUIRE(given.items.size() == 2);
    CHECK(given.damage.empty());
    CHECK(given.items[1].page.url == "https://d.example/2");
    CHECK(as_text(given.items[1].page.body) == "<p>two");
    CHECK(given.items[1].place.number == 2);
    CHECK(given.items[1].place.offset == page_record("1", "<p>one").size());
    CHECK(given.items[1].page.http_header == "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n");
  }
}

TEST_CASE("a WARC that ends at any byte but between records is told to be cut off") {
  const std::string first = page_record("1", "<p>one");
  const std::string bytes = first + page_record("2", "<p>two");
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const Given given = read(bytes.substr(0, length), 16);
    const std::size_t line_ends = 4;
    // Whole without the line ends that follow: their lack loses nothing.
    const bool is_whole = length == 0 ||
                          (length >= first.size() - line_ends && length <= first.size()) ||
                          length >= bytes.size() - line_ends;
    CHECK_MESSAGE(given.damage.empty() == is_whole, length);
    const std::size_t whole = length < first.size() - line_ends   ? 0
                              : length < bytes.size() - line_ends ? 1
                                                                  : 2;
    CHECK(given.items.size() == whole);
  }
}

TEST_CASE("a record that tells its end wrongly ends the reading, and its block is no record") {
  const std::string inside = page_record("9", "<p>forged");
  for (const std::string& bad :
       {std::string("WARC/1.1\r\nWARC-Type: response\r\n\r\n"),
        std::string("WARC/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("WARC/1.1\r\nContent-Length: 1 0\r\n\r\n"),
        std::string("WARC/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
        std::string("WARC/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
        std::string("WARC/0.18\r\nContent-Length: 0\r\n\r\n"), std::string("WARC\r\n\r\n"),
        std::string("WARC/1.1\r\nContent-Length: 1\r\n\r\n")}) {
    const Given given = read(page_record("1", "<p>one") + bad + "xx" + inside, 50);
    REQUIRE_MESSAGE(!given.damage.empty(), bad);
    for (const WarcItem& item : given.items) CHECK(item.page.url != "https://d.example/9");
  }
}

TEST_CASE("names of fields are read in any case, and folded values as one") {
  const Given given = read(
      "WARC/1.0\r\nwarc-type: resource\r\nWARC-RECORD-ID: <urn:x:1>\r\nWarc-Date: "
      "2026-02-27T09:12:40Z\r\nwarc-target-uri: https://d.example/\r\nCONTENT-TYPE: text/html;\r\n"
      "  charset=utf-8\r\ncontent-length: 4\r\n\r\n<p>x\r\n\r\n",
      100);
  REQUIRE(given.items.size() == 1);
  CHECK(given.items[0].fate == WarcItem::Fate::kPage);
  CHECK(given.items[0].page.media_type == "text/html; charset=utf-8");
  CHECK_FALSE(given.items[0].page.status);
}

TEST_CASE("the transfer coding chunked is read by RFC 9112, with extensions and trailers") {
  for (const std::size_t piece : {1U, 3U, 1000U}) {
    ChunkedDecoder decoder;
    CHECK(dechunked("4;a=b\r\nWiki\r\n6 \r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\nX: y\r\n\r\n",
                    piece, decoder) == "Wikipedia in \r\n\r\nchunks.");
    CHECK(decoder.is_complete());
    ChunkedDecoder lines;
    CHECK(dechunked("2\nab\n0\n\n", piece, lines) == "ab");
    CHECK(lines.is_complete());
  }
  for (const char* const bad :
       {"5\r\nab", "2\r\nabc\r\n0\r\n\r\n", "2\r\nab\r\n", "2\r\nab\r\n0\r\n",
        "2\r\nab\r\nx\r\n\r\n", "1234567890abcdef0\r\n"}) {
    ChunkedDecoder decoder;
    dechunked(bad, 1, decoder);
    CHECK_FALSE(decoder.is_complete());
  }
  ChunkedDecoder page;
  dechunked("<!doctype html>", 4, page);
  CHECK(page.is_not_chunked());
}

TEST_CASE("a body that was stored without the chunks that its header tells is taken as it is") {
  const std::string block =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: "
      "chunked\r\n\r\n<p>whole</p>";
  const Given given =
      read(record("WARC-Type: response\r\nWARC-Record-ID: <urn:x:1>\r\nWARC-Date: "
                  "2026-02-27T09:12:40Z\r\nWARC-Target-URI: https://d.example/\r\nContent-Type: "
                  "application/http\r\n",
                  block),
           5);
  REQUIRE(given.items.size() == 1);
  CHECK(as_text(given.items[0].page.body) == "<p>whole</p>");
  CHECK(given.items[0].remarks.size() == 1);
}

TEST_CASE("content codings are taken off, and what is damaged or too large is refused") {
  // printf 'dossier dossier dossier' | gzip -9n, and the same by zlib and without its frame.
  const Bytes gzip = *from_hex("1f8b08000000000002034bc92f2ece4c2d524841a501a4d5d81417000000");
  const auto plain = decode_content(gzip, "gzip", 100);
  REQUIRE(std::holds_alternative<Bytes>(plain));
  CHECK(as_text(std::get<Bytes>(plain)) == "dossier dossier dossier");
  const Bytes raw(gzip.begin() + 10, gzip.end() - 8);
  CHECK(std::get<Bytes>(decode_content(raw, "deflate", 100)) == std::get<Bytes>(plain));
  CHECK(std::holds_alternative<std::string>(decode_content(gzip, "gzip", 22)));
  CHECK(std::holds_alternative<Bytes>(decode_content(gzip, "gzip", 23)));
  for (std::size_t length = 0; length < gzip.size(); ++length) {
    CHECK(std::holds_alternative<std::string>(
        decode_content(ByteView(gzip).first(length), "gzip", 100)));
  }
  CHECK(std::holds_alternative<std::string>(decode_content(gzip, "br", 100)));
}

TEST_CASE("a digest is read as base32 or hexadecimal, and only in its full length") {
  // Of the empty message: RFC 3174 and FIPS 180-4 implementations agree on it.
  const std::string hex = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
  for (const std::string& told :
       {"sha1:" + hex, std::string("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"),
        std::string("SHA-1:3i42h3s6nnfq2msvx7xzkyayscx5qbyj")}) {
    const auto digest = ToldDigest::parse(told);
    REQUIRE_MESSAGE(digest, told);
    CHECK(to_hex(digest->value) == hex);
    DigestCheck check(told);
    CHECK(check.finish());
    DigestCheck other(told);
    other.update(as_bytes("x"));
    CHECK_FALSE(other.finish());
  }
  for (const std::string& none :
       {std::string(), std::string("sha1"), "sha1:" + hex.substr(2), "sha2:" + hex,
        std::string("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBY1")}) {
    CHECK_FALSE(ToldDigest::parse(none));
    CHECK(DigestCheck(none).is_unknown() == !none.empty());
  }
}

TEST_CASE("a redirect leads where RFC 9110 says, as far as its address is whole") {
  CHECK(redirect_target("https://d.example/a?b", "https://e.example/#x") == "https://e.example/");
  CHECK(redirect_target("https://d.example/a?b", "//e.example/c") == "https://e.example/c");
  CHECK(redirect_target("https://d.example/a?b", "/c") == "https://d.example/c");
  CHECK(redirect_target("https://d.example?b", "/c") == "https://d.example/c");
  CHECK(redirect_target("https://d.example/a", "c").empty());
  CHECK(redirect_target("https://d.example/a", "").empty());
}
