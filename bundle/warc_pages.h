// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bundle/warc_reader.h"
#include "crypto/time.h"

namespace dossier {

// What a page may have without the codings it was sent in; larger ones are not taken.
inline constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20;

// A page as an archive of the web holds it.
struct WebPage {
  std::string url;        // what no address may have is percent-encoded; empty when it is not known
  std::string asked_url;  // that led to it, if it is another one
  std::optional<Timestamp> captured_at;
  std::string media_type;  // RFC 6838, with the charset that the server told
  Bytes body;              // without the codings that it was sent in
  std::optional<int> status;
  std::string http_header;  // as it lies in the archive, without the empty line
  std::string ip;
  std::string truncated;                 // why it is not whole, in the archive's words
  std::string original_name;             // of a saved file
  bool is_time_of_file = false;          // captured_at is when the file was last changed
  bool is_alone = true;                  // what it draws in is not in it
  std::vector<std::string> alterations;  // "the transfer coding chunked was taken off"
  std::vector<std::pair<std::string, std::string>> told;  // "x-warc-record" and its text
};

// What became of one record of a WARC. Its digests were compared, whatever it holds.
struct WarcItem {
  enum class Fate {
    kPage,     // a page whose text can be read, asked for and given
    kLeftOut,  // sound, and nothing that becomes a capture
    kRefused,  // a digest differs, or it would be a page and is not well formed
  };
  WarcPlace place;
  std::string id;  // WARC-Record-ID, as it stands there
  std::string url;
  std::string location;  // of a redirect, if it leads to an address of the web
  Fate fate = Fate::kLeftOut;
  WebPage page;
  std::string what;     // of what is left out: "request", "image/png", "answer with status 404"
  std::string message;  // of what is refused: a sentence without final stop
  std::vector<std::string> remarks;
};

// The media types of which pages are made: those whose text this program can read.
bool is_page_type(std::string_view media_type);
// A Content-Type in the form that records have: the type, in lower case, and the charset if it has
// one; empty when it is none.
std::string stored_media_type(std::string_view content_type);
// An address as records have it; empty when it is none.
std::string stored_address(std::string_view address);

// The address that a Location leads to from an address (RFC 9110, section 10.2.2), for those that
// are whole, or begin with one or two slashes; else empty.
std::string redirect_target(const std::string& from, std::string_view location);

// The records of a WARC with what a case can take of them. Memory is bounded by kMaxPageBytes.
class WarcPages {
 public:
  explicit WarcPages(Pieces source) : reader_(std::move(source)) {}

  // False at the end and where reading must stop: damage() then tells why, of the record at
  // place(). What was given before holds.
  bool next(WarcItem& item);
  const std::string& damage() const { return reader_.damage(); }
  const WarcPlace& place() const { return reader_.place(); }

 private:
  WarcReader reader_;
};

}  // namespace dossier
