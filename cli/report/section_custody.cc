// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::size_t kMostItemsOfEvent = 8;

std::vector<RecordId> records_of(const std::vector<EventItem>& items) {
  std::vector<RecordId> ids;
  for (const EventItem& item : items) {
    if (item.ref) ids.push_back(item.ref);
  }
  return ids;
}

void write_items(Html& html, const ReportModel& model, Markup label,
                 const std::vector<EventItem>& items) {
  if (items.empty()) return;
  html.raw(label);
  const std::vector<RecordId> ids = records_of(items);
  record_links(html, model, ids, kMostItemsOfEvent);
  const std::size_t files = items.size() - ids.size();
  if (files == 0) return;
  if (!ids.empty()) html.raw("; ");
  html.text(counted(files, "file", "files"));
}

class CustodyLog {
 public:
  CustodyLog(Html& html, const ReportModel& model) : html_(html), model_(model) {}

  void write(const Event& event) {
    write_gap_before(event);
    html_.open("tr", {Attribute::id(Anchor(event.id))});
    html_.raw("<td>").number(static_cast<std::uint64_t>(event.seq));
    html_.raw("</td><td class=\"when\">");
    html_.text(time_text(event.started)).raw("</td><td><strong>").text(spaced(event.type));
    html_.raw("</strong>");
    if (event.status == "failed") {
      html_.raw(" ");
      badge(html_, {"✗", "failed", Tone::kBad});
      html_.raw(" ").isolated(event.error);
    }
    html_.raw("</td><td>");
    write_people(event);
    html_.raw("</td><td class=\"full\">");
    if (!event.reason.empty()) html_.isolated(without_full_stop(event.reason)).raw(". ");
    write_items(html_, model_, "From: ", event.used);
    if (!event.used.empty() && !event.generated.empty()) html_.raw(". ");
    write_items(html_, model_, "Made: ", event.generated);
    write_breaks(event);
    html_.raw("</td></tr>\n");
    former_ = &event;
  }

 private:
  void write_people(const Event& event) {
    std::vector<RecordId> seen;
    for (const EventAgent& agent : event.agents) {
      if (std::find(seen.begin(), seen.end(), agent.agent) != seen.end()) continue;
      if (!seen.empty()) html_.raw(", ");
      html_.isolated(model_.name_of(agent.agent));
      seen.push_back(agent.agent);
    }
    if (event.type == "transfer") {
      html_.raw(" <span class=\"note\">from </span>").isolated(model_.name_of(event.from));
      html_.raw(" <span class=\"note\">to </span>").isolated(model_.name_of(event.to));
      if (!event.place.empty()) html_.raw(", ").isolated(event.place);
    }
  }

  void write_breaks(const Event& event) {
    for (const Finding* finding : model_.findings_at(event.id.text())) {
      if (!finding->code.starts_with("event.")) continue;
      html_.raw("<p>");
      badge(html_, {"✗", finding->severity == Severity::kError ? "break" : "gap", Tone::kBad});
      html_.raw(" ").text(finding->sentence).raw("</p>");
    }
  }

  void gap_row(Status status, const std::string& words) {
    html_.raw("<tr class=\"gap\"><td></td><td colspan=\"4\">");
    badge(html_, status);
    html_.raw(" ").text(words).raw("</td></tr>\n");
  }

  void write_gap_before(const Event& event) {
    const std::int64_t expected = former_ == nullptr ? 1 : former_->seq + 1;
    if (event.seq > expected) {
      gap_row({"✗", "gap", Tone::kBad},
              counted(static_cast<std::uint64_t>(event.seq - expected), "entry is", "entries are") +
                  " missing here");
    }
    if (former_ == nullptr || !former_->started || !event.started) return;
    const std::int64_t passed = event.started->unix_seconds() - former_->started->unix_seconds();
    if (passed <= kDaySeconds) return;
    gap_row({"…", "no entry", Tone::kQuiet},
            "for " + counted(static_cast<std::uint64_t>(passed / kDaySeconds), "day", "days") +
                ": the log does not tell what happened meanwhile");
  }

  Html& html_;
  const ReportModel& model_;
  const Event* former_ = nullptr;
};

