// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <sys/stat.h>

#include "cli/capture_files.h"
#include "cli/case_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/field_values.h"
#include "cli/layout.h"
#include "crypto/error.h"

namespace dossier {
namespace {

constexpr std::size_t kSlugWords = 4;

struct AddOptions {
  std::vector<std::string> files;
  std::vector<std::string> screenshots;
  std::string article;
  std::string title;
  std::string publisher;
  std::string publisher_kind = "publication";
  std::string url;
  std::vector<std::string> bylines;
  std::string published;
  std::string kind;
  std::string language;
  std::string captured_at;
  std::string captured_by;
  std::string tool;
  std::string method;
  std::string clock;
  std::string vantage;
  std::string completeness = "unknown";
  std::vector<std::string> alterations;
  std::vector<std::string> regions;
  std::string reason = "taken into the dossier";
  std::vector<std::string> ids;
};

[[noreturn]] void refuse(const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, "add: " + message, {}, hint);
}

// The id that --id chose for the kind; a bare slug serves for article and capture.
RecordId make_id(const AddOptions& options, RecordKind kind, const std::string& wish,
                 IdMaker& ids) {
  for (const std::string& chosen : options.ids) {
    const auto prefix = chosen.substr(0, chosen.find('-'));
    const bool is_prefixed = RecordId::parse(chosen).has_value();
    if (is_prefixed ? prefix == kind_prefix(kind) : kind != RecordKind::kSource) {
      return ids.choose(kind, chosen);
    }
  }
  return ids.make(kind, wish);
}

RecordId publisher_source(const AddOptions& options, CaseWork& work) {
  const std::string& named = options.publisher;
  const auto id = RecordId::parse(named);
  if (id && id->kind() == RecordKind::kSource) return work.require<Source>(named, "--publisher").id;
  for (const Source* source : work.dossier().all<Source>()) {
    if (source->name == named) return source->id;
  }
  Source source;
  source.id = make_id(options, RecordKind::kSource, slug(named, kSlugWords), work.ids());
  source.kind = options.publisher_kind;
  source.name = named;
  source.relation = "unknown";
  return work.add(std::move(source));
}

std::string date_part(const std::string& published) {
  return published.substr(0, published.find_first_of("T/?~%"));
}

RecordId new_article(const AddOptions& options, CaseWork& work) {
  if (options.title.empty()) {
    refuse("--title is missing", "Give the article's title, or --article ART for a known one.");
  }
  if (options.publisher.empty()) {
    refuse("--publisher is missing",
           "Give its name or id, or --publisher \"missing: REASON\" if it is not known.");
  }
  Article article;
  article.kind = options.kind.empty() ? std::string(file_type_of(options.files[0]).article_kind)
                                      : options.kind;
  article.title = options.title;
  article.publisher.missing = missing_reason(options.publisher);
  if (article.publisher.missing.empty()) article.publisher.value = publisher_source(options, work);
  article.bylines = options.bylines;
  article.url = value_or_missing(options.url);
  article.published.missing = missing_reason(options.published);
  if (article.published.missing.empty() && !options.published.empty()) {
    article.published.value = ReportedDate{};
    article.published.value->value = options.published;
    article.published.value->basis = "stated";
  }
  article.language = options.language;
  std::string wish = slug(options.title, kSlugWords);
  if (wish.empty()) {
    wish = slug(options.publisher + " " + date_part(options.published), kSlugWords);
  }
  article.id = make_id(options, RecordKind::kArticle, wish, work.ids());
  return work.add(std::move(article));
}

RecordId article_of(const AddOptions& options, CaseWork& work) {
  if (options.article.empty()) return new_article(options, work);
  const bool describes = !options.title.empty() || !options.publisher.empty() ||
                         !options.bylines.empty() || !options.published.empty() ||
                         !options.kind.empty() || !options.language.empty();
  if (describes) {
    refuse("--article names an article that is known; what is given here would describe a new one",
           "Leave out --title, --publisher, --byline, --published, --kind and --language.");
  }
  return work.require<Article>(options.article, "--article").id;
}

RecordId agent_named(const std::string& named, const std::string& option, CaseWork& work) {
  for (const Agent* agent : work.dossier().all<Agent>()) {
    if (agent->name == named) return agent->id;
  }
  return work.require<Agent>(named, option).id;
}

// When the file was last changed, which is the best guess at when it was captured.
Timestamp time_of_file(const std::string& path, Timestamp now) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return now;
  return std::min(now, Timestamp::from_unix(info.st_mtime).value_or(now));
}

