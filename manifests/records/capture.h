// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/sha256.h"
#include "crypto/time.h"
#include "manifests/records/fields.h"

namespace dossier {

inline constexpr std::array<std::string_view, 4> kClocks = {"ntp", "system", "stated-by-supplier",
                                                            "unknown"};
inline constexpr std::array<std::string_view, 13> kCaptureMethods = {"browser-save",
                                                                     "single-file",
                                                                     "screenshot",
                                                                     "pdf-print",
                                                                     "warc",
                                                                     "wacz",
                                                                     "http-get",
                                                                     "api",
                                                                     "screen-recording",
                                                                     "photo-of-screen",
                                                                     "manual-transcription",
                                                                     "received-file",
                                                                     "text-only"};
inline constexpr std::array<std::string_view, 4> kNetworks = {"direct", "vpn", "tor", "unknown"};
inline constexpr std::array<std::string_view, 13> kFileRoles = {
    "primary", "html",      "screenshot", "pdf",      "warc", "wacz",      "headers",
    "media",   "timestamp", "text",       "text-map", "ocr",  "transcript"};
inline constexpr std::array<std::string_view, 2> kPresences = {"packed", "not-packed"};
inline constexpr std::array<std::string_view, 5> kTextMethods = {"extracted", "plain", "ocr",
                                                                 "transcript", "pdf-text"};
inline constexpr std::array<std::string_view, 5> kCompletenessValues = {
    "complete", "partial", "excerpt", "reconstructed", "unknown"};
inline constexpr std::array<std::string_view, 2> kCopyKinds = {"evidentiary", "working"};
inline constexpr std::array<std::string_view, 12> kRegions = {
    "nav",        "header",  "footer",   "aside", "boilerplate", "related",
    "blockquote", "caption", "headline", "table", "list",        "body"};

// The answer of the server.
struct Http {
  std::optional<std::int64_t> status;
  std::string headers_file;
  std::string ip;
  json::Object extra;

  friend bool operator==(const Http&, const Http&) = default;
};

// From where, through what and as whom the page was seen.
struct Vantage {
  std::string country;
  std::string network;
  std::optional<bool> logged_in;
  std::string account;
  json::Object extra;

  friend bool operator==(const Vantage&, const Vantage&) = default;
};

// A file in the capture's folder; presence is empty when it is packed.
struct CaptureFile {
  std::string path;
  std::string role;
  std::string media_type;
  std::int64_t bytes = 0;
  Sha256 sha256;
  std::string presence;
  std::string original_name;
  json::Object extra;

  friend bool operator==(const CaptureFile&, const CaptureFile&) = default;
};

// The text that quotes anchor in.
struct CaptureText {
  std::string path;
  Sha256 sha256;
  std::string algorithm;
  std::int64_t code_points = 0;
  std::string method;
  json::Object extra;

  friend bool operator==(const CaptureText&, const CaptureText&) = default;
};

// A range of code points of the text, half-open, with the region that holds there.
struct RegionOverride {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string region;
  json::Object extra;

  friend bool operator==(const RegionOverride&, const RegionOverride&) = default;
};

// How much of the page was captured.
struct Completeness {
  std::string value;
  std::string note;
  json::Object extra;

  friend bool operator==(const Completeness&, const Completeness&) = default;
};

// A copy in an archive elsewhere.
struct ArchivedCopy {
  std::string url;
  std::optional<Timestamp> datetime;
  std::optional<Timestamp> checked_at;
  json::Object extra;

  friend bool operator==(const ArchivedCopy&, const ArchivedCopy&) = default;
};

// One observation of one article (§2.5).
struct Capture : Record {
  RecordId article;
  RecordId captured_by;
  RecordId tool;
  std::optional<Timestamp> captured_at;
  std::string clock;
  std::string method;
  OrMissing<std::string> requested_url;
  std::string final_url;
  std::vector<std::string> redirects;
  std::optional<Http> http;
  std::optional<Vantage> vantage;
  std::vector<CaptureFile> files;
  std::optional<CaptureText> text;
  std::vector<RegionOverride> regions;
  std::optional<Completeness> completeness;
  std::vector<std::string> alterations;
  std::string copy;
  std::vector<ArchivedCopy> archived_copies;

  friend bool operator==(const Capture&, const Capture&) = default;
};

class RecordReader;
class SchemaMaker;
void read_record(RecordReader& reader, const json::Value& value, Capture& out);
json::Value to_json(const Capture& capture);
void make_schema(SchemaMaker& maker, const Capture& capture);

}  // namespace dossier
