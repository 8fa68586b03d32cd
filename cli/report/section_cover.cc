// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

bool holds_for_all(const Marking& marking, const RecordId& default_marking) {
  return marking.id == default_marking ||
         std::any_of(marking.applies_to.begin(), marking.applies_to.end(),
                     [](const RefOr& target) { return target.other == "*"; });
}

// The colours of TLP 2.0 belong to its labels; the words stand there as well.
void write_tlp(Html& html, const Marking& marking) {
  if (marking.value == "red") {
    html.raw("<strong class=\"tlp red\">");
  } else if (marking.value == "green") {
    html.raw("<strong class=\"tlp green\">");
  } else if (marking.value == "clear") {
    html.raw("<strong class=\"tlp clear\">");
  } else {
    html.raw("<strong class=\"tlp amber\">");
  }
  std::string value = marking.value;
  std::transform(value.begin(), value.end(), value.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  html.raw("TLP:").text(value).raw("</strong> ");
}

void write_marking(Html& html, const ReportModel& model, const Marking& marking) {
  html.raw("<p>");
  if (marking.scheme == "tlp-2.0") {
    write_tlp(html, marking);
  } else {
    html.raw("<strong>").text(spaced(marking.scheme)).raw("</strong> ");
    html.isolated(marking.value);
  }
  html.raw(" <span class=\"note\">");
  if (holds_for_all(marking, model.dossier().head()->default_marking)) {
    html.raw("for everything here");
  } else {
    std::vector<RecordId> ids;
    for (const RefOr& target : marking.applies_to) {
      if (target.id) ids.push_back(target.id);
    }
    html.raw("for ");
    record_links(html, model, ids, 6);
  }
  const auto add = [&](Markup before, const std::string& text) {
    if (!text.empty()) html.raw(before).isolated(text);
  };
  add("; until ", marking.until);
  add("; holder ", marking.holder);
  add("; licence ", marking.licence);
  add("; on the ground of ", spaced(marking.basis));
  if (!marking.audience.empty()) html.raw("; only for");
  for (const std::string& who : marking.audience) html.raw(" ").isolated(who);
  if (marking.payload == "hash-only") html.raw("; only digests of the material are packed");
  if (marking.payload == "excerpt") html.raw("; only excerpts of the material are packed");
  html.raw("</span></p>");
}

void write_markings(Html& html, const ReportModel& model) {
  const auto& markings = model.dossier().all<Marking>();
  if (markings.empty() || model.dossier().head() == nullptr) return;
  html.raw("<aside class=\"marking\" aria-label=\"Marking\">");
  for (const Marking* marking : markings) {
    if (marking->scheme == "tlp-2.0") write_marking(html, model, *marking);
  }
  for (const Marking* marking : markings) {
    if (marking->scheme != "tlp-2.0") write_marking(html, model, *marking);
  }
  html.raw("</aside>\n");
}

void write_outcome(Html& html, const ReportModel& model) {
  html.raw("<p class=\"outcome\">");
  badge(html, outcome_status(model.verification().outcome));
  switch (model.verification().outcome) {
    case Outcome::kVerified:
      html.raw(" This says nothing about whether the claims are true.");
      break;
    case Outcome::kNotVouched:
      html.raw(
          " Whose it is has to be settled first: see <a href=\"#identity\">Which dossier, "
          "whose key</a>.");
      break;
    case Outcome::kNotValid:
      if (model.has_contents()) {
        html.raw(
            " Its bytes are intact, but its records have errors: see "
            "<a href=\"#findings\">Findings</a>.");
      } else {
        html.raw(
            " Do not rely on it. What it holds is not shown, because nothing tells that it is "
            "what was sealed.");
      }
      break;
  }
  html.raw("</p>\n");
}

}  // namespace

void write_cover(Html& html, const ReportModel& model) {
  html.raw("<header class=\"cover\"><p class=\"kind\">Dossier report</p>");
  const std::string& title = model.verification().title;
  html.raw("<h1 dir=\"auto\">");
  if (model.has_contents() && !title.empty()) {
    html.text(title);
  } else if (model.is_foreign_bag()) {
    html.text("A bag that another tool made");
  } else {
    html.text("A dossier that cannot be shown");
  }
  html.raw("</h1>\n");
  if (model.has_contents()) {
    const Head* head = model.dossier().head();
    if (head != nullptr && !head->description.empty()) {
      html.open("p", {{"class", "lead"}, {"dir", "auto"}}).text(head->description).close("p");
    }
    write_markings(html, model);
  }
  if (model.is_foreign_bag()) {
    html.raw("<p class=\"lead\">").text(model.verification().foreign);
    html.raw(", with no records of sources, quotes or claims: only its bytes are checked.</p>");
  }
  write_outcome(html, model);
  if (model.has_contents() && model.dossier().head() != nullptr) {
    const Head& head = *model.dossier().head();
    html.raw("<dl class=\"facts\">");
    entry(html, "Why it was collected", head.purpose);
    entry(html, "Case", head.case_number);
    entry(html, "Exhibit", head.exhibit);
    if (head.authorization) {
      std::string right = spaced(head.authorization->type);
      if (!head.authorization->reference.empty()) right += ", " + head.authorization->reference;
      if (!head.authorization->note.empty()) right += ". " + head.authorization->note;
      entry(html, "On what right", right);
    }
    entry(html, "Begun by", model.name_of(head.created_by) + ", " + time_text(head.created));
    html.raw("</dl>");
  }
  html.raw("</header>\n");
}

}  // namespace dossier
