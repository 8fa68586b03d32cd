// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/claim.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<Support> R>
void describe(V& v, R& support) {
  v.field(
      "ref", support.ref, Need::kRequired,
      KindSet(RecordKind::kQuote, RecordKind::kCapture, RecordKind::kSource, RecordKind::kNote));
  v.field("stance", support.stance, Need::kRequired, one_of(kStances));
  v.field("note", support.note, Need::kOptional, kText);
}

template <class V, Is<ClaimRelation> R>
void describe(V& v, R& claim_relation) {
  v.field("type", claim_relation.type, Need::kRequired, one_of(kClaimRelations));
  v.field("claim", claim_relation.claim, Need::kRequired, KindSet(RecordKind::kClaim));
}

template <class V, Is<Claim> R>
void describe(V& v, R& claim) {
  describe_begin(v, claim, RecordKind::kClaim);
  v.field("kind", claim.kind, Need::kRequired, one_of(kClaimKinds));
  v.field("text", claim.text, Need::kRequired, kText);
  v.field("asserted_by", claim.asserted_by, Need::kRequired, KindSet(RecordKind::kSource));
  v.field("attribution", claim.attribution, Need::kShould, KindSet(RecordKind::kAttribution));
  v.field("support", claim.support, Need::kElsewhere);
  v.field("relations", claim.relations, Need::kOptional);
  v.field("status", claim.status, Need::kRequired, one_of(kClaimStatuses));
  v.field("credibility", claim.credibility, Need::kOptional, IntegerRule{.least = 1, .most = 6});
  v.field("likelihood", claim.likelihood, Need::kOptional, one_of(kLikelihoods));
  v.field("confidence", claim.confidence, Need::kOptional, one_of(kConfidences));
  v.field("reviewed_by", claim.reviewed_by, Need::kElsewhere, KindSet(RecordKind::kAgent));
  v.field("reviewed_at", claim.reviewed_at, Need::kElsewhere);
  v.field("basis", claim.basis, Need::kElsewhere, KindSet(RecordKind::kNote));
  v.field("open_questions", claim.open_questions, Need::kOptional, KindSet(RecordKind::kNote));
  describe_end(v, claim);
}

void read_record(RecordReader& reader, const json::Value& value, Claim& out) {
  reader.object(value, out);
}
json::Value to_json(const Claim& claim) {
  return RecordWriter::object(claim);
}
void make_schema(SchemaMaker& maker, const Claim& claim) {
  maker.object(claim);
}

}  // namespace dossier
