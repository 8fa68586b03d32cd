// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/event.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<EventLink> R>
void describe(V& v, R& event_link) {
  v.field("event", event_link.event, Need::kRequired, KindSet(RecordKind::kEvent));
  v.field("sha256", event_link.sha256, Need::kRequired);
}

template <class V, Is<EventAgent> R>
void describe(V& v, R& event_agent) {
  v.field("agent", event_agent.agent, Need::kRequired, KindSet(RecordKind::kAgent));
  v.field("role", event_agent.role, Need::kRequired, one_of(kAgentRoles));
}

template <class V, Is<EventItem> R>
void describe(V& v, R& event_item) {
  v.field("path", event_item.path, Need::kOptional, kCasePath);
  v.field("sha256", event_item.sha256, Need::kOptional);
  v.field("ref", event_item.ref, Need::kOptional, KindSet::any());
  v.alternatives({{"path", "sha256"}, {"ref"}});
}

template <class V, Is<Event> R>
void describe(V& v, R& event) {
  describe_begin(v, event, RecordKind::kEvent);
  v.field("type", event.type, Need::kRequired, one_of(kEventTypes));
  v.field("seq", event.seq, Need::kRequired, kFromOne);
  v.field("prev", event.prev, Need::kElsewhere);
  v.field("started", event.started, Need::kRequired);
  v.field("ended", event.ended, Need::kOptional);
  v.field("agents", event.agents, Need::kRequired);
  v.field("tool", event.tool, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("parameters", event.parameters, Need::kOptional);
  v.field("used", event.used, Need::kOptional);
  v.field("generated", event.generated, Need::kOptional);
  v.field("from", event.from, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("to", event.to, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("place", event.place, Need::kOptional, kText);
  v.field("reason", event.reason, Need::kShould, kText);
  v.field("nonce", event.nonce, Need::kRequired, kNonce);
  v.field("content", event.content, Need::kOptional, kHmac);
  v.field("status", event.status, Need::kRequired, one_of(kEventStatuses));
  v.field("error", event.error, Need::kOptional, kText);
  describe_end(v, event, Need::kRequired);
  v.require_any({"used", "generated"});
  v.require_if(When::is("type", {"transfer"}), {"from", "to"});
  v.require_if(When::is("type", {"seal"}), {"content"});
  v.require_if(When::is("status", {"failed"}), {"error"});
}

void read_record(RecordReader& reader, const json::Value& value, Event& out) {
  reader.object(value, out);
}
json::Value to_json(const Event& event) {
  return RecordWriter::object(event);
}
void make_schema(SchemaMaker& maker, const Event& event) {
  maker.object(event);
}

}  // namespace dossier
