// SPDX-License-Identifier: Apache-2.0
#include "cli/diff/diff_page.h"

#include "cli/diff/diff_sections.h"
#include "cli/diff/diff_words.h"
#include "cli/report/style.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

constexpr Style kDiffStyle = R"css(
main, header { overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0.9rem; margin: 1.5rem 0; }
.sides .card { margin: 0; min-width: 0; }
.sides h2 { font-size: 1rem; margin: 0 0 0.5rem; }
.loosened { border-color: var(--bad); }
.loosened h2 { color: var(--bad); margin: 0 0 0.6rem; font-size: 1.25rem; }
.change { border-left: 3px solid var(--line); padding-left: 1.25rem; margin: 1.6rem 0; }
.change h3 { margin: 0.2rem 0 0.4rem; }
.change dt { color: var(--quiet); font-size: 0.875rem; font-weight: 600; margin-top: 0.5rem; }
.change dd { margin: 0; white-space: pre-line; }
.hunk { margin: 0 0 0.7rem; white-space: pre-line; }
.arrow { color: var(--quiet); padding: 0 0.3rem; }
ins { text-decoration-thickness: 2px; }
@media print { .change, .hunk { break-inside: avoid-page; } .sides { grid-template-columns: 1fr 1fr; } }
)css";

void write_head(Html& html, const DiffModel& model) {
  html.raw("<head><meta charset=\"utf-8\"/>");
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      Attribute::policy({kColours, kPageStyle, kDiffStyle})});
  html.raw(
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
      "<meta name=\"referrer\" content=\"no-referrer\"/>"
      "<meta name=\"robots\" content=\"noindex\"/><title>");
  html.plain(model.compared() ? model.after().report().title : "Bundles that cannot be compared");
  html.raw(" – what changed</title>").style({kColours, kPageStyle, kDiffStyle}).raw("</head>\n");
}

void write_errors(Html& html, const VerifyReport& report) {
  html.raw("<ul>");
  for (const Finding& finding : report.findings) {
    if (finding.severity != Severity::kError) continue;
    html.raw("<li><code>").text(finding.code).raw("</code> ").isolated(finding.where);
    html.raw(" ").isolated(finding.sentence).raw("</li>");
  }
  html.raw("</ul>");
}

void write_side(Html& html, const ReadBundle& bundle, Markup heading) {
  const VerifyReport& report = bundle.report();
  html.raw("<div class=\"card\">").raw(heading).raw("<p>");
  badge(html, outcome_status(report.outcome));
  html.raw("</p>");
  if (bundle.has_contents()) html.raw("<p dir=\"auto\">").text(report.title).raw("</p>");
  html.raw("<p class=\"note\">").isolated(report.bundle);
  if (bundle.has_contents() && report.info) {
    html.raw("<br/>revision ").number(report.info->revision).raw(", sealed on ");
    html.text(report.info->bagging_date).raw("<br/>").text(report.info->external_identifier);
  }
  html.raw("</p>");
  if (report.tag_manifest) {
    html.raw("<p class=\"note\">SHA-256 of its tag manifest<br/>");
    digest(html, report.tag_manifest->hex());
    html.raw("</p>");
  }
  if (report.outcome == Outcome::kNotValid) write_errors(html, report);
  html.raw("</div>");
}

void write_cover(Html& html, const DiffModel& model) {
  html.raw("<header><p class=\"kind\">What changed</p><h1 dir=\"auto\">");
  html.text(model.compared() ? model.after().report().title : "Not compared").raw("</h1>");
  html.raw("<p class=\"lead\">").text(diff_sentence(model)).raw("</p>\n<div class=\"sides\">");
  write_side(html, model.before(), "<h2>Old</h2>");
  write_side(html, model.after(), "<h2>New</h2>");
  html.raw("</div>");
  if (!model.compared()) {
    html.raw("<p>What a bundle holds that is broken is not shown.</p>");
  } else if (!model.verified()) {
    html.raw(
        "<p class=\"marking\">Not both verify: what is told of one that does not is the word of "
        "somebody this reader does not know, or breaks the rules of its profile.</p>");
  }
  html.raw("</header>\n");
}

}  // namespace

std::string diff_page(const DiffModel& model) {
  Html html;
  html.raw("<!DOCTYPE html>\n<html lang=\"en\">");
  write_head(html, model);
  html.raw("<body><div class=\"sheet\">\n");
  write_cover(html, model);
  html.raw("<main>\n");
  if (model.compared()) {
    write_loosened(html, model);
    write_status_changes(html, model);
    write_match_changes(html, model);
    write_record_changes(html, model);
    write_text_changes(html, model);
    write_file_changes(html, model);
    write_signer_changes(html, model);
    write_diff_by_hand(html);
  }
  html.raw(
      "</main><footer class=\"note\"><p>Words that are gone stand in [−…], new ones in [+…]. This "
      "says nothing about whether the claims are true. This page loads nothing and runs nothing."
      "</p></footer></div></body></html>\n");
  return html.str();
}

}  // namespace dossier
