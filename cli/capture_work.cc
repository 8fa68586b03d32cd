// SPDX-License-Identifier: Apache-2.0
#include "cli/capture_work.h"

#include <algorithm>
#include <sys/stat.h>
#include <utility>

#include "cli/capture_files.h"
#include "cli/field_values.h"
#include "cli/named_record.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kSlugWords = 4;

[[noreturn]] void refuse(const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, message, {}, hint);
}

// The id that was chosen for the kind; a bare slug serves for article and capture.
RecordId make_id(const CaptureWish& wish, RecordKind kind, const std::string& words, IdMaker& ids) {
  for (const std::string& chosen : wish.ids) {
    const auto prefix = chosen.substr(0, chosen.find('-'));
    const bool is_prefixed = RecordId::parse(chosen).has_value();
    if (is_prefixed ? prefix == kind_prefix(kind) : kind != RecordKind::kSource) {
      return ids.choose(kind, chosen);
    }
  }
  return ids.make(kind, words);
}

std::string date_part(const std::string& published) {
  return published.substr(0, published.find_first_of("T/?~%"));
}

// When the file was last changed, which is the best guess at when it was captured.
Timestamp time_of_file(const std::string& path, Timestamp now) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return now;
  return std::min(now, Timestamp::from_unix(info.st_mtime).value_or(now));
}

void set_regions(const CaptureWish& wish, Capture& capture) {
  for (const std::string& text : wish.regions) {
    const RegionOverride region = parse_region_override(text);
    if (!capture.text || region.end > capture.text->code_points) {
      refuse("add: --region " + text + " reaches beyond the text" +
             (capture.text
                  ? ", which has " + std::to_string(capture.text->code_points) + " code points"
                  : std::string(", for there is none")));
    }
    capture.regions.push_back(region);
  }
}

// The files are copied, hashed and read.
void take_files(CaptureWish& wish, CaseWork& work, PlannedCapture& planned) {
  CaptureFiles files(work.files(), planned.capture.id);
  if (!wish.files.empty()) {
    files.add_primary(wish.files[0]);
  } else if (wish.taken.empty()) {
    files.add_written_primary(wish.transcript);
  }
  for (TakenFile& file : wish.taken) files.add_taken(std::move(file));
  for (std::size_t i = 1; i < wish.files.size(); ++i) files.add(wish.files[i]);
  for (const std::string& path : wish.screenshots) files.add_screenshot(path);
  bool has_text = false;
  if (wish.extracted) {
    has_text = files.store_extracted(*std::move(wish.extracted));
  } else if (!wish.files.empty() || !wish.taken.empty()) {
    has_text = files.extract();
  }
  if (!has_text && !wish.transcript.empty()) {
    has_text = files.supply_text(as_bytes(wish.transcript), "transcript", "");
  }
  planned.capture.files = files.files();
  planned.capture.text = files.text();
  for (const CaptureFile& file : planned.capture.files) {
    if (planned.capture.http && file.role == "headers") {
      planned.capture.http->headers_file = file.path;
    }
  }
  planned.why_no_text = files.why_no_text();
  if (has_text) planned.text = files.take_extracted();
  planned.event.generated = files.items();
}

EventItem item_of(const RecordId& id) {
  EventItem item;
  item.ref = id;
  return item;
}

void describe_event(const CaptureWish& wish, const Capture& capture, Event& event) {
  event.type = capture.method == "received-file" ? "receive" : "capture";
  event.started = capture.captured_at;
  event.agents.push_back({capture.captured_by, "collector", {}});
  event.used.push_back(item_of(capture.article));
  event.generated.push_back(item_of(capture.id));
  event.parameters.push_back({"program", "dossier " + std::string(program_version())});
  if (capture.text && !capture.text->algorithm.empty()) {
    event.parameters.push_back({"text", capture.text->algorithm});
  }
  event.reason = wish.reason;
}

}  // namespace

CapturePlanner::CapturePlanner(CaseWork& work) : work_(work) {
  for (const Source* source : work.dossier().all<Source>()) {
    sources_.emplace(source->name, source->id);
  }
  for (const Agent* agent : work.dossier().all<Agent>()) agents_.emplace(agent->name, agent->id);
  for (const Article* article : work.dossier().all<Article>()) {
    if (article->url.value) articles_.emplace(*article->url.value, article->id);
  }
}

RecordId CapturePlanner::article_at(const std::string& url) const {
  const auto found = articles_.find(url);
  return found == articles_.end() ? RecordId() : found->second;
}

RecordId CapturePlanner::source_named(const std::string& named, const std::string& option) const {
  const auto found = sources_.find(named);
  return found != sources_.end() ? found->second : dossier::source_named(work_, named, option);
}

RecordId CapturePlanner::agent_named(const std::string& named, const std::string& option) const {
  const auto found = agents_.find(named);
  return found != agents_.end() ? found->second : work_.require<Agent>(named, option).id;
}

