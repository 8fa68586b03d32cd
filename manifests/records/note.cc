// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/note.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
namespace {

RefOrRule evidence_rule() {
  return {KindSet(RecordKind::kQuote, RecordKind::kCapture, RecordKind::kNote), kUri};
}

}  // namespace

template <class V, Is<Pillars> R>
void describe(V& v, R& pillars) {
  v.field("provenance", pillars.provenance, Need::kOptional, one_of(kPillarValues));
  v.field("source", pillars.source, Need::kOptional, one_of(kPillarValues));
  v.field("date", pillars.date, Need::kOptional, one_of(kPillarValues));
  v.field("location", pillars.location, Need::kOptional, one_of(kPillarValues));
  v.field("motivation", pillars.motivation, Need::kOptional, one_of(kPillarValues));
}

template <class V, Is<Contact> R>
void describe(V& v, R& contact) {
  v.field("party", contact.party, Need::kRequired, KindSet(RecordKind::kSource));
  v.field("via", contact.via, Need::kRequired, kText);
  v.field("sent", contact.sent, Need::kRequired, kMoment);
  v.field("deadline", contact.deadline, Need::kOptional, kMoment);
  v.field("replied", contact.replied, Need::kOptional, kMoment);
}

template <class V, Is<Note> R>
void describe(V& v, R& note) {
  describe_begin(v, note, RecordKind::kNote);
  v.field("kind", note.kind, Need::kRequired, one_of(kNoteKinds));
  v.field("about", note.about, Need::kRequired, KindSet::any());
  v.field("text", note.text, Need::kRequired, kText);
  v.field("author", note.author, Need::kRequired, KindSet(RecordKind::kAgent));
  v.field("at", note.at, Need::kRequired);
  v.field("method", note.method, Need::kOptional, one_of(kNoteMethods));
  v.field("result", note.result, Need::kOptional, one_of(kNoteResults));
  v.field("evidence", note.evidence, Need::kElsewhere, evidence_rule());
  v.field("pillars", note.pillars, Need::kOptional);
  v.field("contact", note.contact, Need::kOptional);
  v.field("supersedes", note.supersedes, Need::kOptional,
          KindSet(RecordKind::kNote, RecordKind::kClaim));
  v.field("next_step", note.next_step, Need::kOptional, kText);
  v.field("due", note.due, Need::kOptional, kMoment);
  describe_end(v, note);
  v.require_if(When::is("kind", {"check"}), {"method"});
  v.require_if(When::is("kind", {"check", "contact-attempt"}), {"result"});
  v.require_if(When::is("kind", {"contact-attempt"}), {"contact"});
  v.require_if(When::is("kind", {"question"}), {"next_step", "due"}, Need::kShould);
}

void read_record(RecordReader& reader, const json::Value& value, Note& out) {
  reader.object(value, out);
}
json::Value to_json(const Note& note) {
  return RecordWriter::object(note);
}
void make_schema(SchemaMaker& maker, const Note& note) {
  maker.object(note);
}

}  // namespace dossier
