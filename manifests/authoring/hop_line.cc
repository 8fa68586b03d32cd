// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/hop_line.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "manifests/authoring/record_form.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 4> kLabels = {"evidence:", "missing:", "when:", "where:"};

// The parts between semicolons; from the fourth on a part without a label belongs to the one
// before.
std::vector<std::string> split_parts(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(';');
    const std::string part(trim_spaces(text.substr(0, end)));
    const bool labelled = std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
      return part.starts_with(label);
    });
    if (parts.size() > 3 && !labelled) {
      parts.back() += "; " + part;
    } else {
      parts.push_back(part);
    }
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string read_end(std::string_view text, RefOr& end) {
  if (std::find(kAnonymousEnds.begin(), kAnonymousEnds.end(), text) != kAnonymousEnds.end()) {
    end.other = text;
    return {};
  }
  const auto id = RecordId::parse(text);
  if (!id || id->kind() != RecordKind::kSource) {
    return "'" + std::string(text) +
           "' is no end of a hop; it is the id of a source, unnamed or public";
  }
  end.id = *id;
  return {};
}

std::string read_ends(std::string_view text, Hop& hop) {
  std::string_view arrow = "->";
  std::size_t at = text.find(arrow);
  if (at == std::string_view::npos) at = text.find(arrow = "\u2192");
  if (at == std::string_view::npos) return "a hop begins with FROM -> TO";
  std::string fault = read_end(trim_spaces(text.substr(0, at)), hop.from);
  if (fault.empty()) fault = read_end(trim_spaces(text.substr(at + arrow.size())), hop.to);
  return fault;
}

template <std::size_t N>
std::string read_word(const std::string& text, const char* name,
                      const std::array<std::string_view, N>& words, std::string& out) {
  out = text;
  if (std::find(words.begin(), words.end(), text) != words.end()) return {};
  return "'" + text + "' is no " + name + "; it is one of " + list_words(words);
}

// "evidence: quo-a" and the like. A label that stands twice is refused.
std::string read_labelled(std::string_view part, Hop& hop) {
  const std::size_t colon = part.find(':');
  const std::string label(part.substr(0, colon));
  const std::string value(trim_spaces(part.substr(colon + 1)));
  if (value.empty()) return label + ": is empty";
  if (label == "evidence" || label == "missing") {
    if (!hop.evidence.absent()) return "evidence or the reason for its absence stands twice";
    if (label == "missing") {
      hop.evidence.missing = value;
      return {};
    }
    const auto id = RecordId::parse(value);
    if (!id) return "evidence: '" + value + "' is no id: " + explain_id(value);
    hop.evidence.value = *id;
  } else if (label == "when") {
    if (hop.when) return "when: stands twice";
    hop.when = ReportedDate{};
    hop.when->value = value;
    hop.when->basis = "stated";
  } else {
    if (!hop.where.empty()) return "where: stands twice";
    hop.where = value;
  }
  return {};
}

}  // namespace

std::variant<Hop, std::string> parse_hop(std::string_view text) {
  const std::vector<std::string> parts = split_parts(text);
  if (parts.size() < 4) {
    return "a hop is FROM -> TO; act; directness; evidence: ID, or missing: REASON in place of it";
  }
  Hop hop;
  std::string fault = read_ends(parts[0], hop);
  if (fault.empty()) fault = read_word(parts[1], "act", kActs, hop.act);
  if (fault.empty()) fault = read_word(parts[2], "directness", kDirectnesses, hop.directness);
  for (std::size_t i = 3; i < parts.size() && fault.empty(); ++i) {
    const bool labelled = std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
      return parts[i].starts_with(label);
    });
    fault = labelled
                ? read_labelled(parts[i], hop)
                : "'" + parts[i] + "' stands where evidence: ID or missing: REASON is expected";
  }
  if (fault.empty() && hop.evidence.absent())
    fault = "evidence: ID or missing: REASON is not given";
  if (!fault.empty()) return fault;
  return hop;
}

}  // namespace dossier
