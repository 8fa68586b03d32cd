// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/redaction.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<RedactionTarget> R>
void describe(V& v, R& redaction_target) {
  v.field("path", redaction_target.path, Need::kOptional, kCasePath);
  v.field("capture", redaction_target.capture, Need::kOptional, KindSet(RecordKind::kCapture));
  v.field("start", redaction_target.start, Need::kOptional, kFromZero);
  v.field("end", redaction_target.end, Need::kOptional, kFromZero);
  v.field("record", redaction_target.record, Need::kOptional, KindSet::any());
  v.field("pointer", redaction_target.pointer, Need::kOptional, kPointer);
  v.alternatives({{"path"}, {"capture", "start", "end"}, {"record", "pointer"}});
}

template <class V, Is<Redaction> R>
void describe(V& v, R& redaction) {
  describe_begin(v, redaction, RecordKind::kRedaction);
  v.field("target", redaction.target, Need::kRequired);
  v.field("method", redaction.method, Need::kRequired, one_of(kRedactionMethods));
  v.field("reason", redaction.reason, Need::kRequired, one_of(kRedactionReasons));
  v.field("authorised_by", redaction.authorised_by, Need::kRequired, KindSet(RecordKind::kAgent));
  v.field("event", redaction.event, Need::kRequired, KindSet(RecordKind::kEvent));
  v.field("commitment", redaction.commitment, Need::kRequired, kText);
  v.field("note", redaction.note, Need::kShould, kText);
  describe_end(v, redaction);
}

void read_record(RecordReader& reader, const json::Value& value, Redaction& out) {
  reader.object(value, out);
}
json::Value to_json(const Redaction& redaction) {
  return RecordWriter::object(redaction);
}
void make_schema(SchemaMaker& maker, const Redaction& redaction) {
  maker.object(redaction);
}

}  // namespace dossier
