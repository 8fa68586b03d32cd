// SPDX-License-Identifier: Apache-2.0
#include "cli/report/page.h"

#include "cli/graph/graph_svg.h"
#include "cli/report/html.h"
#include "cli/report/sections.h"
#include "cli/report/style.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

void write_contents_list(Html& html) {
  html.raw(
      "<nav aria-label=\"Contents\"><ol>"
      "<li><a href=\"#identity\">Which dossier, whose key</a></li>"
      "<li><a href=\"#verdicts\">Verdicts</a></li>"
      "<li><a href=\"#limits\">What this does not show</a></li>"
      "<li><a href=\"#findings\">Findings</a></li>"
      "<li><a href=\"#claims\">Claims</a></li>"
      "<li><a href=\"#quotes\">Quotes</a></li>"
      "<li><a href=\"#chains\">Attribution</a></li>"
      "<li><a href=\"#graph\">From sources to claims</a></li>"
      "<li><a href=\"#timeline\">Timeline</a></li>"
      "<li><a href=\"#custody\">Custody</a></li>"
      "<li><a href=\"#contacts\">Who was asked</a></li>"
      "<li><a href=\"#redactions\">Redactions</a></li>"
      "<li><a href=\"#files\">Files</a></li>"
      "<li><a href=\"#by-hand\">By hand</a></li></ol></nav>\n");
}

void write_head(Html& html, const ReportModel& model) {
  html.raw("<head><meta charset=\"utf-8\"/>");
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      Attribute::policy({kColours, kPageStyle, kGraphStyle})});
  html.raw(
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
      "<meta name=\"referrer\" content=\"no-referrer\"/>"
      "<meta name=\"robots\" content=\"noindex\"/><title>");
  const bool has_title = model.has_contents() && !model.verification().title.empty();
  if (has_title) {
    html.plain(model.verification().title);
  } else {
    html.plain(model.is_foreign_bag() ? "A bag that another tool made"
                                      : "A dossier that cannot be shown");
  }
  html.raw(" – dossier report</title>").style({kColours, kPageStyle, kGraphStyle}).raw("</head>\n");
}

}  // namespace

std::string report_page(const ReportModel& model) {
  Html html;
  html.raw("<!DOCTYPE html>\n<html lang=\"en\">");
  write_head(html, model);
  html.raw("<body><div class=\"sheet\">\n");
  write_cover(html, model);
  if (model.has_contents()) write_contents_list(html);
  html.raw("<main>\n");
  write_identity(html, model);
  write_verdicts(html, model);
  write_findings(html, model);
  if (model.has_contents()) {
    write_claims(html, model);
    write_quotes(html, model);
    write_chains(html, model);
    write_graph(html, model);
    write_timeline(html, model);
    write_custody(html, model);
    write_contacts(html, model);
    write_redactions(html, model);
    write_files(html, model);
    write_by_hand(html, model);
  }
  html.raw(
      "</main><footer class=\"note\"><p>Addresses of pages are printed and are no links: opening "
      "one may tell its owner who is reading. This page loads nothing and runs nothing.</p>"
      "</footer></div></body></html>\n");
  return html.str();
}

}  // namespace dossier
