// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/quote.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<Occurrence> R>
void describe(V& v, R& occurrence) {
  v.field("n", occurrence.n, Need::kRequired, kFromOne);
  v.field("of", occurrence.of, Need::kRequired, kFromOne);
}

template <class V, Is<QuoteEdit> R>
void describe(V& v, R& quote_edit) {
  v.field("type", quote_edit.type, Need::kRequired, one_of(kQuoteEditTypes));
  v.field("start", quote_edit.start, Need::kRequired, kFromZero);
  v.field("end", quote_edit.end, Need::kRequired, kFromZero);
  v.field("shown", quote_edit.shown, Need::kOptional, kText);
  v.require_if(When::is("type", {"insert", "replace", "case"}), {"shown"});
}

template <class V, Is<Translation> R>
void describe(V& v, R& translation) {
  v.field("language", translation.language, Need::kRequired, kLanguage);
  v.field("text", translation.text, Need::kRequired, kText);
  v.field("by", translation.by, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("method", translation.method, Need::kRequired, one_of(kTranslationMethods));
  v.field("tool", translation.tool, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("reviewed_by", translation.reviewed_by, Need::kOptional, KindSet(RecordKind::kAgent));
}

template <class V, Is<Quote> R>
void describe(V& v, R& quote) {
  describe_begin(v, quote, RecordKind::kQuote);
  v.field("capture", quote.capture, Need::kRequired, KindSet(RecordKind::kCapture));
  v.field("kind", quote.kind, Need::kRequired, one_of(kQuoteKinds));
  v.field("scope", quote.scope, Need::kShould, one_of(kQuoteScopes));
  v.field("exact", quote.exact, Need::kRequired, kText);
  v.field("prefix", quote.prefix, Need::kRequired, kVerbatim);
  v.field("suffix", quote.suffix, Need::kRequired, kVerbatim);
  v.field("start", quote.start, Need::kRequired, kAnyInteger);
  v.field("end", quote.end, Need::kRequired, kAnyInteger);
  v.field("text_sha256", quote.text_sha256, Need::kRequired);
  v.field("occurrence", quote.occurrence, Need::kRequired);
  v.field("as_written", quote.as_written, Need::kElsewhere, kText);
  v.field("edits", quote.edits, Need::kElsewhere);
  v.field("speaker", quote.speaker, Need::kElsewhere, KindSet(RecordKind::kSource));
  v.field("attribution", quote.attribution, Need::kOptional, KindSet(RecordKind::kAttribution));
  v.field("said_at", quote.said_at, Need::kOptional);
  v.field("language", quote.language, Need::kOptional, kLanguage);
  v.field("translations", quote.translations, Need::kOptional);
  v.field("context_note", quote.context_note, Need::kElsewhere, kText);
  describe_end(v, quote);
  v.require_if(When::is("kind", {"direct-speech", "indirect-speech"}), {"attribution"},
               Need::kShould);
}

void read_record(RecordReader& reader, const json::Value& value, Quote& out) {
  reader.object(value, out);
}
json::Value to_json(const Quote& quote) {
  return RecordWriter::object(quote);
}
void make_schema(SchemaMaker& maker, const Quote& quote) {
  maker.object(quote);
}

}  // namespace dossier
