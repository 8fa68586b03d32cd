// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "bundle/decompressed.h"
#include "bundle/warc_header.h"

namespace dossier {

// Where a record stands.
struct WarcPlace {
  std::uint64_t number = 0;  // from 1
  std::uint64_t offset = 0;  // in bytes of the stream, decompressed
};

// The records of a WARC stream, one after the other, in constant memory. A record says itself where
// it ends; once that cannot be believed, reading stops: to look for the next "WARC/" would take
// what a captured page holds for records.
class WarcReader {
 public:
  explicit WarcReader(Pieces source) : source_(std::move(source)) {}

  // Passes over what is left of the record before, and reads the next header. False at the end of
  // the stream, and where reading must stop: damage() tells.
  bool next();
  const WarcHeader& header() const { return header_; }
  const WarcPlace& place() const { return place_; }
  // The next piece of the block; false at its end.
  bool block(ByteView& piece);

  // Why reading stopped, a sentence about the record at place(); empty at a proper end.
  const std::string& damage() const { return damage_; }

 private:
  bool fill();
  void drop(std::size_t bytes);
  bool find_start();
  bool read_header_text(std::string& text);
  bool fail(std::string sentence);

  Pieces source_;
  ByteView rest_;             // of the piece
  std::uint64_t offset_ = 0;  // of rest_
  std::uint64_t block_left_ = 0;
  WarcHeader header_;
  WarcPlace place_;
  std::string damage_;
};

}  // namespace dossier
