// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

void check_protection(const Source& source, RuleFindings& findings) {
  if (!source.protection || !source.protection->is) return;
  const auto report = [&](std::string pointer, const std::string& what) {
    findings.add("source.protected-identified", source.id.text(), std::move(pointer),
                 "is protected, and " + what + " tells who it is");
  };
  if (!source.url.empty()) {
    report("/url", "its url");
  } else if (!source.identifiers.empty()) {
    report("/identifiers", "an identifier");
  } else if (source.kind == "account") {
    report("/kind", "the name of an account");
  }
}

}  // namespace

void check_sources(const CaseIndex& index, RuleFindings& findings) {
  for (const Agent* agent : index.dossier().all<Agent>()) {
    for (std::size_t i = 0; i < agent->keys.size(); ++i)
      if (agent->keys[i].how_verified == "none")
        findings.add("agent.key-unverified", agent->id.text(),
                     "/keys/" + std::to_string(i) + "/how_verified",
                     "nobody checked that the key " + agent->keys[i].fingerprint + " belongs to " +
                         agent->name);
  }
  for (const Source* source : index.dossier().all<Source>()) {
    check_protection(*source, findings);
    const bool nameless = source->kind == "unnamed" || source->kind == "unspecified-report";
    if (nameless && !index.is_unreadable(RecordKind::kNote) &&
        index.notes_about(source->id).empty())
      findings.add("source.unnamed-unexplained", source->id.text(), "/kind",
                   "is of kind " + source->kind +
                       ", and no note says who it is or why it has no "
                       "name");
  }
}

}  // namespace dossier
