// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/agent.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<AgentKey> R>
void describe(V& v, R& agent_key) {
  v.field("fingerprint", agent_key.fingerprint, Need::kRequired, kKeyPrint);
  v.field("principal", agent_key.principal, Need::kOptional, kText);
  v.field("valid_from", agent_key.valid_from, Need::kOptional);
  v.field("valid_to", agent_key.valid_to, Need::kOptional);
  v.field("how_verified", agent_key.how_verified, Need::kRequired, one_of(kKeyChecks));
}

template <class V, Is<Agent> R>
void describe(V& v, R& agent) {
  describe_begin(v, agent, RecordKind::kAgent);
  v.field("kind", agent.kind, Need::kRequired, one_of(kAgentKinds));
  v.field("name", agent.name, Need::kRequired, kText);
  v.field("pseudonymous", agent.pseudonymous, Need::kOptional);
  v.field("acts_for", agent.acts_for, Need::kOptional, KindSet(RecordKind::kAgent));
  v.field("roles", agent.roles, Need::kShould, one_of(kAgentRoles));
  v.field("vendor", agent.vendor, Need::kOptional, kText);
  v.field("version", agent.version, Need::kOptional, kText);
  v.field("keys", agent.keys, Need::kOptional);
  v.field("identifiers", agent.identifiers, Need::kOptional);
  describe_end(v, agent);
  v.require_if(When::is("kind", {"person"}), {"pseudonymous"});
  v.require_if(When::is("kind", {"software"}), {"version"});
  v.require_if(When::contains("roles", "signer"), {"keys"});
}

void read_record(RecordReader& reader, const json::Value& value, Agent& out) {
  reader.object(value, out);
}
json::Value to_json(const Agent& agent) {
  return RecordWriter::object(agent);
}
void make_schema(SchemaMaker& maker, const Agent& agent) {
  maker.object(agent);
}

}  // namespace dossier
