// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "bundle/http_message.h"
#include "bundle/told_digest.h"
#include "bundle/warc_pages.h"

namespace dossier {

// One record of a WARC on its way past: digests are taken, the header of an HTTP answer is parted
// from its body, and the body of what may be a page is kept.
class WarcScan {
 public:
  explicit WarcScan(const WarcHeader& header);

  void update(ByteView piece);
  // Fills in fate, page, what, message and remarks.
  void finish(WarcItem& item);

 private:
  // What the codings of the body come to.
  enum class Body { kHttpHeader, kPlain, kChunked };

  void take_http_header(ByteView& piece);
  void begin_body();
  void take_body(ByteView piece);
  void keep(ByteView bytes);
  std::string why_no_page() const;
  std::string digest_fault(WarcItem& item);
  std::string make_page(WarcItem& item);
  bool is_stored_without(const std::string& coding) const;
  std::string take_codings_off(WarcItem& item);

  const WarcHeader& header_;
  std::string type_;
  bool is_http_ = false;  // the block is an HTTP message
  Body state_ = Body::kPlain;
  std::string http_text_;
  HttpHeader http_;
  std::string http_fault_;
  std::string media_type_;
  std::string address_;
  DigestCheck block_;
  DigestCheck payload_;    // of the body as it lies there
  DigestCheck dechunked_;  // and without the transfer coding: both are usual
  ChunkedDecoder chunks_;
  bool keeps_ = false;
  bool is_too_large_ = false;
  Bytes raw_;   // the body as it lies there, while it may still prove not to be chunked
  Bytes body_;  // without the transfer coding
};

}  // namespace dossier
