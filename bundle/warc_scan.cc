// SPDX-License-Identifier: Apache-2.0
#include "bundle/warc_scan.h"

#include <algorithm>
#include <utility>

#include "manifests/authoring/import_table.h"
#include "manifests/authoring/saved_page.h"

namespace dossier {
namespace {

constexpr std::size_t kLongestName = 60;  // of a type that an archive tells
constexpr const char* kRedirect = "redirect";
constexpr int kOk = 200;
constexpr int kNonAuthoritative = 203;

bool is_web_address(std::string_view address) {
  const std::size_t colon = address.find("://");
  const std::string_view scheme = address.substr(0, colon);
  return colon != std::string_view::npos &&
         (equal_without_case(scheme, "http") || equal_without_case(scheme, "https"));
}

bool is_robots_file(std::string_view address) {
  const std::size_t host = address.find("://") + 3;
  const std::size_t path = address.find('/', host);
  return path != std::string_view::npos && address.substr(path) == "/robots.txt";
}

std::string told_payload(const WarcHeader& header, std::string_view type) {
  // A revisit tells the digest of a payload that lies elsewhere.
  return type == "revisit" ? std::string() : header.field("WARC-Payload-Digest");
}

}  // namespace

WarcScan::WarcScan(const WarcHeader& header)
    : header_(header),
      type_(header.field("WARC-Type")),
      block_(header.field("WARC-Block-Digest")),
      payload_(told_payload(header, type_)),
      dechunked_(told_payload(header, type_)) {
  const std::string media = stored_media_type(header.field("Content-Type"));
  is_http_ = (type_ == "response" || type_ == "request") && media.starts_with("application/http");
  address_ = stored_address(header.field("WARC-Target-URI"));
  if (is_http_) {
    state_ = Body::kHttpHeader;
  } else {
    media_type_ = media;
    begin_body();
  }
}

void WarcScan::update(ByteView piece) {
  block_.update(piece);
  if (state_ == Body::kHttpHeader) take_http_header(piece);
  if (!piece.empty()) take_body(piece);
}

// Takes the header off the piece, up to the empty line.
void WarcScan::take_http_header(ByteView& piece) {
  while (!piece.empty()) {
    const auto end = std::find(piece.begin(), piece.end(), '\n');
    const auto count = static_cast<std::size_t>(end - piece.begin()) + (end == piece.end() ? 0 : 1);
    if (http_text_.size() + count > kMaxHttpHeaderBytes) {
      http_fault_ =
          "its HTTP header has more than " + std::to_string(kMaxHttpHeaderBytes) + " bytes";
      state_ = Body::kPlain;
      return;
    }
    http_text_ += as_text(piece.first(count));
    piece = piece.subspan(count);
    if (http_text_.ends_with("\n\r\n") || http_text_.ends_with("\n\n")) {
      http_text_.resize(http_text_.size() - (http_text_.ends_with("\r\n") ? 2 : 1));
      begin_body();
      return;
    }
  }
}

void WarcScan::begin_body() {
  state_ = Body::kPlain;
  if (is_http_ && type_ == "response") {
    const std::string fault = read_http_header(http_text_, http_);
    if (!fault.empty()) http_fault_ = "what the server sent " + fault;
    const std::string* const told = find_field(http_.fields, "Content-Type");
    media_type_ = told == nullptr ? std::string() : stored_media_type(*told);
    const std::vector<std::string> codings = http_.codings("Transfer-Encoding");
    if (codings == std::vector<std::string>{"chunked"}) state_ = Body::kChunked;
  }
  keeps_ = why_no_page().empty();
}

void WarcScan::take_body(ByteView piece) {
  payload_.update(piece);
  if (state_ != Body::kChunked) {
    keep(piece);
    return;
  }
  if (keeps_ && chunks_.is_undecided()) raw_.insert(raw_.end(), piece.begin(), piece.end());
  chunks_.update(piece, [&](ByteView bytes) {
    dechunked_.update(bytes);
    keep(bytes);
  });
  if (chunks_.is_not_chunked()) {
    state_ = Body::kPlain;
    keep(raw_);
  }
  if (!chunks_.is_undecided()) raw_ = {};
}

void WarcScan::keep(ByteView bytes) {
  if (!keeps_) return;
  if (body_.size() + bytes.size() > kMaxPageBytes) {
    is_too_large_ = true;
    keeps_ = false;
    body_ = {};
    return;
  }
  body_.insert(body_.end(), bytes.begin(), bytes.end());
}

// What the record is, if it is nothing that becomes a capture.
std::string WarcScan::why_no_page() const {
  if (type_ != "response" && type_ != "resource") {
    return type_.empty() ? "record without a type" : type_.substr(0, kLongestName);
  }
  if (type_ == "response" && !is_http_) return "answer of another protocol than HTTP";
  const std::string told = header_.field("WARC-Target-URI");
  if (!told.empty() && !is_web_address(address_.empty() ? told : address_)) {
    return type_ + " with no address of the web";
  }
  if (http_.status >= 300 && http_.status < 400) return kRedirect;
  if (http_.status != 0 && http_.status != kOk && http_.status != kNonAuthoritative) {
    return "answer with status " + std::to_string(http_.status);
  }
  if (!http_fault_.empty()) return {};
  if (media_type_.empty()) return "of no media type that is told";
  const std::string type = media_type_.substr(0, media_type_.find(';'));
  if (!is_page_type(type)) return type.substr(0, kLongestName);
  return is_robots_file(address_) ? "robots.txt" : "";
}

void WarcScan::finish(WarcItem& item) {
  if (state_ == Body::kHttpHeader) begin_body();  // nothing but a header
  item.id = header_.field("WARC-Record-ID");
  item.url = address_;
  item.message = digest_fault(item);
  if (item.message.empty()) {
    item.what = why_no_page();
    const std::string* const to = find_field(http_.fields, "Location");
    if (item.what == kRedirect && to != nullptr) item.location = redirect_target(address_, *to);
    if (!item.what.empty()) return;
    item.message = make_page(item);
  }
  item.fate = !item.message.empty() ? WarcItem::Fate::kRefused
              : item.what.empty()   ? WarcItem::Fate::kPage
                                    : WarcItem::Fate::kLeftOut;
}

std::string WarcScan::digest_fault(WarcItem& item) {
  const std::string told_as = " is not what the archive tells, ";
  if (!block_.finish()) return "its block digest" + told_as + block_.told();
  if (block_.is_unknown()) {
    item.remarks.push_back("its block digest " + block_.told() + " cannot be compared");
  }
  if (!http_fault_.empty()) return {};  // where the payload begins is not known
  const bool agrees = payload_.finish();
  if (!(dechunked_.finish() && state_ == Body::kChunked) && !agrees) {
    return "its payload digest" + told_as + payload_.told();
  }
  if (payload_.is_unknown()) {
    item.remarks.push_back("its payload digest " + payload_.told() + " cannot be compared");
  }
  return {};
}

std::string WarcScan::make_page(WarcItem& item) {
  if (!http_fault_.empty()) return http_fault_;
  for (const char* const name : {"WARC-Target-URI", "WARC-Date", "WARC-Record-ID"}) {
    if (count_fields(header_.fields, name) != 1) {
      return std::string(count_fields(header_.fields, name) == 0 ? "has no "
                                                                 : "has more than one ") +
             name;
    }
  }
  if (address_.empty()) return "its WARC-Target-URI is no address";
  const std::string date = header_.field("WARC-Date");
  item.page.captured_at = parse_zoned_time(date);
  if (!item.page.captured_at) return "its WARC-Date, " + date + ", does not tell a second in time";
  const std::string segment = header_.field("WARC-Segment-Number");
  if (!segment.empty()) return "is one of several segments, which are not put together";
  if (is_too_large_) {
    return "its page has more than " + std::to_string(kMaxPageBytes) + " bytes";
  }
  std::string fault = take_codings_off(item);
  if (!fault.empty()) return fault;
  if (body_.empty()) {
    item.what = "empty page";
    return {};
  }
  WebPage& page = item.page;
  page.url = address_;
  page.media_type = media_type_;
  page.body = std::move(body_);
  if (http_.status != 0) page.status = http_.status;
  page.http_header = std::move(http_text_);
  page.ip = header_.field("WARC-IP-Address");
  page.truncated = header_.field("WARC-Truncated");
  page.told.emplace_back("x-warc-record", item.id);
  for (const auto& [key, name] : {std::pair{"x-warc-block-digest", "WARC-Block-Digest"},
                                  std::pair{"x-warc-payload-digest", "WARC-Payload-Digest"}}) {
    const std::string value = header_.field(name);
    if (!value.empty()) page.told.emplace_back(key, value);
  }
  const std::string target = header_.field("WARC-Target-URI");
  if (target != address_) page.told.emplace_back("x-warc-target", target);
  return {};
}

// Browsers hand over what they have decoded, and some programs keep the header as it was.
bool WarcScan::is_stored_without(const std::string& coding) const {
  const std::string_view body = as_text(body_);
  return coding == "gzip" ? !body.starts_with("\x1F\x8B") : looks_like_html(body);
}

// Both codings are those of the way that the page took, and no part of it.
std::string WarcScan::take_codings_off(WarcItem& item) {
  std::vector<std::string> codings = http_.codings("Transfer-Encoding");
  if (!codings.empty() && codings != std::vector<std::string>{"chunked"}) {
    return "its transfer coding " + codings.back() + " is not read";
  }
  if (state_ == Body::kChunked) {
    if (!chunks_.is_complete()) return "its transfer coding chunked is damaged or cut off";
    item.page.alterations.emplace_back("the transfer coding chunked was taken off");
  } else if (!codings.empty()) {
    item.remarks.emplace_back("the archive holds it without the transfer coding that it tells");
  }
  codings = http_.codings("Content-Encoding");
  for (auto coding = codings.rbegin(); coding != codings.rend() && !body_.empty(); ++coding) {
    if (is_stored_without(*coding)) {
      item.remarks.push_back("the archive holds it without the content coding " + *coding +
                             " that its header tells");
      continue;
    }
    auto decoded = decode_content(body_, *coding, kMaxPageBytes);
    if (auto* const fault = std::get_if<std::string>(&decoded)) return std::move(*fault);
    body_ = std::get<Bytes>(std::move(decoded));
    item.page.alterations.push_back("the content coding " + *coding + " was taken off");
  }
  return {};
}

}  // namespace dossier
