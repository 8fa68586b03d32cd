// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "manifests/export/export_view.h"
#include "manifests/export/exports.h"
#include "manifests/export/json_object.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

constexpr std::string_view kContext = "http://www.w3.org/ns/anno.jsonld";

class Annotations {
 public:
  explicit Annotations(const Dossier& dossier) : view_(dossier) {}

  std::string write() {
    for (const Quote* quote : view_.dossier().all<Quote>()) add(*quote);
    for (const Note* note : view_.dossier().all<Note>()) add(*note);
    json::Value collection =
        json_object({{"@context", kContext}, {"id", view_.id()}, {"type", "AnnotationCollection"}});
    const Head* head = view_.dossier().head();
    if (head != nullptr) collection.set("label", head->title);
    collection.set("total", items_.size());
    collection.set("first", json_object({{"id", view_.id() + "#annotations"},
                                         {"type", "AnnotationPage"},
                                         {"startIndex", 0},
                                         {"items", std::move(items_)}}));
    return json::write(collection);
  }

 private:
  std::string iri(const RecordId& id) const { return view_.id() + "#" + id.text(); }

  // The text of the capture in which the words stand, with what identifies it.
  json::Value source_of(const Quote& quote) const {
    const Capture* capture = view_.dossier().find<Capture>(quote.capture);
    const Article* article =
        capture == nullptr ? nullptr : view_.dossier().find<Article>(capture->article);
    if (article != nullptr && article->url.value) return *article->url.value;
    return iri(quote.capture);
  }

  json::Value target_of(const Quote& quote) const {
    json::Array selectors;
    json::Value words = json_object({{"type", "TextQuoteSelector"}, {"exact", quote.exact}});
    if (!quote.prefix.empty()) words.set("prefix", quote.prefix);
    if (!quote.suffix.empty()) words.set("suffix", quote.suffix);
    selectors.push_back(std::move(words));
    selectors.push_back(json_object(
        {{"type", "TextPositionSelector"}, {"start", quote.start}, {"end", quote.end}}));
    json::Value target = json_object({{"type", "SpecificResource"},
                                      {"source", source_of(quote)},
                                      {"selector", std::move(selectors)}});
    const Capture* capture = view_.dossier().find<Capture>(quote.capture);
    if (capture != nullptr && capture->captured_at) {
      json::Value state =
          json_object({{"type", "TimeState"}, {"sourceDate", capture->captured_at->to_string()}});
      if (capture->text) state.set("cached", "data/" + capture->text->path);
      target.set("state", std::move(state));
    }
    return target;
  }

  void add(const Quote& quote) {
    if (!view_.shows(quote)) return;
    json::Value item = json_object(
        {{"id", iri(quote.id)}, {"type", "Annotation"}, {"motivation", "highlighting"}});
    if (quote.recorded_at) item.set("created", quote.recorded_at->to_string());
    set_creator(item, quote.recorded_by);
    item.set("target", target_of(quote));
    items_.push_back(std::move(item));
  }

  void add(const Note& note) {
    json::Array targets;
    for (const RecordId& about : note.about) {
      const Quote* quote = view_.dossier().find<Quote>(about);
      const bool is_hidden = view_.hides_name(about) || (quote != nullptr && !view_.shows(*quote));
      if (!is_hidden) targets.push_back(iri(about));
    }
    if (targets.empty()) return;
    json::Value item =
        json_object({{"id", iri(note.id)},
                     {"type", "Annotation"},
                     {"motivation", note.kind == "question" ? "questioning" : "assessing"}});
    if (note.at) item.set("created", note.at->to_string());
    set_creator(item, note.author);
    item.set(
        "body",
        json_object({{"type", "TextualBody"}, {"value", note.text}, {"format", "text/markdown"}}));
    item.set("target", std::move(targets));
    items_.push_back(std::move(item));
  }

  void set_creator(json::Value& item, const RecordId& id) const {
    const Agent* agent = view_.dossier().find<Agent>(id);
    if (agent == nullptr) return;
    const std::string_view type = agent->kind == "person"         ? "Person"
                                  : agent->kind == "organization" ? "Organization"
                                                                  : "Software";
    item.set("creator",
             json_object({{"id", iri(agent->id)}, {"type", type}, {"name", agent->name}}));
  }

  ExportView view_;
  json::Array items_;
};

}  // namespace

std::string export_web_annotation(const Dossier& dossier) {
  return Annotations(dossier).write();
}

}  // namespace dossier