void write_contact(Html& html, const ReportModel& model, const Note& note) {
  html.open("article", {{"class", "notice"}, Attribute::id(Anchor(note.id))});
  html.raw("<p>");
  badge(html, note_result(note.result));
  html.raw(" ");
  if (note.contact) {
    html.raw("<strong>");
    record_link(html, model, note.contact->party);
    html.raw("</strong> by ").isolated(note.contact->via);
  }
  html.raw("</p>");
  prose(html, model, note.text);
  html.raw("<dl class=\"facts\">");
  if (note.contact) {
    entry(html, "Sent", when_text(note.contact->sent));
    entry(html, "Deadline", when_text(note.contact->deadline));
    entry(html, "Replied", when_text(note.contact->replied));
  }
  html.raw("<dt>About</dt><dd>");
  record_links(html, model, note.about);
  html.raw("</dd></dl></article>\n");
}

void write_target(Html& html, const ReportModel& model, const RedactionTarget& target) {
  if (!target.path.empty()) {
    html.raw("the file <code>").text(target.path).raw("</code>");
  } else if (target.capture) {
    html.raw("characters ")
        .text(std::to_string(target.start.value_or(0)) + "–" +
              std::to_string(target.end.value_or(0)));
    html.raw(" of ");
    record_link(html, model, target.capture);
  } else {
    html.raw("the field <code>").text(target.pointer).raw("</code> of ");
    record_link(html, model, target.record);
  }
}

}  // namespace

void write_custody(Html& html, const ReportModel& model) {
  const auto& events = model.index().events();
  html.raw("<section id=\"custody\"><h2>Who had it, and what was done</h2>\n");
  if (events.empty()) {
    html.raw("<p>No log was kept.</p></section>\n");
    return;
  }
  html.raw("<p class=\"note\">One chain: each entry carries the digest of the one before.</p>\n");
  begin_fold(html, events.size() <= kMostOpenRows, counted(events.size(), "entry", "entries"));
  html.raw(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Custody log\">"
      "<table class=\"stack\">"
      "<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">When</th>"
      "<th scope=\"col\">What</th><th scope=\"col\">Who</th><th scope=\"col\">Details</th></tr>"
      "</thead><tbody>\n");
  CustodyLog log(html, model);
  for (const Event* event : events) log.write(*event);
  html.raw("</tbody></table></div>");
  end_fold(html);
  html.raw("</section>\n");
}

void write_contacts(Html& html, const ReportModel& model) {
  std::vector<const Note*> contacts;
  for (const Note* note : model.dossier().all<Note>()) {
    if (note->kind == "contact-attempt") contacts.push_back(note);
  }
  html.raw("<section id=\"contacts\"><h2>Who was asked</h2>\n");
  if (contacts.empty()) {
    html.raw("<p>No attempt to ask anybody is recorded.</p>");
  } else {
    begin_fold(html, contacts.size() <= kMostOpenClaims,
               counted(contacts.size(), "attempt", "attempts"));
    for (const Note* note : contacts) write_contact(html, model, *note);
    end_fold(html);
  }
  html.raw("</section>\n");
}

void write_redactions(Html& html, const ReportModel& model) {
  const auto& redactions = model.dossier().all<Redaction>();
  html.raw("<section id=\"redactions\"><h2>What was taken out</h2>\n");
  if (redactions.empty()) {
    html.raw("<p>No redaction is recorded.</p></section>\n");
    return;
  }
  html.raw("<ul>");
  for (const Redaction* redaction : redactions) {
    html.open("li", {Attribute::id(Anchor(redaction->id))});
    html.raw("<strong>").text(spaced(redaction->method)).raw("</strong>: ");
    if (redaction->target) write_target(html, model, *redaction->target);
    html.raw("; for ").text(spaced(redaction->reason)).raw("; on the authority of ");
    html.isolated(model.name_of(redaction->authorised_by)).raw(".");
    if (!redaction->note.empty()) html.raw(" ").isolated(redaction->note);
    html.raw("<br/><span class=\"note\">Commitment to what was removed: <code>");
    html.text(redaction->commitment).raw("</code></span></li>\n");
  }
  html.raw("</ul></section>\n");
}

}  // namespace dossier
