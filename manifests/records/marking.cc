// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/marking.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
namespace {

constexpr RefOrRule kAppliesTo{KindSet::any(), one_of(kEverything)};

}  // namespace

template <class V, Is<Marking> R>
void describe(V& v, R& marking) {
  describe_begin(v, marking, RecordKind::kMarking);
  v.field("scheme", marking.scheme, Need::kRequired, one_of(kMarkingSchemes));
  v.field("value", marking.value, Need::kRequired, kText);
  v.field("applies_to", marking.applies_to, Need::kRequired, kAppliesTo);
  v.field("audience", marking.audience, Need::kOptional, kText);
  v.field("until", marking.until, Need::kOptional, kMoment);
  v.field("holder", marking.holder, Need::kOptional, kText);
  v.field("licence", marking.licence, Need::kOptional, kText);
  v.field("basis", marking.basis, Need::kElsewhere, one_of(kRightsBases));
  v.field("payload", marking.payload, Need::kOptional, one_of(kPayloads));
  describe_end(v, marking);
  v.narrow_if(When::is("scheme", {"tlp-2.0"}), "value", kTlpValues);
  v.require_if(When::is("value", {"amber+strict", "red"}), {"audience"});
  v.require_if(When::is("scheme", {"rights"}), {"payload"});
}

void read_record(RecordReader& reader, const json::Value& value, Marking& out) {
  reader.object(value, out);
}
json::Value to_json(const Marking& marking) {
  return RecordWriter::object(marking);
}
void make_schema(SchemaMaker& maker, const Marking& marking) {
  maker.object(marking);
}

}  // namespace dossier
