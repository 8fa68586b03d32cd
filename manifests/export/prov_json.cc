// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_set>
#include <utility>

#include "manifests/export/export_view.h"
#include "manifests/export/exports.h"
#include "manifests/export/json_object.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

// A document of PROV-JSON: for each type of statement its statements by identifier.
class Document {
 public:
  explicit Document(const Dossier& dossier) : view_(dossier), dossier_(dossier) {}

  std::string write() {
    for (const Agent* agent : dossier_.all<Agent>()) add(*agent);
    for (const Source* source : dossier_.all<Source>()) add(*source);
    for (const Article* article : dossier_.all<Article>()) add(*article);
    for (const Capture* capture : dossier_.all<Capture>()) add(*capture);
    for (const Quote* quote : dossier_.all<Quote>()) add(*quote);
    for (const Attribution* attribution : dossier_.all<Attribution>()) add(*attribution);
    for (const Claim* claim : dossier_.all<Claim>()) add(*claim);
    for (const Note* note : dossier_.all<Note>()) add(*note);
    for (const Event* event : dossier_.all<Event>()) add(*event);
    for (const Redaction* redaction : dossier_.all<Redaction>()) add(*redaction);
    json::Value document =
        json_object({{"prefix", json_object({{"d", view_.id() + "#"},
                                             {"file", view_.id() + "/"},
                                             {"dossier", "urn:dossier:records:1#"}})}});
    for (auto& [type, statements] : statements_) document.set(type, std::move(statements));
    return json::write(document);
  }

 private:
  static std::string name(const RecordId& id) { return "d:" + id.text(); }

  // Identifiers of statements without a name of their own are blank and counted.
  json::Value& state(std::string_view type, const std::string& id = {}) {
    json::Value* list = nullptr;
    for (auto& [known, statements] : statements_) {
      if (known == type) list = &statements;
    }
    if (list == nullptr) list = &statements_.emplace_back(std::string(type), json::Value()).second;
    json::Object& members = list->object();
    members.push_back({id.empty() ? "_:s" + std::to_string(++blank_) : id, json::Value(), 0});
    return members.back().value;
  }
  void relate(std::string_view type, std::string_view from_role, const std::string& from,
              std::string_view to_role, const std::string& to) {
    json::Value& statement = state(type);
    statement.set(from_role, from);
    statement.set(to_role, to);
  }
  static void set(json::Value& statement, std::string_view key, const std::string& text) {
    if (!text.empty()) statement.set(key, text);
  }
  static json::Value typed(std::string_view value, std::string_view type) {
    return json_object({{"$", value}, {"type", type}});
  }
  static void set_type(json::Value& statement, std::string_view type) {
    statement.set("prov:type", typed(type, "prov:QUALIFIED_NAME"));
  }
  bool is_named(const RecordId& id) const {
    return id && dossier_.knows(id) && !view_.hides_name(id);
  }
  json::Value& entity(const RecordId& id, std::string_view type) {
    json::Value& statement = state("entity", name(id));
    set_type(statement, type);
    return statement;
  }

  void add(const Agent& agent) {
    json::Value& statement = state("agent", name(agent.id));
    set_type(statement, agent.kind == "person"         ? "prov:Person"
                        : agent.kind == "organization" ? "prov:Organization"
                                                       : "prov:SoftwareAgent");
    statement.set("prov:label", agent.name);
    if (is_named(agent.acts_for)) {
      relate("actedOnBehalfOf", "prov:delegate", name(agent.id), "prov:responsible",
             name(agent.acts_for));
    }
  }

  void add(const Source& source) {
    if (!view_.shows(source)) return;
    const bool is_thing = source.kind == "document" || source.kind == "data-set" ||
                          source.kind == "unspecified-report";
    json::Value& statement = state(is_thing ? "entity" : "agent", name(source.id));
    set_type(statement, is_thing                  ? "dossier:source"
                        : source.kind == "person" ? "prov:Person"
                                                  : "prov:Organization");
    statement.set("prov:label", source.name);
  }

  void add(const Article& article) {
    json::Value& statement = entity(article.id, "dossier:article");
    statement.set("prov:label", article.title);
    if (article.url.value) statement.set("dossier:url", *article.url.value);
    if (article.publisher.value && is_named(*article.publisher.value)) {
      relate("wasAttributedTo", "prov:entity", name(article.id), "prov:agent",
             name(*article.publisher.value));
    }
    for (const BasedOn& base : article.based_on) {
      if (!is_named(base.ref)) continue;
      relate("wasDerivedFrom", "prov:generatedEntity", name(article.id), "prov:usedEntity",
             name(base.ref));
    }
  }

  void add(const Capture& capture) {
    entity(capture.id, "dossier:capture");
    relate("specializationOf", "prov:specificEntity", name(capture.id), "prov:generalEntity",
           name(capture.article));
    for (const CaptureFile& file : capture.files) {
      declare_file(file.path, file.sha256);
      json::Value& member = state("hadMember");
      member.set("prov:collection", name(capture.id));
      member.set("prov:entity", "file:data/" + file.path);
    }
  }

