// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/diff/diff_sections.h"
#include "cli/diff/diff_words.h"
#include "cli/layout.h"
#include "cli/record_rows.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

constexpr std::size_t kMostCodePointsOfAValue = 4'000;
constexpr std::size_t kMostRecordsNamed = 24;

const RecordFile& file_of(const RecordChange& record) {
  return record.after != nullptr ? *record.after : *record.before;
}

void write_value(Html& html, Word element, const json::Value& value) {
  html.open(element).text(clipped(value_words(value), kMostCodePointsOfAValue)).close(element);
}

void write_field(Html& html, const FieldChange& field) {
  html.open("dt").text(pointer_words(field.pointer)).close("dt");
  html.raw("<dd dir=\"auto\">");
  if (const std::optional<TextComparison> prose = prose_change(field)) {
    write_hunks(html, *prose, {});
  } else {
    if (field.before) write_value(html, "del", *field.before);
    if (field.before && field.after) html.raw(" ");
    if (field.after) write_value(html, "ins", *field.after);
  }
  html.raw("</dd>");
}

class RecordList {
 public:
  RecordList(Html& html, const DiffModel& model) : html_(html), model_(model) {}

  void write(Change change, const Status& status, Markup opening) {
    const auto is_wanted = [&](const RecordChange& record) { return record.change == change; };
    const auto count = static_cast<std::size_t>(
        std::count_if(model_.records().begin(), model_.records().end(), is_wanted));
    if (count == 0) return;
    html_.raw(opening);
    begin_fold(html_, count <= kMostOpenRows, counted(count, "record", "records"));
    for (const RecordChange& record : model_.records()) {
      if (is_wanted(record)) write_record(record, status);
    }
    end_fold(html_);
    html_.raw("</section>\n");
  }

 private:
  void write_record(const RecordChange& record, const Status& status) {
    const RecordFile& file = file_of(record);
    const RecordRow row = record_row(file);
    if (record.id) {
      html_.open("div", {{"class", "change"}, Attribute::id(Anchor(record.id))});
    } else {
      html_.raw("<div class=\"change\">");
    }
    html_.raw("<p class=\"claim-head\">");
    badge(html_, status);
    html_.raw(" <span class=\"kind\">").text(kind_name(record.kind)).raw("</span> <code>");
    html_.text(record.id ? record.id.text() : file.path).raw("</code></p><h3 dir=\"auto\">");
    if (record.kind == RecordKind::kMarking) html_.text(row.label).raw(" ");
    html_.text(clipped(row.text, 300)).raw("</h3>");
    if (record.change != Change::kChanged) {
      html_.raw("<p class=\"note\">").isolated(row.label).raw("</p>");
    } else {
      write_fields(record);
    }
    html_.raw("</div>\n");
  }

  void write_fields(const RecordChange& record) {
    if (!record.readable) {
      html_.raw("<p>Another file; one of the two cannot be read.</p>");
    } else if (record.fields.empty()) {
      html_.raw("<p>Says the same, and is written in another way.</p>");
    }
    if (record.fields.empty()) return;
    html_.raw("<dl>");
    for (const FieldChange& field : record.fields) write_field(html_, field);
    html_.raw("</dl>");
  }

  Html& html_;
  const DiffModel& model_;
};

}  // namespace

void write_loosened(Html& html, const DiffModel& model) {
  if (model.loosened().empty()) return;
  html.raw(
      "<aside class=\"marking loosened\" id=\"loosened\"><h2><span aria-hidden=\"true\">! "
      "</span>Less restricted than before</h2><ul>");
  for (const Loosening& loosening : model.loosened()) {
    html.raw("<li><strong>").isolated(loosening_words(loosening)).raw("</strong> ");
    html.text(loosening_extent(loosening));
    const std::size_t count = loosening.everything ? 0 : loosening.records.size();
    for (std::size_t i = 0; i < count && i < kMostRecordsNamed; ++i) {
      html.raw(i == 0 ? Markup(": <code>") : Markup(", <code>"));
      html.text(loosening.records[i].text()).raw("</code>");
    }
    if (count > kMostRecordsNamed) html.raw(" and ").number(count - kMostRecordsNamed).raw(" more");
    html.raw("</li>");
  }
  html.raw("</ul></aside>\n");
}

void write_status_changes(Html& html, const DiffModel& model) {
  if (model.statuses().empty()) return;
  html.raw("<section id=\"statuses\"><h2>Claims with another status</h2><ul class=\"plain\">\n");
  for (const ClaimStatusChange& change : model.statuses()) {
    html.raw("<li class=\"change\"><p>");
    badge(html, claim_status(change.before->status));
    html.raw("<span class=\"arrow\" aria-hidden=\"true\">→</span> now ");
    badge(html, claim_status(change.after->status));
    html.raw("</p><p dir=\"auto\">");
    html.open("a", {Attribute::link(Anchor(change.after->id))});
    html.isolated(clipped(change.after->text, 400)).raw("</a></p></li>\n");
  }
  html.raw("</ul></section>\n");
}

void write_match_changes(Html& html, const DiffModel& model) {
  if (model.matches().empty()) return;
  html.raw(
      "<section id=\"matches\"><h2>Quotes that match their text differently</h2>"
      "<ul class=\"plain\">\n");
  for (const QuoteMatchChange& change : model.matches()) {
    html.raw("<li class=\"change\"><p>");
    badge(html, quote_status(change.before));
    html.raw("<span class=\"arrow\" aria-hidden=\"true\">→</span> now ");
    badge(html, quote_status(change.after));
    html.raw(" <code>").text(change.quote.text()).raw("</code></p>");
    if (const Quote* quote = model.after().model().dossier().find<Quote>(change.quote)) {
      html.raw("<p dir=\"auto\">").text(clipped(quote->exact, 400)).raw("</p>");
    }
    html.raw("</li>\n");
  }
  html.raw("</ul></section>\n");
}

void write_record_changes(Html& html, const DiffModel& model) {
  RecordList list(html, model);
  list.write(Change::kChanged, {"≠", "changed", Tone::kDoubtful},
             "<section id=\"changed\"><h2>Records changed</h2>");
  list.write(Change::kAdded, {"+", "added", Tone::kGood},
             "<section id=\"added\"><h2>Records added</h2>");
  list.write(Change::kRemoved, {"−", "removed", Tone::kBad},
             "<section id=\"removed\"><h2>Records removed</h2>");
}

}  // namespace dossier
