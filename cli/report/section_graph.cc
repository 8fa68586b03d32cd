// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/graph/graph_svg.h"
#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/timeline.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

void write_bar(Html& html, const TimelineEntry& entry, const TimelineScale& scale) {
  constexpr std::int64_t kEdge = 6;
  const std::int64_t from = scale.place(entry.earliest) + kEdge;
  const std::int64_t to = scale.place(entry.latest) + kEdge;
  html.open("svg", {{"class", "bar"},
                    {"aria-hidden", "true"},
                    {"width", TimelineScale::kLength + 2 * kEdge},
                    {"height", 16},
                    Attribute::view_box(TimelineScale::kLength + 2 * kEdge, 16)});
  html.empty("path",
             {{"class", "axis"},
              SvgPath().move(kEdge, 8).line(TimelineScale::kLength + kEdge, 8).attribute()});
  if (to - from <= 2 && !entry.is_open) {
    html.empty("circle", {{"cx", from}, {"cy", 8}, {"r", 4}});
  } else {
    const bool is_vague = entry.is_open || entry.is_uncertain;
    html.empty("rect", {{"class", is_vague ? Word("vague") : Word("span")},
                        {"x", from - 3},
                        {"y", 4},
                        {"width", to - from + 6},
                        {"height", 8},
                        {"rx", 4}});
  }
  html.raw("</svg>");
}

void write_row(Html& html, const ReportModel& model, const TimelineEntry& entry,
               const TimelineScale& scale) {
  html.raw("<tr><td class=\"when\">").text(entry.when);
  if (entry.is_uncertain) html.raw(" <span class=\"note\">uncertain</span>");
  if (entry.is_open) html.raw(" <span class=\"note\">open end</span>");
  html.raw("</td><td class=\"line\">");
  write_bar(html, entry, scale);
  html.raw("</td><td><strong>").text(entry.what).raw("</strong> ");
  record_link(html, model, entry.about);
  if (entry.records > 1) html.raw(" and ").number(entry.records - 1).raw(" more on that day");
  html.raw("</td></tr>\n");
}

}  // namespace

void write_graph(Html& html, const ReportModel& model) {
  const ProvenanceGraph graph = provenance_graph(model.dossier());
  html.raw("<section id=\"graph\" class=\"landscape\"><h2>From sources to claims</h2>\n");
  if (graph.nodes.empty()) {
    html.raw("<p>There is nothing to draw.</p></section>\n");
    return;
  }
  html.raw(
      "<p class=\"note\">Thick lines lead to claims: whole ones support, dashed ones contradict, "
      "thin dashed ones are context. Dotted lines lead from a source to its words.");
  if (graph.is_grouped) {
    html.raw(
        " There are too many records to draw each: boxes with a thick frame stand for several.");
  }
  html.raw(
      "</p><div class=\"wide scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Provenance graph\">");
  write_graph_svg(html, graph, true);
  html.raw("</div></section>\n");
}

void write_timeline(Html& html, const ReportModel& model) {
  const std::vector<TimelineEntry> entries = timeline_of(model.dossier());
  html.raw("<section id=\"timeline\"><h2>From said to sealed</h2>\n");
  if (entries.empty()) {
    html.raw("<p>No time is recorded.</p></section>\n");
    return;
  }
  html.raw(
      "<p class=\"note\">A bar covers the time in which something may have happened; one with a "
      "dashed frame is uncertain or open. Long spans without an entry are drawn shorter than "
      "they were.</p>\n");
  begin_fold(html, entries.size() <= kMostTimelineRows,
             counted(entries.size(), "entry", "entries"));
  html.raw(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">"
      "<table class=\"timeline\"><thead><tr><th scope=\"col\">When</th>"
      "<th scope=\"col\" class=\"line\">On a line</th><th scope=\"col\">What</th></tr></thead>"
      "<tbody>\n");
  const TimelineScale scale(entries);
  for (const TimelineEntry& entry : entries) write_row(html, model, entry, scale);
  html.raw("</tbody></table></div>");
  end_fold(html);
  html.raw("</section>\n");
}

}  // namespace dossier