  void add(const Quote& quote) {
    if (!view_.shows(quote)) return;
    json::Value& statement = entity(quote.id, "dossier:quote");
    statement.set("prov:value", quote.exact);
    json::Value& derived = state("wasDerivedFrom");
    derived.set("prov:generatedEntity", name(quote.id));
    derived.set("prov:usedEntity", name(quote.capture));
    derived.set("prov:type", typed("prov:Quotation", "prov:QUALIFIED_NAME"));
    if (quote.speaker.value && is_named(*quote.speaker.value)) {
      relate("wasAttributedTo", "prov:entity", name(quote.id), "prov:agent",
             name(*quote.speaker.value));
    }
  }

  // Each hop made a saying out of the one before it.
  void add(const Attribution& attribution) {
    for (std::size_t i = 0; i < attribution.hops.size(); ++i) {
      const Hop& hop = attribution.hops[i];
      const std::string saying = name(attribution.id) + "-" + std::to_string(i + 1);
      json::Value& statement = state("entity", saying);
      set_type(statement, "dossier:saying");
      statement.set("dossier:act", hop.act);
      statement.set("dossier:directness", hop.directness);
      if (is_named(hop.from.id)) {
        relate("wasAttributedTo", "prov:entity", saying, "prov:agent", name(hop.from.id));
      }
      if (i > 0) {
        relate("wasDerivedFrom", "prov:generatedEntity", saying, "prov:usedEntity",
               name(attribution.id) + "-" + std::to_string(i));
      }
      if (hop.evidence.value && is_named(*hop.evidence.value)) {
        json::Value& derived = state("wasDerivedFrom");
        derived.set("prov:generatedEntity", saying);
        derived.set("prov:usedEntity", name(*hop.evidence.value));
        derived.set("prov:type", typed("prov:PrimarySource", "prov:QUALIFIED_NAME"));
      }
    }
  }

  void add(const Claim& claim) {
    json::Value& statement = entity(claim.id, "dossier:claim");
    statement.set("prov:value", claim.text);
    set(statement, "dossier:status", claim.status);
    for (const Support& support : claim.support) {
      const Quote* quote = dossier_.find<Quote>(support.ref);
      if (!is_named(support.ref) || (quote != nullptr && !view_.shows(*quote))) continue;
      json::Value& influence = state("wasInfluencedBy");
      influence.set("prov:influencee", name(claim.id));
      influence.set("prov:influencer", name(support.ref));
      influence.set("dossier:stance", support.stance);
    }
  }

  void add(const Note& note) {
    json::Value& statement = entity(note.id, "dossier:note");
    statement.set("prov:value", note.text);
    set(statement, "dossier:result", note.result);
    if (is_named(note.author)) {
      relate("wasAttributedTo", "prov:entity", name(note.id), "prov:agent", name(note.author));
    }
    for (const RecordId& about : note.about) {
      if (!is_named(about)) continue;
      relate("wasInfluencedBy", "prov:influencee", name(note.id), "prov:influencer", name(about));
    }
  }

  // Files have no records; each is told once, where it occurs first.
  void declare_file(const std::string& path, const std::optional<Sha256>& digest) {
    if (!files_.insert(path).second) return;
    json::Value& statement = state("entity", "file:data/" + path);
    set_type(statement, "dossier:file");
    if (digest) statement.set("dossier:sha256", digest->hex());
  }

  std::string item_name(const EventItem& item) {
    if (!item.path.empty()) {
      declare_file(item.path, item.sha256);
      return "file:data/" + item.path;
    }
    return is_named(item.ref) ? name(item.ref) : std::string();
  }

  void add(const Event& event) {
    const std::string id = name(event.id);
    json::Value& activity = state("activity", id);
    set_type(activity, "dossier:" + event.type);
    const auto& end = event.ended ? event.ended : event.recorded_at;
    if (event.started) activity.set("prov:startTime", event.started->to_string());
    if (end) activity.set("prov:endTime", end->to_string());
    for (const EventAgent& agent : event.agents) {
      if (!is_named(agent.agent)) continue;
      relate("wasAssociatedWith", "prov:activity", id, "prov:agent", name(agent.agent));
    }
    for (const EventItem& item : event.used) {
      const std::string used = item_name(item);
      if (!used.empty()) relate("used", "prov:activity", id, "prov:entity", used);
    }
    for (const EventItem& item : event.generated) {
      const std::string made = item_name(item);
      if (!made.empty()) relate("wasGeneratedBy", "prov:entity", made, "prov:activity", id);
    }
    if (event.prev && is_named(event.prev->event)) {
      relate("wasInformedBy", "prov:informed", id, "prov:informant", name(event.prev->event));
    }
  }

  void add(const Redaction& redaction) {
    if (!is_named(redaction.event)) return;
    json::Value& statement = state("entity", name(redaction.id));
    set_type(statement, "dossier:redacted-part");
    relate("wasInvalidatedBy", "prov:entity", name(redaction.id), "prov:activity",
           name(redaction.event));
  }

  ExportView view_;
  const Dossier& dossier_;
  std::vector<std::pair<std::string, json::Value>> statements_;
  std::unordered_set<std::string> files_;
  std::size_t blank_ = 0;
};

}  // namespace

std::string export_prov_json(const Dossier& dossier) {
  return Document(dossier).write();
}

}  // namespace dossier
