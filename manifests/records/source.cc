// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/source.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<Reliability> R>
void describe(V& v, R& reliability) {
  v.field("scale", reliability.scale, Need::kRequired, one_of(kReliabilityScales));
  v.field("value", reliability.value, Need::kRequired, one_of(kReliabilityValues));
  v.field("basis", reliability.basis, Need::kElsewhere, kText);
  v.field("by", reliability.by, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("at", reliability.at, Need::kOptional);
}

template <class V, Is<Protection> R>
void describe(V& v, R& protection) {
  v.field("is", protection.is, Need::kRequired);
  v.field("reason", protection.reason, Need::kOptional, kText);
  v.field("name_held_by", protection.name_held_by, Need::kOptional, KindSet(RecordKind::kAgent));
  v.require_if(When::is_true("is"), {"reason", "name_held_by"});
}

template <class V, Is<Source> R>
void describe(V& v, R& source) {
  describe_begin(v, source, RecordKind::kSource);
  v.field("kind", source.kind, Need::kRequired, one_of(kSourceKinds));
  v.field("name", source.name, Need::kRequired, kText);
  v.field("url", source.url, Need::kOptional, kUri);
  v.field("identifiers", source.identifiers, Need::kOptional);
  v.field("interests", source.interests, Need::kOptional, kText);
  v.field("parent", source.parent, Need::kOptional, KindSet(RecordKind::kSource));
  v.field("independence_group", source.independence_group, Need::kElsewhere, kSlug);
  v.field("relation", source.relation, Need::kShould, one_of(kSourceRelations));
  v.field("reliability", source.reliability, Need::kElsewhere);
  v.field("protected", source.protection, Need::kOptional);
  describe_end(v, source);
  v.require_if(When::is("kind", {"person"}), {"protected"});
}

void read_record(RecordReader& reader, const json::Value& value, Source& out) {
  reader.object(value, out);
}
json::Value to_json(const Source& source) {
  return RecordWriter::object(source);
}
void make_schema(SchemaMaker& maker, const Source& source) {
  maker.object(source);
}

}  // namespace dossier
