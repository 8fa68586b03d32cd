// SPDX-License-Identifier: Apache-2.0
#include "cli/record_rows.h"

#include <algorithm>

#include "cli/escape.h"
#include "cli/layout.h"

namespace dossier {
namespace {

constexpr std::size_t kIdColumns = 26;
constexpr std::size_t kLabelColumns = 18;
constexpr std::size_t kLeastColumns = 80;

std::string date_of(const std::optional<Timestamp>& time) {
  return time ? time->date_string() : "no date";
}

struct MakeRow {
  RecordRow operator()(const Head& head) const { return {head.profile, head.title}; }
  RecordRow operator()(const Agent& agent) const { return {agent.kind, agent.name}; }
  RecordRow operator()(const Source& source) const { return {source.kind, source.name}; }
  RecordRow operator()(const Article& article) const {
    return {article.published.value ? article.published.value->value : "no date", article.title};
  }
  RecordRow operator()(const Capture& capture) const {
    return {date_of(capture.captured_at), capture.article.text() + ", " + capture.method};
  }
  RecordRow operator()(const Quote& quote) const { return {quote.kind, quote.exact}; }
  RecordRow operator()(const Attribution& attribution) const {
    std::string way = attribution.hops.front().from.text();
    for (const Hop& hop : attribution.hops) way += " -> " + hop.to.text();
    return {"distance " + std::to_string(attribution.hops.size()), way};
  }
  RecordRow operator()(const Claim& claim) const { return {claim.status, claim.text}; }
  RecordRow operator()(const Note& note) const {
    return {note.result.empty() ? note.kind : note.result, note.text};
  }
  RecordRow operator()(const Event& event) const {
    return {date_of(event.started), event.type + (event.reason.empty() ? "" : ": " + event.reason)};
  }
  RecordRow operator()(const Marking& marking) const { return {marking.scheme, marking.value}; }
  RecordRow operator()(const Redaction& redaction) const {
    return {redaction.method, redaction.reason};
  }
};

}  // namespace

RecordRow record_row(const RecordFile& file) {
  if (file.sound) return std::visit(MakeRow(), file.record);
  const auto error =
      std::find_if(file.findings.begin(), file.findings.end(),
                   [](const Finding& finding) { return finding.severity == Severity::kError; });
  return {"not sound", error->sentence};
}

std::string row_text(const std::string& id, std::string_view label, std::string_view text,
                     const Terminal& terminal) {
  const std::size_t columns = std::max(terminal.columns, kLeastColumns);
  const std::string shown = escape_line(id);
  const bool is_long = columns_of(shown) > kIdColumns;
  const std::string above = is_long ? "  " + shown + "\n" : "";
  std::string front = "  " + pad(is_long ? "" : shown, kIdColumns) + " ";
  front += pad(shorten(escape_line(label), kLabelColumns), kLabelColumns) + " ";
  std::string one_line(text);
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  const std::size_t taken = columns_of(front);
  return above + front + shorten(escape_line(one_line), columns > taken ? columns - taken : 1);
}

std::string kind_heading(RecordKind kind) {
  std::string heading(kind_folder(kind));
  if (!heading.empty()) heading[0] = static_cast<char>(heading[0] - 'a' + 'A');
  return heading;
}

}  // namespace dossier
