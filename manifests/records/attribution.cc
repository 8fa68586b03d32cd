// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/attribution.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
namespace {

constexpr RefOrRule kHopEnd{KindSet(RecordKind::kSource), one_of(kAnonymousEnds)};

}  // namespace

template <class V, Is<Hop> R>
void describe(V& v, R& hop) {
  v.field("from", hop.from, Need::kRequired, kHopEnd);
  v.field("to", hop.to, Need::kRequired, kHopEnd);
  v.field("act", hop.act, Need::kRequired, one_of(kActs));
  v.field("directness", hop.directness, Need::kRequired, one_of(kDirectnesses));
  v.field("when", hop.when, Need::kOptional);
  v.field("where", hop.where, Need::kOptional, kText);
  v.field("evidence", hop.evidence, Need::kElsewhere,
          KindSet(RecordKind::kQuote, RecordKind::kCapture));
}

template <class V, Is<Attribution> R>
void describe(V& v, R& attribution) {
  describe_begin(v, attribution, RecordKind::kAttribution);
  v.field("hops", attribution.hops, Need::kRequired);
  describe_end(v, attribution);
}

void read_record(RecordReader& reader, const json::Value& value, Attribution& out) {
  reader.object(value, out);
}
json::Value to_json(const Attribution& attribution) {
  return RecordWriter::object(attribution);
}
void make_schema(SchemaMaker& maker, const Attribution& attribution) {
  maker.object(attribution);
}

}  // namespace dossier
