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

constexpr std::string_view kContext = "https://w3id.org/ro/crate/1.2/context";
constexpr std::string_view kProfile = "https://w3id.org/ro/crate/1.2";

std::string_view article_type(const Article& article) {
  if (article.kind == "news-article") return "NewsArticle";
  if (article.kind == "book") return "Book";
  if (article.kind == "data-set") return "Dataset";
  if (article.kind == "web-page") return "WebPage";
  if (article.kind == "social-post") return "SocialMediaPosting";
  return "CreativeWork";
}

class Crate {
 public:
  explicit Crate(const Dossier& dossier) : view_(dossier), dossier_(dossier) {}

  std::string write() {
    graph_.push_back(json_object({{"@id", "ro-crate-metadata.json"},
                                  {"@type", "CreativeWork"},
                                  {"conformsTo", node(kProfile)},
                                  {"about", node("./")}}));
    graph_.push_back(json::Value());  // the root, when its parts are known
    for (const Agent* agent : dossier_.all<Agent>()) add(*agent);
    for (const Source* source : dossier_.all<Source>()) add(*source);
    for (const Article* article : dossier_.all<Article>()) add(*article);
    for (const Capture* capture : dossier_.all<Capture>()) add(*capture);
    for (const Quote* quote : dossier_.all<Quote>()) add(*quote);
    for (const Claim* claim : dossier_.all<Claim>()) add(*claim);
    for (const Note* note : dossier_.all<Note>()) add(*note);
    graph_[1] = root();
    return json::write(json_object({{"@context", kContext}, {"@graph", std::move(graph_)}}));
  }

 private:
  static std::string local(const RecordId& id) { return "#" + id.text(); }
  static void set(json::Value& entity, std::string_view key, const std::string& text) {
    if (!text.empty()) entity.set(key, text);
  }
  static void set(json::Value& entity, std::string_view key, const std::optional<Timestamp>& time) {
    if (time) entity.set(key, time->to_string());
  }
  void set_node(json::Value& entity, std::string_view key, const RecordId& id) const {
    if (id && dossier_.knows(id) && !view_.hides_name(id)) entity.set(key, node(local(id)));
  }

  json::Value root() {
    json::Value root = json_object({{"@id", "./"}, {"@type", "Dataset"}});
    const Head* head = dossier_.head();
    if (head != nullptr) {
      root.set("name", head->title);
      root.set("description", head->description.empty() ? head->title : head->description);
      root.set("identifier", head->id);
      root.set("version", std::to_string(head->revision));
      set(root, "inLanguage", head->language);
      set(root, "dateCreated", head->created);
      const Event* seal = dossier_.find<Event>(head->sealed);
      const std::optional<Timestamp> published =
          seal != nullptr && seal->recorded_at ? seal->recorded_at : head->created;
      set(root, "datePublished", published);
      set_node(root, "author", head->created_by);
      set_rights(root, head->default_marking);
    }
    if (root.find("license") == nullptr) {
      root.set("license", "No licence is told: the rights stay with their holders.");
    }
    root.set("hasPart", std::move(parts_));
    root.set("mentions", std::move(mentions_));
    return root;
  }

  void set_rights(json::Value& root, const RecordId& id) const {
    const Marking* marking = dossier_.find<Marking>(id);
    if (marking == nullptr) return;
    set(root, "license", marking->licence);
    root.set("conditionsOfAccess", marking->scheme + " " + marking->value);
  }

  void mention(json::Value entity, const std::string& id) {
    mentions_.push_back(node(id));
    graph_.push_back(std::move(entity));
  }

  void add(const Agent& agent) {
    const std::string_view type = agent.kind == "person"         ? "Person"
                                  : agent.kind == "organization" ? "Organization"
                                                                 : "SoftwareApplication";
    json::Value entity =
        json_object({{"@id", local(agent.id)}, {"@type", type}, {"name", agent.name}});
    set(entity, "softwareVersion", agent.version);
    if (agent.kind == "person") set_node(entity, "affiliation", agent.acts_for);
    graph_.push_back(std::move(entity));
  }

