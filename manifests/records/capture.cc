// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/capture.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<Http> R>
void describe(V& v, R& http) {
  v.field("status", http.status, Need::kOptional, IntegerRule{.least = 100, .most = 599});
  v.field("headers_file", http.headers_file, Need::kOptional, kCasePath);
  v.field("ip", http.ip, Need::kOptional, kText);
}

template <class V, Is<Vantage> R>
void describe(V& v, R& vantage) {
  v.field("country", vantage.country, Need::kOptional, kCountry);
  v.field("network", vantage.network, Need::kOptional, one_of(kNetworks));
  v.field("logged_in", vantage.logged_in, Need::kOptional);
  v.field("account", vantage.account, Need::kOptional, kText);
}

template <class V, Is<CaptureFile> R>
void describe(V& v, R& capture_file) {
  v.field("path", capture_file.path, Need::kRequired, kCasePath);
  v.field("role", capture_file.role, Need::kRequired, one_of(kFileRoles));
  v.field("media_type", capture_file.media_type, Need::kRequired, kMediaType);
  v.field("bytes", capture_file.bytes, Need::kRequired, kFromZero);
  v.field("sha256", capture_file.sha256, Need::kRequired);
  v.field("presence", capture_file.presence, Need::kOptional, one_of(kPresences));
  v.field("original_name", capture_file.original_name, Need::kOptional, kText);
}

template <class V, Is<CaptureText> R>
void describe(V& v, R& capture_text) {
  v.field("path", capture_text.path, Need::kRequired, kCasePath);
  v.field("sha256", capture_text.sha256, Need::kRequired);
  v.field("algorithm", capture_text.algorithm, Need::kOptional, kText);
  v.field("code_points", capture_text.code_points, Need::kRequired, kFromZero);
  v.field("method", capture_text.method, Need::kRequired, one_of(kTextMethods));
  v.require_if(When::is("method", {"extracted", "plain"}), {"algorithm"});
}

template <class V, Is<RegionOverride> R>
void describe(V& v, R& region_override) {
  v.field("start", region_override.start, Need::kRequired, kFromZero);
  v.field("end", region_override.end, Need::kRequired, kFromZero);
  v.field("region", region_override.region, Need::kRequired, one_of(kRegions));
}

template <class V, Is<Completeness> R>
void describe(V& v, R& completeness) {
  v.field("value", completeness.value, Need::kRequired, one_of(kCompletenessValues));
  v.field("note", completeness.note, Need::kElsewhere, kText);
}

template <class V, Is<ArchivedCopy> R>
void describe(V& v, R& archived_copy) {
  v.field("url", archived_copy.url, Need::kRequired, kUri);
  v.field("datetime", archived_copy.datetime, Need::kOptional);
  v.field("checked_at", archived_copy.checked_at, Need::kOptional);
}

template <class V, Is<Capture> R>
void describe(V& v, R& capture) {
  describe_begin(v, capture, RecordKind::kCapture);
  v.field("article", capture.article, Need::kRequired, KindSet(RecordKind::kArticle));
  v.field("captured_by", capture.captured_by, Need::kRequired, KindSet(RecordKind::kAgent));
  v.field("tool", capture.tool, Need::kShould, KindSet(RecordKind::kAgent));
  v.field("captured_at", capture.captured_at, Need::kRequired);
  v.field("clock", capture.clock, Need::kShould, one_of(kClocks));
  v.field("method", capture.method, Need::kRequired, one_of(kCaptureMethods));
  v.field("requested_url", capture.requested_url, Need::kElsewhere, kUri);
  v.field("final_url", capture.final_url, Need::kOptional, kUri);
  v.field("redirects", capture.redirects, Need::kOptional, kUri);
  v.field("http", capture.http, Need::kOptional);
  v.field("vantage", capture.vantage, Need::kShould);
  v.field("files", capture.files, Need::kElsewhere);
  v.field("text", capture.text, Need::kElsewhere);
  v.field("regions", capture.regions, Need::kOptional);
  v.field("completeness", capture.completeness, Need::kRequired);
  v.field("alterations", capture.alterations, Need::kElsewhere, kText);
  v.field("copy", capture.copy, Need::kShould, one_of(kCopyKinds));
  v.field("archived_copies", capture.archived_copies, Need::kOptional);
  describe_end(v, capture);
}

void read_record(RecordReader& reader, const json::Value& value, Capture& out) {
  reader.object(value, out);
}
json::Value to_json(const Capture& capture) {
  return RecordWriter::object(capture);
}
void make_schema(SchemaMaker& maker, const Capture& capture) {
  maker.object(capture);
}

}  // namespace dossier
