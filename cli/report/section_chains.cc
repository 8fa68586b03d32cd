// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

void write_end(Html& html, const ReportModel& model, const RefOr& end) {
  html.raw("<span class=\"mouth\">");
  if (end.id) {
    record_link(html, model, end.id);
  } else if (end.other == "public") {
    html.raw("<em>the public</em>");
  } else {
    html.raw("<em>").text(end.other).raw("</em>");
  }
  html.raw("</span>");
}

void write_hop(Html& html, const ReportModel& model, const Hop& hop) {
  const bool shown = hop.evidence.value.has_value();
  if (shown) {
    html.raw("<li class=\"hop\"><span class=\"link\">");
  } else {
    html.raw("<li class=\"hop\"><span class=\"link missing\">");
  }
  html.raw("<span class=\"act\"><strong>").text(hop.act).raw("</strong> <span class=\"note\">");
  html.text(hop.directness);
  if (hop.when) html.raw(", ").isolated(date_text(*hop.when));
  if (!hop.where.empty()) html.raw(", ").isolated(hop.where);
  html.raw("</span></span><span class=\"line-to\"></span><span class=\"why note\">");
  if (shown) {
    html.raw("✓ shown by ");
    record_link(html, model, *hop.evidence.value);
  } else {
    html.raw("✗ not shown");
    if (!hop.evidence.missing.empty()) html.raw(": ").isolated(hop.evidence.missing);
  }
  html.raw("</span></span>");
  write_end(html, model, hop.to);
  html.raw("</li>");
}

std::string_view weakest(const Attribution& attribution) {
  std::size_t worst = 0;
  for (const Hop& hop : attribution.hops) {
    const auto found = std::find(kDirectnesses.begin(), kDirectnesses.end(), hop.directness);
    if (found == kDirectnesses.end()) continue;
    worst = std::max(worst, static_cast<std::size_t>(found - kDirectnesses.begin()));
  }
  return kDirectnesses[worst];
}

void write_chain(Html& html, const ReportModel& model, const Attribution& attribution) {
  const auto missing = static_cast<std::size_t>(
      std::count_if(attribution.hops.begin(), attribution.hops.end(),
                    [](const Hop& hop) { return !hop.evidence.value.has_value(); }));
  html.open("article", {{"class", "chain"}, Attribute::id(Anchor(attribution.id))});
  html.raw("<p><strong>Distance ").number(attribution.hops.size()).raw("</strong>");
  html.raw(" <span class=\"note\">").text(counted(attribution.hops.size(), "step", "steps"));
  html.raw(" from the origin to what was captured; weakest link: ").text(weakest(attribution));
  html.raw("; ");
  if (missing == 0) {
    html.raw("every link is shown");
  } else {
    html.text(counted(missing, "link is", "links are")).raw(" only asserted");
  }
  html.raw(". <code>").text(attribution.id.text()).raw("</code></span></p>");
  if (!attribution.hops.empty()) {
    html.raw("<ol class=\"hops\"><li class=\"hop\">");
    write_end(html, model, attribution.hops.front().from);
    html.raw("</li>");
    for (const Hop& hop : attribution.hops) write_hop(html, model, hop);
    html.raw("</ol>");
  }
  const auto& quotes = model.index().quotes_under(attribution.id);
  if (!quotes.empty()) {
    html.raw("<p class=\"note\">Words that came this way: ");
    for (std::size_t i = 0; i < quotes.size() && i < 6; ++i) {
      if (i != 0) html.raw("; ");
      html.open("a", {Attribute::link(Anchor(quotes[i]->id))});
      html.isolated(clipped(quotes[i]->exact, 60)).raw("</a>");
    }
    if (quotes.size() > 6) html.raw("; and ").number(quotes.size() - 6).raw(" more");
    html.raw("</p>");
  }
  html.raw("</article>\n");
}

void write_source(Html& html, const ReportModel& model, const Source& source) {
  html.open("tr", {Attribute::id(Anchor(source.id))});
  html.raw("<td>").isolated(source.name);
  if (source.protection && source.protection->is) html.raw(" <em>(protected; a cover name)</em>");
  html.raw("</td><td>").text(spaced(source.kind)).raw("</td><td>").text(source.relation);
  html.raw("</td><td>").text(source.independence_group).raw("</td><td>");
  if (source.reliability) {
    html.text(source.reliability->value).raw(" ").isolated(source.reliability->basis);
  }
  html.raw("</td><td>").isolated(source.interests);
  if (source.parent) {
    html.raw(" part of ");
    record_link(html, model, source.parent);
  }
  html.raw("</td></tr>\n");
}

}  // namespace

void write_chains(Html& html, const ReportModel& model) {
  const auto& chains = model.dossier().all<Attribution>();
  html.raw("<section id=\"chains\"><h2>Through how many mouths</h2>\n");
  if (chains.empty()) {
    html.raw("<p>No chain of attribution is recorded.</p>");
  } else {
    html.raw(
        "<p class=\"note\">From the origin on the left to the publisher on the right. A dashed "
        "link is only asserted: nothing in the dossier shows it.</p>\n");
    begin_fold(html, chains.size() <= kMostOpenClaims, counted(chains.size(), "chain", "chains"));
    for (const Attribution* chain : chains) write_chain(html, model, *chain);
    end_fold(html);
  }
  const auto& sources = model.dossier().all<Source>();
  if (!sources.empty()) {
    html.raw("<h3 id=\"sources\">Sources</h3>\n");
    begin_fold(html, sources.size() <= kMostOpenRows, counted(sources.size(), "source", "sources"));
    html.raw(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Sources\"><table>"
        "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th>"
        "<th scope=\"col\">Nearness</th><th scope=\"col\">Independence group</th>"
        "<th scope=\"col\">Reliability (A–F)</th><th scope=\"col\">Interests</th></tr></thead>"
        "<tbody>\n");
    for (const Source* source : sources) write_source(html, model, *source);
    html.raw("</tbody></table></div>");
    end_fold(html);
  }
  html.raw("</section>\n");
}

}  // namespace dossier