void describe_capture(const AddOptions& options, CaseWork& work, Capture& capture) {
  const FileType& type = file_type_of(options.files[0]);
  capture.captured_by = options.captured_by.empty()
                            ? work.author()
                            : agent_named(options.captured_by, "--captured-by", work);
  capture.tool = options.tool.empty() ? work.program() : agent_named(options.tool, "--tool", work);
  capture.captured_at = options.captured_at.empty()
                            ? time_of_file(options.files[0], work.now())
                            : parse_time(options.captured_at, "--captured-at");
  capture.clock = options.clock.empty() ? "unknown" : options.clock;
  capture.method = options.method.empty() ? std::string(type.method) : options.method;
  capture.requested_url = value_or_missing(options.url);
  if (!options.vantage.empty()) capture.vantage = parse_vantage(options.vantage);
  const auto [value, note] = split_at(options.completeness, ':');
  capture.completeness = Completeness{};
  capture.completeness->value = value;
  capture.completeness->note = note;
  capture.alterations = options.alterations;
  capture.copy = "evidentiary";
}

void set_regions(const AddOptions& options, Capture& capture) {
  for (const std::string& text : options.regions) {
    const RegionOverride region = parse_region_override(text);
    if (!capture.text || region.end > capture.text->code_points) {
      refuse("--region " + text + " reaches beyond the text" +
             (capture.text
                  ? ", which has " + std::to_string(capture.text->code_points) + " code points"
                  : std::string(", for there is none")));
    }
    capture.regions.push_back(region);
  }
}

Event capture_event(const AddOptions& options, const Capture& capture, const CaptureFiles& files) {
  Event event;
  event.type = capture.method == "received-file" ? "receive" : "capture";
  event.started = capture.captured_at;
  event.agents.push_back({capture.captured_by, "collector", {}});
  EventItem article;
  article.ref = capture.article;
  event.used.push_back(article);
  event.generated = files.items();
  EventItem record;
  record.ref = capture.id;
  event.generated.push_back(record);
  event.parameters.push_back({"program", "dossier " + std::string(program_version())});
  if (capture.text) event.parameters.push_back({"text", capture.text->algorithm});
  event.reason = options.reason;
  return event;
}

void tell_twins(const Capture& capture, const CaseWork& work) {
  for (const Capture* other : work.dossier().all<Capture>()) {
    if (!other->files.empty() && other->files.front().sha256 == capture.files.front().sha256) {
      tell("dossier: note: " + other->id.text() + " holds the same bytes already\n");
    }
  }
}

void report(const AddOptions& options, const Capture& capture, const CaptureFiles& files,
            Context& context) {
  const std::vector<CaptureFile>& listed = capture.files;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const CaptureFile& file = listed[i];
    if (file.role == "text" || file.role == "text-map") continue;
    if (i > 0 && file.path == listed[i - 1].path) continue;  // the primary file under its own role
    context.out.line("file  " + file.path + "  " + file.media_type + ", " +
                     size_text(static_cast<std::uint64_t>(file.bytes)));
  }
  if (capture.text) {
    context.out.line("text  " + capture.text->path + "  " +
                     std::to_string(capture.text->code_points) + " code points, " +
                     capture.text->algorithm);
  } else {
    context.out.line("no text: " + escape_line(files.why_no_text()));
  }
  context.out.line("article " + capture.article.text() + ", capture " + capture.id.text() +
                   ", method " + capture.method + ", captured at " +
                   capture.captured_at->to_string());
  if (options.captured_at.empty()) {
    tell("Captured at: that is the file's own time; --captured-at tells a better one.\n");
  }
  if (find_command("quote") != nullptr && capture.text) {
    tell("Next: dossier quote " + capture.id.text() + " \"THE WORDS\" --kind KIND --speaker ID\n");
  }
}