  void add(const Source& source) {
    if (!view_.shows(source)) return;
    const std::string_view type = source.kind == "person" ? "Person"
                                  : source.kind == "document" || source.kind == "data-set" ||
                                          source.kind == "unspecified-report"
                                      ? "CreativeWork"
                                      : "Organization";
    json::Value entity =
        json_object({{"@id", local(source.id)}, {"@type", type}, {"name", source.name}});
    set(entity, "url", source.url);
    graph_.push_back(std::move(entity));
  }

  void add(const Article& article) {
    json::Value entity = json_object(
        {{"@id", local(article.id)}, {"@type", article_type(article)}, {"name", article.title}});
    if (article.url.value) entity.set("url", *article.url.value);
    if (article.published.value) entity.set("datePublished", article.published.value->value);
    set(entity, "inLanguage", article.language);
    if (article.publisher.value) set_node(entity, "publisher", *article.publisher.value);
    mention(std::move(entity), local(article.id));
  }

  void add(const Capture& capture) {
    json::Array results;
    for (const CaptureFile& file : capture.files) {
      if (file.presence == "not-packed") continue;
      const std::string id = "data/" + file.path;
      results.push_back(node(id));
      if (!files_.insert(id).second) continue;  // one file may serve several captures and roles
      json::Value entity = json_object({{"@id", id},
                                        {"@type", "File"},
                                        {"encodingFormat", file.media_type},
                                        {"contentSize", std::to_string(file.bytes)},
                                        {"sha256", file.sha256.hex()}});
      set(entity, "name", file.original_name.empty() ? file.path : file.original_name);
      graph_.push_back(std::move(entity));
      parts_.push_back(node(id));
    }
    json::Value action = json_object({{"@id", local(capture.id)},
                                      {"@type", "CreateAction"},
                                      {"name", "Capture by " + capture.method},
                                      {"object", node(local(capture.article))},
                                      {"result", std::move(results)}});
    set(action, "endTime", capture.captured_at);
    set_node(action, "agent", capture.captured_by);
    set_node(action, "instrument", capture.tool);
    mention(std::move(action), local(capture.id));
  }

  void add(const Quote& quote) {
    if (!view_.shows(quote)) return;
    json::Value entity =
        json_object({{"@id", local(quote.id)}, {"@type", "Quotation"}, {"text", quote.exact}});
    if (quote.speaker.value) set_node(entity, "spokenByCharacter", *quote.speaker.value);
    const Capture* capture = dossier_.find<Capture>(quote.capture);
    if (capture != nullptr) set_node(entity, "isPartOf", capture->article);
    mention(std::move(entity), local(quote.id));
  }

  void add(const Claim& claim) {
    json::Value entity =
        json_object({{"@id", local(claim.id)}, {"@type", "Claim"}, {"text", claim.text}});
    set(entity, "creativeWorkStatus", claim.status);
    set_node(entity, "author", claim.asserted_by);
    json::Array evidence;
    for (const Support& support : claim.support) {
      const Quote* quote = dossier_.find<Quote>(support.ref);
      const bool is_hidden =
          view_.hides_name(support.ref) || (quote != nullptr && !view_.shows(*quote));
      if (!is_hidden) evidence.push_back(node(local(support.ref)));
    }
    if (!evidence.empty()) entity.set("citation", std::move(evidence));
    mention(std::move(entity), local(claim.id));
  }

  void add(const Note& note) {
    json::Value entity =
        json_object({{"@id", local(note.id)}, {"@type", "Comment"}, {"text", note.text}});
    set(entity, "dateCreated", note.at);
    set_node(entity, "author", note.author);
    json::Array about;
    for (const RecordId& id : note.about) {
      if (!view_.hides_name(id)) about.push_back(node(local(id)));
    }
    if (!about.empty()) entity.set("about", std::move(about));
    mention(std::move(entity), local(note.id));
  }

  ExportView view_;
  const Dossier& dossier_;
  json::Array graph_;
  json::Array parts_;
  std::unordered_set<std::string> files_;
  json::Array mentions_;
};

}  // namespace

std::string export_ro_crate(const Dossier& dossier) {
  return Crate(dossier).write();
}

}  // namespace dossier