RecordId CapturePlanner::publisher_of(const CaptureWish& wish, PlannedCapture& planned) {
  const std::string& named = wish.publisher;
  const auto id = RecordId::parse(named);
  if (id && id->kind() == RecordKind::kSource) {
    return work_.require<Source>(named, "--publisher").id;
  }
  const auto known = sources_.find(named);
  if (known != sources_.end()) return known->second;
  Source source;
  source.id = make_id(wish, RecordKind::kSource, slug(named, kSlugWords), work_.ids());
  source.kind = wish.publisher_kind;
  source.name = named;
  source.relation = "unknown";
  work_.check(source);
  planned.publisher = std::move(source);
  return planned.publisher->id;
}

Article CapturePlanner::new_article(const CaptureWish& wish, PlannedCapture& planned) {
  if (wish.title.empty()) {
    refuse("add: --title is missing",
           "Give the article's title, or --article ART for a known one.");
  }
  if (wish.publisher.empty()) {
    refuse("add: --publisher is missing",
           "Give its name or id, or --publisher \"missing: REASON\" if it is not known.");
  }
  Article article;
  article.kind = wish.kind;
  if (article.kind.empty()) {
    article.kind =
        wish.files.empty() ? "transcript" : std::string(file_type_of(wish.files[0]).article_kind);
  }
  article.title = wish.title;
  article.publisher.missing = missing_reason(wish.publisher);
  if (article.publisher.missing.empty()) article.publisher.value = publisher_of(wish, planned);
  article.bylines = wish.bylines;
  article.url = value_or_missing(wish.url);
  article.published.missing = missing_reason(wish.published);
  if (article.published.missing.empty() && !wish.published.empty()) {
    article.published.value = ReportedDate{wish.published, "stated", {}, {}};
  }
  article.language = wish.language;
  std::string words = slug(wish.title, kSlugWords);
  if (words.empty()) words = slug(wish.publisher + " " + date_part(wish.published), kSlugWords);
  article.id = make_id(wish, RecordKind::kArticle, words, work_.ids());
  return article;
}

RecordId CapturePlanner::article_of(const CaptureWish& wish, PlannedCapture& planned) {
  if (wish.article.empty()) {
    planned.article = new_article(wish, planned);
    work_.check(*planned.article);
    return planned.article->id;
  }
  const bool describes = !wish.title.empty() || !wish.publisher.empty() || !wish.bylines.empty() ||
                         !wish.published.empty() || !wish.kind.empty() || !wish.language.empty();
  if (describes) {
    refuse(
        "add: --article names an article that is known; what is given here would describe a new "
        "one",
        "Leave out --title, --publisher, --byline, --published, --kind and --language.");
  }
  const auto kept = kept_.find(wish.article);
  return kept != kept_.end() ? kept->second : work_.require<Article>(wish.article, "--article").id;
}

Timestamp CapturePlanner::captured_at(const CaptureWish& wish) const {
  if (!wish.captured_at.empty()) return parse_time(wish.captured_at, "--captured-at");
  return wish.files.empty() ? work_.now() : time_of_file(wish.files[0], work_.now());
}

void CapturePlanner::describe(const CaptureWish& wish, Capture& capture) {
  capture.captured_by =
      wish.captured_by.empty() ? work_.author() : agent_named(wish.captured_by, "--captured-by");
  capture.tool = wish.tool.empty() ? work_.program() : agent_named(wish.tool, "--tool");
  capture.captured_at = captured_at(wish);
  capture.clock = wish.clock.empty() ? "unknown" : wish.clock;
  capture.method = wish.method;
  if (capture.method.empty()) {
    capture.method = wish.files.empty() ? "manual-transcription"
                                        : std::string(file_type_of(wish.files[0]).method);
  }
  capture.requested_url = value_or_missing(wish.url);
  capture.final_url = wish.final_url;
  if (!wish.vantage.empty()) capture.vantage = parse_vantage(wish.vantage);
  const auto [value, note] = split_at(wish.completeness, ':');
  capture.completeness = Completeness{value, note, {}};
  capture.alterations = wish.alterations;
  capture.copy = "evidentiary";
  capture.archived_copies = wish.archived_copies;
  capture.http = wish.http;
  capture.extra = wish.extra;
}

PlannedCapture CapturePlanner::plan(CaptureWish wish) {
  PlannedCapture planned;
  Capture& capture = planned.capture;
  capture.article = article_of(wish, planned);
  describe(wish, capture);
  const std::string words = capture.article.text().substr(capture.article.text().find('-') + 1);
  capture.id = make_id(wish, RecordKind::kCapture, words, work_.ids());
  take_files(wish, work_, planned);
  set_regions(wish, capture);
  describe_event(wish, capture, planned.event);
  work_.check(capture);
  return planned;
}

void CapturePlanner::keep(const PlannedCapture& planned) {
  if (planned.publisher) sources_.emplace(planned.publisher->name, planned.publisher->id);
  if (!planned.article) return;
  kept_.emplace(planned.article->id.text(), planned.article->id);
  if (planned.article->url.value) {
    articles_.emplace(*planned.article->url.value, planned.article->id);
  }
}

void write_records(CaseWork& work, const PlannedCapture& planned) {
  if (planned.publisher) work.add(*planned.publisher);
  if (planned.article) work.add(*planned.article);
  work.add(planned.capture);
}

void write_capture(CaseWork& work, const PlannedCapture& planned) {
  write_records(work, planned);
  work.add_event(planned.event, "collector");
}

}  // namespace dossier
