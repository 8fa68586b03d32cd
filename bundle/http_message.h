// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bundle/warc_header.h"
#include "crypto/bytes.h"

namespace dossier {

inline constexpr std::size_t kMaxHttpHeaderBytes = 256 * 1024;

// The header of an answer (RFC 9112, sections 2 to 5).
struct HttpHeader {
  int status = 0;  // 100 to 599
  HeaderFields fields;

  // Of the transfer or content codings, in lower case, in the order in which they were applied;
  // "identity" is left out. x-gzip is gzip.
  std::vector<std::string> codings(std::string_view field) const;
};

// `text` is all up to the empty line, without it. A sentence without final stop when it is none.
std::string read_http_header(std::string_view text, HttpHeader& out);

// Takes the transfer coding "chunked" off (RFC 9112, section 7.1), in pieces.
class ChunkedDecoder {
 public:
  // Calls `take` for what stands in the chunks. Nothing more is given after a fault.
  void update(ByteView bytes, const std::function<void(ByteView)>& take);
  // The last chunk was there, and what came was well formed.
  bool is_complete() const { return state_ == State::kEnd; }
  // The first bytes are no chunk's size: some programs store what they received without the coding
  // and leave the header as it was. It is decided within the first 8 KiB.
  bool is_not_chunked() const { return state_ == State::kBad && is_first_; }
  bool is_undecided() const { return state_ != State::kBad && is_first_; }

 private:
  enum class State { kSize, kExtension, kData, kDataEnd, kTrailer, kEnd, kBad };
  void take_byte(std::uint8_t byte);

  State state_ = State::kSize;
  bool is_first_ = true;
  unsigned digits_ = 0;
  std::uint64_t left_ = 0;
  std::size_t line_bytes_ = 0;
};

// The bytes without a content coding: gzip or deflate (RFC 9110, section 8.4.1), at most `limit`
// of them. A sentence without final stop when they are damaged, too many, or of another coding.
std::variant<Bytes, std::string> decode_content(ByteView bytes, const std::string& coding,
                                                std::size_t limit);

}  // namespace dossier