ExitStatus add(const AddOptions& options, Context& context) {
  CaseWork work(context, KindSet(RecordKind::kSource, RecordKind::kArticle, RecordKind::kCapture));
  Capture capture;
  capture.article = article_of(options, work);
  describe_capture(options, work, capture);
  const std::string wish = capture.article.text().substr(capture.article.text().find('-') + 1);
  capture.id = make_id(options, RecordKind::kCapture, wish, work.ids());

  CaptureFiles files(work.files(), capture.id);
  files.add_primary(options.files[0]);
  for (std::size_t i = 1; i < options.files.size(); ++i) files.add(options.files[i]);
  for (const std::string& path : options.screenshots) files.add_screenshot(path);
  files.extract();
  capture.files = files.files();
  capture.text = files.text();
  set_regions(options, capture);
  tell_twins(capture, work);
  work.add(capture);
  work.add_event(capture_event(options, capture, files), "collector");
  work.commit();
  report(options, capture, files, context);
  return ExitStatus::kDone;
}

template <std::size_t N>
std::vector<std::string> words(const std::array<std::string_view, N>& list) {
  return {list.begin(), list.end()};
}

void declare_article(CommandLine& line, AddOptions& options) {
  line.option("--article ART", &options.article,
              "a known article, of which this is one more capture");
  line.option("--title T", &options.title, "the article's title");
  line.option("--publisher P", &options.publisher,
              "who published it: a name, or the id of a known source; or \"missing: REASON\"");
  line.option("--publisher-kind K", &options.publisher_kind, "if the publisher is new")
      .one_of(words(kSourceKinds));
  line.option("--url U", &options.url, "its address, or \"missing: REASON\"");
  line.option("--byline B", &options.bylines, "who wrote it; may be repeated");
  line.option("--published D", &options.published,
              "when: 2026-02-26, 2026-02, a UTC time; or \"missing: REASON\"");
  line.option("--kind K", &options.kind, "what it is").one_of(words(kArticleKinds));
  line.option("--language TAG", &options.language, "its language, as in BCP 47");
}

void declare_capture(CommandLine& line, AddOptions& options) {
  line.option("--screenshot FILE", &options.screenshots, "a picture of the page; may be repeated");
  line.option("--captured-at TIME", &options.captured_at,
              "2026-02-27T09:12:40Z; without it, the time of the file");
  line.option("--captured-by A", &options.captured_by, "name or id of an agent; without it, you");
  line.option("--tool A", &options.tool, "name or id of the software; without it, this program");
  line.option("--method M", &options.method, "how; without it, what the file's ending suggests")
      .one_of(words(kCaptureMethods));
  line.option("--clock C", &options.clock, "whose clock told the time").one_of(words(kClocks));
  line.option("--vantage CC,NETWORK", &options.vantage,
              "from where: a country's code and direct, vpn, tor or unknown");
  line.option("--completeness V:NOTE", &options.completeness,
              "complete, partial, excerpt, reconstructed or unknown, and why");
  line.option("--alteration T", &options.alterations,
              "what capturing or converting changed; may be repeated");
  line.option("--region START:END=REGION", &options.regions,
              "another region for a range of the text; may be repeated");
  line.option("--reason T", &options.reason, "why, for the record of what was done");
  line.option("--id ID", &options.ids,
              "an id of your choice for the article, capture or publisher; may be repeated");
}

}  // namespace

Action set_up_add(CommandLine& line) {
  auto options = std::make_shared<AddOptions>();
  line.about(
      "The first file is the capture itself; others belong to it. They are copied, hashed, and "
      "never changed. Text is extracted from HTML and plain text.");
  line.argument("FILE", &options->files, "what was captured");
  declare_article(line, *options);
  declare_capture(line, *options);
  line.uses_case_folder();
  return [options](Context& context) { return add(*options, context); };
}

}  // namespace dossier
