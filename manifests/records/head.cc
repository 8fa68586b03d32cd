// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/head.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<Authorization> R>
void describe(V& v, R& authorization) {
  v.field("type", authorization.type, Need::kRequired, one_of(kAuthorizationTypes));
  v.field("reference", authorization.reference, Need::kOptional, kText);
  v.field("note", authorization.note, Need::kOptional, kText);
}

template <class V, Is<Head> R>
void describe(V& v, R& head) {
  v.field("schema", head.schema, Need::kRequired, kSchemaName);
  v.field("id", head.id, Need::kRequired, kUrnUuid);
  v.field("title", head.title, Need::kRequired, kText);
  v.field("description", head.description, Need::kShould, kText);
  v.field("purpose", head.purpose, Need::kShould, kText);
  v.field("profile", head.profile, Need::kRequired, one_of(kProfiles));
  v.field("case", head.case_number, Need::kOptional, kText);
  v.field("exhibit", head.exhibit, Need::kOptional, kText);
  v.field("created", head.created, Need::kRequired);
  v.field("created_by", head.created_by, Need::kRequired, KindSet(RecordKind::kAgent));
  v.field("revision", head.revision, Need::kRequired, kFromOne);
  v.field("previous", head.previous, Need::kOptional);
  v.field("language", head.language, Need::kShould, kLanguage);
  v.field("default_marking", head.default_marking, Need::kShould, KindSet(RecordKind::kMarking));
  v.field("authorization", head.authorization, Need::kOptional);
  v.field("limitations", head.limitations, Need::kShould, kText);
  v.field("sealed", head.sealed, Need::kElsewhere, KindSet(RecordKind::kEvent));
  v.require_if(When::above("revision", 1), {"previous"});
}

void read_record(RecordReader& reader, const json::Value& value, Head& out) {
  reader.object(value, out);
}
json::Value to_json(const Head& head) {
  return RecordWriter::object(head);
}
void make_schema(SchemaMaker& maker, const Head& head) {
  maker.object(head);
}

}  // namespace dossier
