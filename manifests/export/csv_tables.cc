// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "manifests/export/export_view.h"
#include "manifests/export/exports.h"

namespace dossier {
namespace {

// RFC 4180 with CR LF. Cells never begin what a spreadsheet would run.
class CsvTable {
 public:
  explicit CsvTable(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) cell(name);
    end();
  }

  CsvTable& cell(std::string_view text) {
    if (!at_start_) text_ += ',';
    at_start_ = false;
    const bool is_formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    const bool needs_quotes = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (needs_quotes) text_ += '"';
    if (is_formula) text_ += '\'';
    for (const char c : text) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    if (needs_quotes) text_ += '"';
    return *this;
  }
  CsvTable& cell(const RecordId& id) { return cell(std::string_view(id.text())); }
  CsvTable& cell(std::int64_t number) { return cell(std::string_view(std::to_string(number))); }
  CsvTable& cell(const std::optional<Timestamp>& time) {
    return cell(std::string_view(time ? time->to_string() : std::string()));
  }
  CsvTable& cell(const std::vector<RecordId>& ids) {
    std::string joined;
    for (const RecordId& id : ids) joined += (joined.empty() ? "" : " ") + id.text();
    return cell(std::string_view(joined));
  }
  void end() {
    text_ += "\r\n";
    at_start_ = true;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool at_start_ = true;
};

std::string articles_table(const ExportView& view) {
  CsvTable table{"id", "kind", "title", "publisher", "url", "published", "language"};
  for (const Article* article : view.dossier().all<Article>()) {
    const RecordId publisher = article->publisher.value.value_or(RecordId());
    table.cell(article->id)
        .cell(article->kind)
        .cell(article->title)
        .cell(view.hides_name(publisher) ? RecordId() : publisher)
        .cell(article->url.value.value_or(""))
        .cell(article->published.value ? article->published.value->value : "")
        .cell(article->language)
        .end();
  }
  return table.take();
}

std::string captures_table(const ExportView& view) {
  CsvTable table{"id", "article", "captured_at", "captured_by", "method", "url", "text_sha256"};
  for (const Capture* capture : view.dossier().all<Capture>()) {
    table.cell(capture->id)
        .cell(capture->article)
        .cell(capture->captured_at)
        .cell(capture->captured_by)
        .cell(capture->method)
        .cell(capture->requested_url.value.value_or(""))
        .cell(capture->text ? capture->text->sha256.hex() : "")
        .end();
  }
  return table.take();
}

std::string files_table(const ExportView& view) {
  CsvTable table{"capture", "path", "role", "media_type", "bytes", "sha256", "presence"};
  for (const Capture* capture : view.dossier().all<Capture>()) {
    for (const CaptureFile& file : capture->files) {
      table.cell(capture->id)
          .cell(file.path)
          .cell(file.role)
          .cell(file.media_type)
          .cell(file.bytes)
          .cell(file.sha256.hex())
          .cell(file.presence)
          .end();
    }
  }
  return table.take();
}

std::string quotes_table(const ExportView& view) {
  CsvTable table{"id", "capture", "kind", "speaker", "start", "end", "exact", "as_written"};
  for (const Quote* quote : view.dossier().all<Quote>()) {
    if (!view.shows(*quote)) continue;
    const RecordId speaker = quote->speaker.value.value_or(RecordId());
    table.cell(quote->id)
        .cell(quote->capture)
        .cell(quote->kind)
        .cell(view.hides_name(speaker) ? RecordId() : speaker)
        .cell(quote->start)
        .cell(quote->end)
        .cell(quote->exact)
        .cell(quote->as_written)
        .end();
  }
  return table.take();
}

std::string claims_table(const ExportView& view) {
  CsvTable table{"id", "kind", "status", "text", "supported_by", "contradicted_by", "reviewed_by"};
  for (const Claim* claim : view.dossier().all<Claim>()) {
    std::vector<RecordId> with;
    std::vector<RecordId> against;
    for (const Support& support : claim->support) {
      if (view.hides_name(support.ref)) continue;
      if (support.stance == "supports") with.push_back(support.ref);
      if (support.stance == "contradicts") against.push_back(support.ref);
    }
    table.cell(claim->id)
        .cell(claim->kind)
        .cell(claim->status)
        .cell(claim->text)
        .cell(with)
        .cell(against)
        .cell(claim->reviewed_by)
        .end();
  }
  return table.take();
}

std::string notes_table(const ExportView& view) {
  CsvTable table{"id", "kind", "about", "at", "author", "method", "result", "text"};
  for (const Note* note : view.dossier().all<Note>()) {
    std::vector<RecordId> about = note->about;
    std::erase_if(about, [&view](const RecordId& id) { return view.hides_name(id); });
    table.cell(note->id)
        .cell(note->kind)
        .cell(about)
        .cell(note->at)
        .cell(note->author)
        .cell(note->method)
        .cell(note->result)
        .cell(note->text)
        .end();
  }
  return table.take();
}

std::string events_table(const ExportView& view) {
  CsvTable table{"seq", "id", "type", "recorded_at", "recorded_by", "reason", "status"};
  for (const Event* event : view.dossier().all<Event>()) {
    table.cell(event->seq)
        .cell(event->id)
        .cell(event->type)
        .cell(event->recorded_at)
        .cell(event->recorded_by)
        .cell(event->reason)
        .cell(event->status)
        .end();
  }
  return table.take();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> export_csv(const Dossier& dossier) {
  const ExportView view(dossier);
  return {{"articles.csv", articles_table(view)}, {"captures.csv", captures_table(view)},
          {"files.csv", files_table(view)},       {"quotes.csv", quotes_table(view)},
          {"claims.csv", claims_table(view)},     {"notes.csv", notes_table(view)},
          {"events.csv", events_table(view)}};
}

}  // namespace dossier
