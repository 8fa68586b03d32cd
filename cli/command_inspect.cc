// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/escape_json.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/record_rows.h"
#include "cli/report_text.h"
#include "cli/terminal.h"
#include "cli/trust_option.h"
#include "manifests/records/dossier.h"

namespace dossier {
namespace {

struct Options {
  std::string bundle;
  std::optional<std::string> trust;
  bool files = false;
  bool json = false;
};

// One file of the bundle as it was read.
struct FileRow {
  std::string path;
  std::uint64_t bytes = 0;
  Sha256 sha256;
};

// What the quotes turned out to be, by id.
class QuoteStatuses {
 public:
  explicit QuoteStatuses(const VerifyReport& report) {
    for (const QuoteCheck& check : report.records->quotes) {
      if (check.checked) names_.emplace(check.quote.text(), status_name(check.status));
    }
  }
  std::string of(const RecordId& quote) const {
    const auto found = names_.find(quote.text());
    return found == names_.end() ? "not checked" : std::string(found->second);
  }

 private:
  std::unordered_map<std::string, std::string_view> names_;
};

class TextView {
 public:
  TextView(const VerifyReport& report, Context& context) : report_(report), context_(context) {}

  void show() {
    const Dossier& dossier = *report_.dossier;
    heading("Articles", dossier.all<Article>().size());
    for (const Article* article : dossier.all<Article>()) {
      const std::string date = article->published.value ? article->published.value->value : "";
      row(article->id, date.empty() ? "no date" : date, article->title);
    }
    heading("Captures", dossier.all<Capture>().size());
    for (const Capture* capture : dossier.all<Capture>()) {
      row(capture->id, capture->captured_at ? capture->captured_at->date_string() : "no date",
          capture->article.text() + ", " + capture->method);
    }
    heading("Quotes", dossier.all<Quote>().size());
    const QuoteStatuses statuses(report_);
    for (const Quote* quote : dossier.all<Quote>()) {
      row(quote->id, statuses.of(quote->id), quote->exact);
    }
    heading("Claims", dossier.all<Claim>().size());
    for (const Claim* claim : dossier.all<Claim>()) row(claim->id, claim->status, claim->text);
    heading("Notes", dossier.all<Note>().size());
    for (const Note* note : dossier.all<Note>()) {
      row(note->id, note->result.empty() ? note->kind : note->result, note->text);
    }
  }

 private:
  void heading(std::string_view name, std::size_t count) {
    context_.out.line("");
    context_.out.line(std::string(name) + " (" + std::to_string(count) + ")");
  }
  void row(const RecordId& id, const std::string& status, const std::string& text) {
    context_.out.line(row_text(id.text(), status, text, context_.terminal));
  }

  const VerifyReport& report_;
  Context& context_;
};

json::Value rows_json(const VerifyReport& report) {
  const Dossier& dossier = *report.dossier;
  json::Value object;
  json::Array articles;
  for (const Article* article : dossier.all<Article>()) {
    json::Value each;
    each.set("id", article->id.text());
    each.set("title", article->title);
    articles.push_back(std::move(each));
  }
  object.set("articles", std::move(articles));
  json::Array quotes;
  const QuoteStatuses statuses(report);
  for (const Quote* quote : dossier.all<Quote>()) {
    json::Value each;
    each.set("id", quote->id.text());
    each.set("capture", quote->capture.text());
    each.set("status", statuses.of(quote->id));
    each.set("exact", quote->exact);
    quotes.push_back(std::move(each));
  }
  object.set("quotes", std::move(quotes));
  json::Array claims;
  for (const Claim* claim : dossier.all<Claim>()) {
    json::Value each;
    each.set("id", claim->id.text());
    each.set("kind", claim->kind);
    each.set("status", claim->status);
    each.set("text", claim->text);
    claims.push_back(std::move(each));
  }
  object.set("claims", std::move(claims));
  return object;
}

ExitStatus inspect(const Options& options, Context& context) {
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  ProgressCounters counters;
  verifying.progress = &counters;
  std::vector<FileRow> files;
  if (options.files) {
    verifying.listed = [&](std::string_view path, std::uint64_t bytes, const Sha256& digest) {
      files.push_back({std::string(path), bytes, digest});
    };
  }
  VerifyReport report;
  {
    const Progress progress("reading", counters, context.terminal);
    report = verify_bundle(options.bundle, verifying);
  }
  if (!report.is_sound || !report.records) {
    tell(verify_text(report, context.terminal));
    return ExitStatus::kRefused;
  }
  if (options.json) {
    json::Value object = rows_json(report);
    json::Value head;
    head.set("schema", "dossier/inspect/1");
    head.set("bundle", report.bundle);
    head.set("title", report.title);
    for (json::Member& member : object.object()) head.set(member.key, std::move(member.value));
    if (options.files) {
      json::Array rows;
      for (const FileRow& file : files) {
        json::Value each;
        each.set("path", file.path);
        each.set("bytes", file.bytes);
        each.set("sha256", file.sha256.hex());
        rows.push_back(std::move(each));
      }
      head.set("files", std::move(rows));
    }
    context.out.write(printed_json(head));
    return ExitStatus::kDone;
  }
  const std::size_t columns = context.terminal.columns;
  context.out.write(wrap(escape_line(report.title), columns, 0));
  if (report.info) {
    context.out.write(wrap(escape_line(report.info->external_identifier) + ", revision " +
                               std::to_string(report.info->revision) + ", packed on " +
                               escape_line(report.info->bagging_date) + ", profile " +
                               std::string(profile_name(report.info->profile)),
                           columns, 2));
  }
  context.out.write(wrap(counted(report.files, "file", "files") + ", " + size_text(report.bytes) +
                             "; " + substance_text(report.records->substance),
                         columns, 2));
  TextView(report, context).show();
  if (options.files) {
    context.out.line("");
    context.out.line("Files (" + std::to_string(files.size()) + ")");
    for (const FileRow& file : files) {
      context.out.line("  " + file.sha256.hex() + "  " + escape_line(file.path) + "  " +
                       size_text(file.bytes));
    }
  }
  context.out.line("");
  context.out.write(verify_line(report, context.terminal));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_inspect(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about("Verifies the bundle and lists its articles, captures, quotes, claims and notes.");
  line.argument("BUNDLE", &options->bundle, "a file, a folder, or - for standard input");
  line.option("--trust DIR", &options->trust, "your trust folder");
  line.flag("--files", options->files, "list the files too, with their digests");
  line.flag("--json", options->json, "for programs");
  return [options](Context& context) { return inspect(*options, context); };
}

}  // namespace dossier
