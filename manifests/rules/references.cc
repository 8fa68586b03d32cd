// SPDX-License-Identifier: Apache-2.0
#include "manifests/rules/references.h"

namespace dossier {
namespace {

// One overload a kind of record, fields in the order of the tables of RECORDS in FORMAT.md.
class References {
 public:
  explicit References(const ReferenceVisitor& visit) : visit_(visit) {}

  void operator()(const Head& head) const {
    one(head.created_by, {"created_by"});
    one(head.default_marking, {"default_marking"});
    one(head.sealed, {"sealed"});
  }
  void operator()(const Agent& agent) const {
    one(agent.acts_for, {"acts_for"});
    common(agent);
  }
  void operator()(const Source& source) const {
    one(source.parent, {"parent"});
    if (source.reliability) one(source.reliability->by, {"reliability", kNone, "by"});
    if (source.protection)
      one(source.protection->name_held_by, {"protected", kNone, "name_held_by"});
    common(source);
  }
  void operator()(const Article& article) const {
    if (article.publisher.value) one(*article.publisher.value, {"publisher"});
    for (std::size_t i = 0; i < article.based_on.size(); ++i)
      one(article.based_on[i].ref, {"based_on", i, "ref"});
    common(article);
  }
  void operator()(const Capture& capture) const {
    one(capture.article, {"article"});
    one(capture.captured_by, {"captured_by"});
    one(capture.tool, {"tool"});
    common(capture);
  }
  void operator()(const Quote& quote) const {
    one(quote.capture, {"capture"});
    if (quote.speaker.value) one(*quote.speaker.value, {"speaker"});
    one(quote.attribution, {"attribution"});
    for (std::size_t i = 0; i < quote.translations.size(); ++i) {
      one(quote.translations[i].by, {"translations", i, "by"});
      one(quote.translations[i].tool, {"translations", i, "tool"});
      one(quote.translations[i].reviewed_by, {"translations", i, "reviewed_by"});
    }
    common(quote);
  }
  void operator()(const Attribution& attribution) const {
    for (std::size_t i = 0; i < attribution.hops.size(); ++i) {
      const Hop& hop = attribution.hops[i];
      one(hop.from.id, {"hops", i, "from"});
      one(hop.to.id, {"hops", i, "to"});
      if (hop.evidence.value) one(*hop.evidence.value, {"hops", i, "evidence"});
    }
    common(attribution);
  }
  void operator()(const Claim& claim) const {
    one(claim.asserted_by, {"asserted_by"});
    one(claim.attribution, {"attribution"});
    for (std::size_t i = 0; i < claim.support.size(); ++i)
      one(claim.support[i].ref, {"support", i, "ref"});
    for (std::size_t i = 0; i < claim.relations.size(); ++i)
      one(claim.relations[i].claim, {"relations", i, "claim"});
    one(claim.reviewed_by, {"reviewed_by"});
    list(claim.basis, "basis");
    list(claim.open_questions, "open_questions");
    common(claim);
  }
  void operator()(const Note& note) const {
    list(note.about, "about");
    one(note.author, {"author"});
    for (std::size_t i = 0; i < note.evidence.size(); ++i)
      one(note.evidence[i].id, {"evidence", i});
    if (note.contact) one(note.contact->party, {"contact", kNone, "party"});
    list(note.supersedes, "supersedes");
    common(note);
  }
  void operator()(const Event& event) const {
    if (event.prev) one(event.prev->event, {"prev", kNone, "event"});
    for (std::size_t i = 0; i < event.agents.size(); ++i)
      one(event.agents[i].agent, {"agents", i, "agent"});
    one(event.tool, {"tool"});
    for (std::size_t i = 0; i < event.used.size(); ++i) one(event.used[i].ref, {"used", i, "ref"});
    for (std::size_t i = 0; i < event.generated.size(); ++i)
      one(event.generated[i].ref, {"generated", i, "ref"});
    one(event.from, {"from"});
    one(event.to, {"to"});
    common(event);
  }
  void operator()(const Marking& marking) const {
    for (std::size_t i = 0; i < marking.applies_to.size(); ++i)
      one(marking.applies_to[i].id, {"applies_to", i});
    common(marking);
  }
  void operator()(const Redaction& redaction) const {
    if (redaction.target) {
      one(redaction.target->capture, {"target", kNone, "capture"});
      one(redaction.target->record, {"target", kNone, "record"});
    }
    one(redaction.authorised_by, {"authorised_by"});
    one(redaction.event, {"event"});
    common(redaction);
  }

 private:
  static constexpr std::size_t kNone = ReferencePlace::kNoIndex;

  void one(const RecordId& id, const ReferencePlace& place) const {
    if (id) visit_(id, place);
  }
  void list(const std::vector<RecordId>& ids, std::string_view field) const {
    for (std::size_t i = 0; i < ids.size(); ++i) one(ids[i], {field, i});
  }
  void common(const Record& record) const {
    one(record.recorded_by, {"recorded_by"});
    list(record.markings, "markings");
  }

  const ReferenceVisitor& visit_;
};

}  // namespace

std::string ReferencePlace::pointer() const {
  std::string text = "/" + std::string(field);
  if (index != kNoIndex) text += "/" + std::to_string(index);
  if (!inner.empty()) text += "/" + std::string(inner);
  return text;
}

void for_each_reference(const AnyRecord& record, const ReferenceVisitor& visit) {
  std::visit(References(visit), record);
}

}  // namespace dossier
